import { css } from 'lit';

export const boxStyles = css`
  .consent {
    grid-column: 1 / -1;
    max-block-size: 12em;
    padding: 0.65em 0.85em;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-size: 0.875em;
  }
`;
