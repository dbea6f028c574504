import { css } from 'lit';

export const liveStyles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: 1;
    pointer-events: none;
  }
  .root,
  .view {
    block-size: 100%;
  }
  .view {
    display: flex;
    flex-direction: column;
    align-items: center;
  }
  .pill {
    position: sticky;
    inset-block: 0.75em;
    margin-block-start: calc(var(--_at, 0px) - 1.4em);
    pointer-events: auto;
    border-radius: 2em;
    box-shadow: var(--portico-shadow, 0 0.15em 0.8em rgb(0 0 0 / 0.25));
  }
  .pill.below {
    margin-block-start: auto;
  }
  .writing {
    position: absolute;
    inset-block-start: var(--_at, calc(100% - 1.5em));
    inset-inline-end: 0;
    max-inline-size: calc(100% - 5em);
    margin: 0;
    color: var(--_muted);
  }
  .gone {
    position: absolute;
    inset: 0;
    min-block-size: max-content;
    padding: var(--_space);
    background: var(--portico-surface, Canvas);
    color: var(--portico-text, CanvasText);
    pointer-events: auto;
  }
`;
