import { css } from 'lit';

export const ticketStyles = css`
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25em 3em;
  }
  .view > .row {
    margin-block-end: -0.75em;
    /* That of the small buttons, which come a moment later. */
    min-block-size: 1.96875em;
  }
  .row > a {
    margin-inline-start: -0.85em;
  }
  @container (max-width: 30em) {
    /* The buttons have a line of their own. */
    .view > .row {
      min-block-size: 4.4375em;
      align-content: start;
    }
    .view > .row > button {
      margin-inline-start: auto;
    }
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7.5em, 1fr));
    gap: 0.75em 1.25em;
    padding-block: 0.9em;
    border-block: 1px solid var(--_line);
    font-size: 0.875em;
  }
  dt,
  .day,
  summary {
    color: var(--_muted);
  }
  .day {
    display: flex;
    align-items: center;
    gap: 1em;
    margin-block: 1.5em 0.75em;
    font-size: 0.875em;
  }
  .earlier {
    min-block-size: 2.25em;
  }
  .new {
    /* Any accent may be the line, but not any can be read. */
    color: var(--portico-new, inherit);
    font-weight: 600;
  }
  .day.new::after {
    border-color: var(--portico-new, var(--_accent));
  }
  .change {
    color: var(--portico-message-event, var(--_muted));
    margin-block: 0.75em;
    padding-inline-start: 3.55em;
  }
  section > div > ol {
    /* What changes in one does not concern the others. No content-visibility: Chromium's accessibility tree loses what was seen once. */
    contain: layout style;
  }
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }
  article {
    display: grid;
    grid-template-columns: 2.25em minmax(0, 1fr);
    gap: 0.4em 0.85em;
    padding-block: 0.85em;
  }
  article > * {
    grid-column: 2;
  }
  .who {
    grid-area: 1 / 1 / 3;
    display: grid;
    place-items: center;
    inline-size: 2.25em;
    block-size: 2.25em;
    border-radius: 50%;
    background: var(--_tint);
    font-weight: 600;
  }
  .team .who {
    background: none;
    box-shadow: inset 0 0 0 1.5px var(--_edge);
  }
  .body {
    padding: var(--portico-message-padding, 0);
    border-radius: var(--portico-message-radius, 0);
    background: var(--portico-message-customer, none);
    overflow-x: auto;
  }
  .team .body {
    background: var(--portico-message-team, none);
  }
  section {
    /* The element keeps the place itself: rows are bound anew. */
    overflow-anchor: none;
  }
  h3 .bone {
    block-size: 1.25em;
    inline-size: 60%;
  }
  .body > :first-child {
    margin-block-start: 0;
  }
  .body :is(p, ul, ol, table, pre, blockquote, dl, h4) {
    margin-block: 0.6em;
  }
  .body :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1em;
    font-weight: 600;
    letter-spacing: 0;
  }
  .body :is(ul, ol) {
    /* For numbers of two digits, spaced widely: what sticks out is cut. */
    padding-inline-start: 2.25em;
    list-style: revert;
  }
  .body :is(p, li, td, h4) {
    unicode-bidi: plaintext;
    text-align: start;
  }
  .body blockquote {
    margin-inline: 0;
    padding-inline-start: 0.9em;
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }
  .body img {
    max-inline-size: 100%;
    block-size: auto;
  }
  .body img:not([src]) {
    display: inline-block;
    padding: 0.4em 0.7em;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius);
    font-size: 0.875em;
  }
  .body img:not([src], [alt], .own),
  .body img[alt='']:not([src], .own) {
    display: none;
  }
  /* A picture of the message's own has a place of one size before and after it has come, unless its message says which. */
  .body .own {
    inline-size: min(100%, 24em);
    block-size: 14em;
    object-fit: scale-down;
    object-position: 0;
    vertical-align: bottom;
  }
  .body .own[width][height] {
    inline-size: auto;
    block-size: auto;
  }
  .body .own:not([src]) {
    border-color: transparent;
    font-size: inherit;
    background: var(--_tint);
  }
  .body :is(pre, code) {
    font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: 0.9em;
    white-space: pre-wrap;
  }
  .body pre {
    padding: 0.75em;
    background: var(--_tint);
    border-radius: var(--_radius);
  }
  .body table {
    border-collapse: collapse;
    overflow-wrap: normal;
  }
  .body :is(th, td) {
    padding: 0.3em 0.7em;
    vertical-align: top;
    text-align: start;
  }
  .body td > p:only-child {
    margin: 0;
  }
  .body table:has(th) :is(th, td) {
    border: 1px solid var(--_line);
  }
  .clamped {
    max-block-size: 22em;
    overflow: hidden;
    mask: linear-gradient(#000 75%, transparent);
  }
  summary {
    inline-size: fit-content;
    padding-inline: 0.5em;
    border-radius: var(--_radius);
    background: var(--_tint);
    font-size: 0.875em;
    cursor: pointer;
    /* For the same reason. */
    counter-increment: none;
  }
  article > button {
    justify-self: start;
  }
  .reply {
    /* As high as what is loaded into it. */
    min-block-size: 28.25em;
    padding-block-start: 1.25em;
    border-block-start: 1px solid var(--_line);
  }
  @media (forced-colors: active) {
    .who {
      outline: 1px solid;
    }
  }
  @container (min-width: 21em) {
    .reply {
      min-block-size: 25.75em;
    }
  }
  @container (min-width: 40em) {
    .reply {
      min-block-size: 21.75em;
    }
  }
  @container (min-width: 54em) {
    .view {
      grid: auto-flow dense / minmax(0, 1fr) 13em;
    }
    .view > * {
      grid-column: 1;
    }
    .view > :is(.row, h3) {
      grid-column: 1 / -1;
    }
    .view > dl {
      grid-area: auto / 2 / span 9;
      grid-template-columns: 1fr;
      align-self: start;
      border: 0;
    }
  }
`;
