import { css } from 'lit';

export const sessionEndStyles = css`
  dialog {
    inline-size: min(26em, calc(100vw - 2em));
    padding: 1.5em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--portico-surface, Canvas);
    color: var(--portico-text, CanvasText);
    box-shadow: var(--portico-shadow, none);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  .row button {
    min-block-size: calc(2.75em * var(--_dense));
  }
  @container (max-width: 28em) {
    .row button {
      flex: 1 0 auto;
    }
  }
  .left {
    font-size: 2em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
`;
