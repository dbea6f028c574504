import { css } from 'lit';

export const staffBannerStyles = css`
  :host {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    margin-block-end: 1em;
    color-scheme: light;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1em;
    padding: 0.5em 0.75em;
    border: 2px solid #8a5a00;
    border-radius: var(--_radius);
    background: #ffe9b8;
    color: #3d2800;
  }
  p {
    flex: 1 1 9em;
  }
  button {
    border-color: currentColor;
    background: transparent;
    color: inherit;
  }
  :host,
  button {
    --portico-accent: #3d2800;
  }
`;
