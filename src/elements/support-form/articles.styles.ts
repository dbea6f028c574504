import { css } from 'lit';

export const articleStyles = css`
  .articles {
    display: grid;
    gap: 0.5em;
    margin-block-start: 0.75em;
    padding: 0.65em 0.85em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .articles ul {
    display: grid;
    gap: 0.5em;
  }
`;
