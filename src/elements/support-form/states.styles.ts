import { css } from 'lit';

export const stateStyles = css`
  .forms {
    display: grid;
    gap: 0.75em;
    margin-block: 1em;
  }
  .card {
    position: relative;
    display: grid;
    gap: 0.15em;
    padding: 0.85em 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .card:hover {
    background: var(--_tint);
  }
  .card button {
    justify-content: start;
    min-block-size: 0;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    font-weight: 600;
  }
  .card button::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
  }
  .card button:focus-visible {
    outline: none;
  }
  .card button:focus-visible::after {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 2px;
  }
`;
