import { css } from 'lit';

export const outboxStyles = css`
  .bar {
    margin-block-end: 1.25em;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 1.75em;
    font-weight: 500;
    cursor: pointer;
  }
  summary,
  dialog :is(h3, p) {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  details[open] > summary {
    margin-block-end: 0.5em;
  }
  dialog {
    max-inline-size: min(28em, calc(100vw - 2em));
    padding: 1.5em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--portico-surface, Canvas);
    color: var(--portico-text, CanvasText);
    box-shadow: var(--portico-shadow, none);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
`;
