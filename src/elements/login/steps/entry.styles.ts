import { css } from 'lit';

/** What the steps on the way to an account look like beside the sign-in. */
export const entryStyles = css`
  .wide {
    max-inline-size: 34em;
  }
  .wide > button {
    min-block-size: calc(2.75em * var(--_dense));
  }
  .rich {
    max-block-size: 18em;
    overflow-y: auto;
    padding: 0.85em 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .tick {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.3em 0.6em;
    align-items: start;
  }
  .tick > p {
    grid-column: 2;
  }
  [type='checkbox'] {
    inline-size: 1.25em;
    min-block-size: 1.25em;
    margin-block-start: 0.15em;
    accent-color: var(--_accent);
  }
  textarea {
    min-block-size: 6em;
    resize: vertical;
  }
`;
