import { css } from 'lit';

/**
 * The tokens and what every element needs. Colours are mixed from the page's own text colour, so they follow any host, light or
 * dark, whether or not it declares a color-scheme; sizes are in em and follow the host's font.
 */
export const shared = css`
  :host {
    --_accent: var(--portico-accent, currentColor);
    /* Less soft the less the text itself stands out: 4.5:1 wherever the text has 9:1, on white and near black 6:1. */
    --_muted: var(--portico-muted, oklab(from currentColor l a b / max(0.74, 1 - 1.2 * max(l - 0.57, 0.57 - l))));
    --_line: var(--portico-line, color-mix(in oklab, currentColor 15%, transparent));
    --_edge: var(--portico-edge, color-mix(in oklab, currentColor 52%, transparent));
    --_tint: var(--portico-tint, color-mix(in oklab, currentColor 6%, transparent));
    --_bad: var(--portico-danger, color-mix(in oklab, #e0243a 58%, currentColor));
    --_space: var(--portico-space, 1em);
    --_radius: var(--portico-radius, 0.5em);
    --_dense: var(--portico-density, 1);
    --_time: var(--portico-duration, 0.12s);
    display: block;
    /* A container has no width of its own: nothing would be seen where the place around gives it none. */
    inline-size: -webkit-fill-available;
  }
  .root {
    container-type: inline-size;
    color: var(--portico-text, inherit);
    font-family: var(--portico-font, inherit);
    font-style: normal;
    font-variant-caps: normal;
    text-indent: 0;
    cursor: auto;
    /* By the name that Safari knows too. */
    -webkit-user-select: text;
    text-shadow: none;
    text-align: start;
    text-align-last: auto;
    text-emphasis: none;
    text-transform: none;
    white-space: normal;
    word-break: normal;
    overflow-wrap: anywhere;
    -webkit-text-fill-color: currentColor;
    -webkit-text-stroke: 0;
    letter-spacing: normal;
    word-spacing: normal;
  }
  /* What Firefox calls it; in one rule only the last would be left. */
  :host {
    inline-size: -moz-available;
  }
  /* Lists and forms are made for lines of this height; a ticket is read, in lines as high as the page's. */
  .view,
  form {
    line-height: var(--portico-line-height, 1.5);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  /* Over every other rule of ours. */
  :is([hidden], #_) {
    display: none;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2,
  h3 {
    font-family: var(--portico-heading-font, inherit);
    font-size: 1.375em;
    font-weight: var(--portico-heading-weight, 650);
    line-height: 1.25;
    letter-spacing: -0.015em;
    text-wrap: balance;
    scroll-margin-block: 6rem;
  }
  h3 {
    font-size: 1.25em;
  }
  h4 {
    font-weight: 600;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  a {
    color: var(--portico-link, inherit);
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 2px;
  }
  [tabindex='-1'] {
    outline: none;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: calc(2.25em * var(--_dense));
    padding: 0.3em 0.85em;
    border: 1px solid var(--_line);
    border-radius: var(--portico-button-radius, var(--_radius));
    background: none;
    color: inherit;
    font-weight: 500;
    line-height: 1.3;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--_time);
  }
  .plain,
  .primary {
    border-color: transparent;
  }
  button:hover,
  .button:hover {
    background: var(--_tint);
  }
  .primary {
    min-block-size: calc(2.75em * var(--_dense));
    padding-inline: 1.15em;
  }
  .primary,
  .primary:hover {
    background: var(--_accent);
  }
  /* Room for a finger. */
  @media (pointer: coarse) {
    :is(button, .button, #_) {
      min-block-size: 44px;
    }
  }
  .primary:hover {
    box-shadow: 0 0 0 0.2em var(--_line);
  }
  /* White as long as it has 4.5:1, else black. */
  .primary > * {
    display: inline-flex;
    --_y: clamp(0, (0.1833 - y) * 999999, 2);
    color: var(--portico-on-accent, color(from var(--_accent) xyz var(--_y) var(--_y) var(--_y) / 1));
  }
  [aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  input,
  select,
  textarea {
    inline-size: 100%;
    min-block-size: calc(2.75em * var(--_dense));
    padding: 0.5em 0.75em;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--portico-field, transparent);
    line-height: 1.4;
  }
  select {
    appearance: none;
    padding-inline-end: 2.25em;
    text-overflow: ellipsis;
  }
  /* A control with an icon in it. */
  .with {
    display: grid;
    position: relative;
    align-items: center;
  }
  .with > .icon {
    position: absolute;
    inset-inline-end: 0.75em;
    color: var(--_muted);
    pointer-events: none;
  }
  option,
  optgroup {
    background: Canvas;
    color: CanvasText;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  :is(input, textarea, select):focus-visible {
    outline-offset: -1px;
    border-color: transparent;
  }
  [aria-invalid='true'] {
    border-color: var(--_bad);
  }
  .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  time,
  bdi,
  .small {
    /* Words of one direction stay whole in a page of the other. */
    unicode-bidi: plaintext;
  }
  :is(.small, h3, .link, #_) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.875em;
  }
  .row,
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
  }
  .view > .stack[aria-busy] {
    /* What follows in the page does not come and go while this is on its way. */
    min-block-size: 100vh;
    align-content: start;
  }
  .push {
    margin-inline-start: auto;
  }
  .hide {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .field {
    display: grid;
    gap: 0.35em;
  }
  label {
    font-weight: 500;
  }
  .error {
    color: var(--_bad);
    font-size: 0.875em;
  }
  .badge {
    display: inline-flex;
    align-items: baseline;
    gap: 0.45em;
  }
  .badge::before {
    content: '';
    flex: none;
    inline-size: 0.6em;
    block-size: 0.6em;
    border: 0.13em solid;
    border-radius: 50%;
    background: currentColor;
    color: var(--portico-status-open, var(--portico-success, color-mix(in oklab, #1a9c55 70%, currentColor)));
  }
  .badge.closed::before {
    background: none;
    color: var(--portico-status-closed, var(--_edge));
  }
  .notice {
    padding: 0.65em 0.85em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .notice > p {
    flex: 1 1 12em;
  }
  .bad {
    border-color: color-mix(in oklab, var(--_bad) 40%, transparent);
    background: color-mix(in oklab, var(--_bad) 9%, transparent);
  }
  .bad > .icon {
    color: var(--_bad);
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 0.5em;
    padding: 3.5em 1em;
    text-align: center;
    text-wrap: balance;
  }
  .empty > .icon {
    inline-size: 2em;
    block-size: 2em;
    color: var(--_muted);
  }
  .empty > :is(a, button) {
    margin-block-start: 0.75em;
  }
  .bone {
    display: block;
    block-size: 1em;
    max-inline-size: 100%;
    border-radius: 0.35em;
    background: var(--_line);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.4;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: currentColor;
      --_line: var(--_edge);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :is(*, #_) {
      animation: none;
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .badge::before {
      forced-color-adjust: none;
    }
    [aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }
    .bone {
      outline: 1px solid;
    }
  }
`;
