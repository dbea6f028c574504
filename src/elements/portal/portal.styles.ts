import { css } from 'lit';

export const portalStyles = css`
  :host {
    container-type: inline-size;
  }
  header {
    margin-block-end: 1.25em;
    padding-block-end: 0.75em;
    border-block-end: 1px solid var(--_line);
  }
  nav {
    order: 1;
    flex: 1 0 100%;
    justify-content: space-between;
  }
  nav .button {
    min-block-size: 2.25em;
    padding-inline: 0.85em;
  }
  nav :not(.primary)[aria-current] {
    background: var(--_tint);
  }
  @container (min-width: 40em) {
    nav {
      order: 0;
      flex: 1;
      margin-inline-start: 0.5em;
    }
  }
`;
