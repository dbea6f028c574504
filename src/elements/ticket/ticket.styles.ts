import { css } from 'lit';

export const ticketStyles = css`
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25em 3em;
    line-height: var(--portico-line-height, inherit);
  }
  .view > .row {
    margin-block-end: -0.75em;
    /* That of the small buttons, which come a moment later. */
    min-block-size: 1.96875em;
  }
  .row > a {
    margin-inline-start: -0.85em;
  }
  @container (max-width: 20em) {
    /* A short way only, where the line is short of room. */
    .view > .row > button {
      display: none;
    }
  }
  a > svg:dir(rtl) {
    scale: -1;
  }
  @container (max-width: 30em) {
    .row > a span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7.5em, 1fr));
    gap: 0.75em 1.25em;
    padding-block: 0.9em;
  }
  bdi {
    /* The dot of a status stands before its words. */
    direction: inherit;
  }
  .view > details {
    border-block: 1px solid var(--_line);
    font-size: 0.875em;
  }
  summary.row {
    padding-block: 0.6em;
  }
  dt,
  .day,
  .body summary {
    color: var(--_muted);
  }
  .day {
    display: flex;
    align-items: center;
    gap: 1em;
    margin-block: 0.75em;
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
  .new::after {
    border-color: var(--portico-new, var(--_accent));
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
    border: 1.5px solid transparent;
    border-radius: 50%;
    background: var(--_tint);
    font-weight: 600;
  }
  .team .who {
    border-color: var(--_edge);
    background: none;
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
  .body :is(p, ul, ol, table, pre, blockquote, dl, h4, details) {
    margin: 0.6em 0;
  }
  .body :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1em;
    font-weight: 600;
  }
  .body :is(ul, ol) {
    /* For numbers of two digits, spaced widely: what sticks out is cut. */
    padding-inline-start: 2.25em;
    list-style: revert;
  }
  .body :is(p, li, td, th, h4) {
    unicode-bidi: plaintext;
    text-align: start;
  }
  .body blockquote {
    padding-inline-start: 0.9em;
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }
  .body :is(img, canvas) {
    max-inline-size: 100%;
    block-size: auto;
  }
  .body img:not([src], .own) {
    display: inline-block;
    padding: 0.4em 0.7em;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius);
    font-size: 0.875em;
  }
  .body img:not([src], .own, [alt]:not([alt=''])) {
    display: none;
  }
  /* A picture of the message's own has a place of one size before and after it has come, unless its message says which. */
  .body .own:not(img[width][height]) {
    inline-size: min(100%, 24em);
    block-size: 14em;
  }
  .own {
    display: inline-block;
    object-fit: scale-down;
    object-position: 0;
    vertical-align: bottom;
  }
  .own:dir(rtl) {
    object-position: 100%;
  }
  img.own:not([src]) {
    background: var(--_tint);
  }
  .body :is(pre, code) {
    font-family: ui-monospace, Consolas, monospace;
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
  .body summary {
    inline-size: fit-content;
    padding-inline: 0.5em;
    border-radius: var(--_radius);
    background: var(--_tint);
    font-size: 0.875em;
    /* For the same reason. */
    counter-increment: none;
  }
  article > button {
    justify-self: start;
  }
  .reply {
    /* As high as what is loaded into it. */
    min-block-size: 28.25em;
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
  /* Where there is room they are not folded. */
  @supports selector(::details-content) {
    @container (min-width: 40em) {
      summary.row {
        display: none;
      }
      .view > ::details-content {
        content-visibility: visible;
      }
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
    .view > details {
      grid-area: auto / 2 / span 9;
      align-self: start;
      border: 0;
    }
    dl {
      grid-template-columns: 1fr;
    }
  }
`;
