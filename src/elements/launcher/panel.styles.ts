import { css } from 'lit';

export const panelStyles = css`
  .root {
    container-type: normal;
  }
  dialog {
    box-sizing: border-box;
    inline-size: var(--portico-launcher-width, min(64em, calc(100vw - 4em)));
    block-size: var(--portico-launcher-height, min(50em, calc(100dvh - 4em)));
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--portico-surface, Canvas);
    color: var(--portico-text, CanvasText);
    box-shadow: var(--portico-shadow, 0 1em 4em #0004);
    text-align: start;
  }
  dialog::backdrop {
    background: #0008;
  }
  .sheet {
    inline-size: var(--portico-launcher-width, min(34em, 100vw));
    block-size: 100dvh;
    margin-block: 0;
    margin-inline: auto 0;
    border-width: 0;
    border-inline-start-width: 1px;
    border-radius: 0;
  }
  .inside {
    position: relative;
    box-sizing: border-box;
    block-size: 100%;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 1.25em;
    padding-block-start: 3.25em;
  }
  .close {
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline-end: 0.75em;
    min-inline-size: 2.75em;
    min-block-size: 2.75em;
    padding: 0;
  }
  @media (max-width: 40em) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .sheet[open] {
      animation: slide 0.2s ease-out;
    }
  }
  @keyframes slide {
    from {
      opacity: 0;
      margin-inline-end: -2em;
    }
  }
`;
