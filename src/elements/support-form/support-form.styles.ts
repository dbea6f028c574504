import { css } from 'lit';

export const supportFormStyles = css`
  form,
  .view > * {
    max-inline-size: 40em;
  }
  form {
    gap: 1.25em;
    margin-block-start: 1em;
  }
  .hint {
    margin-block-start: 0.25em;
  }
  textarea {
    min-block-size: 9em;
    resize: vertical;
  }
  .tick {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0.3em 0.6em;
  }
  .tick > p {
    grid-column: 2;
  }
  [type='checkbox'] {
    inline-size: 1.25em;
    min-block-size: 1.25em;
    accent-color: var(--_accent);
  }
  [type='number'],
  [type='date'] {
    max-inline-size: 20em;
  }
  .summary {
    display: block;
  }
  .summary li {
    margin-block-start: 0.25em;
  }
`;
