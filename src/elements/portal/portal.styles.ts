import { css } from 'lit';

export const portalStyles = css`
  .view {
    line-height: inherit;
  }
  header {
    margin-block-end: 1.25em;
    padding-block-end: 0.75em;
    border-block-end: 1px solid var(--_line);
  }
  nav {
    order: 1;
    flex: 1 0 100%;
  }
  nav .button {
    min-block-size: 2.25em;
    padding-inline: 0.7em;
  }
  nav :not(.primary)[aria-current] {
    background: var(--_tint);
  }
  @media (forced-colors: active) {
    nav [aria-current] {
      border-color: Highlight;
    }
  }
  .ask {
    max-inline-size: 24em;
    margin: -0.6em auto 1em;
  }
  /* Without a heading it is the first of the line. */
  :empty + nav {
    order: 0;
    flex: 1;
  }
  @container (max-width: 27.99em) {
    header .row {
      gap: 0.25em;
    }
    h2 {
      flex: 1;
      min-inline-size: 50%;
    }
    .who {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (min-width: 28em) {
    .push .icon {
      display: none;
    }
  }
  @container (min-width: 54em) {
    nav {
      order: 0;
      flex: 1 0 20em;
    }
  }
`;
