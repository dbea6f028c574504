import { css, html, nothing } from 'lit';
import type { Portal } from '../../api/schema.js';

const { styleSheet: styles } = css`
  .logo {
    display: block;
    flex: none;
    block-size: 2.25em;
    inline-size: auto;
    max-inline-size: 10em;
    object-fit: contain;
  }
  nav {
    flex-wrap: wrap;
    row-gap: 0.25em;
  }
  nav .button:first-of-type {
    margin-inline-end: auto;
  }
  @container (min-width: 46em) {
    nav {
      flex: 1 0 0;
      min-inline-size: 20em;
    }
    nav .button:first-of-type {
      margin-inline-end: 0;
    }
  }
`;

/** What is only needed where a portal has it: its logo, and the links of its menu. */
export const adopt = (root: ShadowRoot): void => {
  root.adoptedStyleSheets.push(styles!);
};

/** The logo; its name is said where no heading says it. One that does not come leaves no hole. */
export const logo = ({ logo, name }: Portal, heading?: string): unknown =>
  logo
    ? html`<img class="logo" part="logo" src=${logo} alt=${heading ? '' : name} @error=${hide} />`
    : nothing;

/** The links of the menu. */
export const links = ({ menu }: Portal): unknown =>
  menu.map(({ label, url }) => html`<a class="button plain" part="menu-link" href=${url}><bdi>${label}</bdi></a>`);

function hide(event: Event): void {
  (event.target as HTMLElement).hidden = true;
}
