import { css } from 'lit';

/** What the list's tools look like. */
export const toolsStyles = css`
  .tools {
    flex-wrap: nowrap;
  }
  .pick {
    position: relative;
    display: flex;
    flex: 1 1 0;
    min-inline-size: 0;
    align-items: center;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-weight: 400;
    cursor: pointer;
  }
  .pick span {
    padding-inline-start: 0.75em;
    color: var(--_muted);
    white-space: nowrap;
  }
  .pick select {
    padding: 0.4em;
    border: 0;
    background: none;
    cursor: inherit;
    text-overflow: ellipsis;
  }
  .pick:focus-within {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: -1px;
  }
  .pick select:focus-visible {
    outline: none;
  }
  .more {
    justify-self: center;
  }
`;
