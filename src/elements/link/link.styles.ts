import { css } from 'lit';

export const linkStyles = css`
  :host {
    display: inline-block;
    inline-size: auto;
  }
  .root {
    container-type: normal;
  }
  a {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    text-decoration: inherit;
  }
  a:hover {
    text-decoration: underline;
  }
  .count {
    min-inline-size: 1.7em;
    padding: 0.1em 0.45em;
    border: 1px solid transparent;
    border-radius: 1em;
    background: var(--portico-danger, #c2122f);
    color: #fff;
    font-size: 0.75em;
    font-weight: 600;
    text-align: center;
  }
  @supports (color: color(from currentColor xyz x y z)) {
    /* White as long as it has 4.5:1, else black. */
    .count {
      --_y: clamp(0, (0.1833 - y) * 999999, 1.1);
      color: color(from var(--portico-danger, #c2122f) xyz var(--_y) var(--_y) var(--_y) / 1);
    }
  }
`;
