import { css, html, nothing } from 'lit';
import type { Portal } from '../../api/schema.js';
import { addStyles } from '../../styles/added.js';
import { areDrawn } from '../../ui/drawn.js';
import type { PorticoPortal } from './portal.js';

const styles = css`
  .logo {
    flex: none;
    /* Said, so that nothing moves when it comes. */
    inline-size: var(--portico-logo-width, 2em);
    block-size: 2em;
    object-fit: contain;
  }
  .logo ~ h2 {
    min-inline-size: 0;
  }
  @container (max-width: 27.99em) {
    /* One line, where no heading takes one: the sign of a new ticket says enough. */
    :empty + nav .primary > :last-child {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;

/** What is only needed where a portal has it: its logo, and the links of its menu. */
export const adopt = (element: PorticoPortal) => {
  addStyles(element.renderRoot, styles);
  return {
    /** The logo; its name is said where no heading says it. What stands for one that does not come, or may not, is loaded then. */
    logo: ({ logo, name }: Portal, heading?: string): unknown =>
      logo
        ? // Of no address at all an image fails at once, and loads nothing.
          html`<img
            class="logo"
            part="logo"
            src=${areDrawn(element) ? '' : logo}
            alt=${heading ? '' : name}
            @error=${({ target }: Event) => void stand(target as HTMLImageElement, logo)}
          />`
        : nothing,
    /** The links of the menu. */
    links: ({ menu }: Portal): unknown =>
      menu.map(({ label, url }) => html`<a class="button plain" part="menu-link" href=${url}><bdi>${label}</bdi></a>`),
  };
};

export type Menu = ReturnType<typeof adopt>;

const stand = async (image: HTMLImageElement, logo: string): Promise<void> => {
  image.hidden = !(await import('./drawn-logo.js').then(({ stand }) => stand(image, logo)).catch(() => {}));
};
