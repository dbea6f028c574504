import { css, html, nothing } from 'lit';
import type { Portal } from '../../api/schema.js';
import { addStyles } from '../../styles/added.js';

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
  nav {
    flex-wrap: wrap;
  }
  @container (min-width: 46em) {
    nav {
      flex: 1 0 0;
      min-inline-size: 20em;
      justify-content: start;
    }
  }
`;

/** What is only needed where a portal has it: its logo, and the links of its menu. */
export const adopt = (root: ShadowRoot): void => {
  addStyles(root, styles);
};

/** The logo; its name is said where no heading says it. One that does not come leaves no hole. */
export const logo = ({ logo, name }: Portal, heading?: string): unknown =>
  logo ? html`<img class="logo" part="logo" src=${logo} alt=${heading ? '' : name} @error=${hide} />` : nothing;

/** The links of the menu. */
export const links = ({ menu }: Portal): unknown =>
  menu.map(({ label, url }) => html`<a class="button plain" part="menu-link" href=${url}><bdi>${label}</bdi></a>`);

function hide(event: Event): void {
  (event.target as HTMLElement).hidden = true;
}
