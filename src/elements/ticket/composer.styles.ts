import { css } from 'lit';

export const composerStyles = css`
  .reply {
    padding-block-start: 1.25em;
    border-block-start: 1px solid var(--_line);
  }
  .reply > .waiting {
    margin-block-end: 1.25em;
  }
  form {
    align-content: start;
  }
  /* One box with what it formats. */
  [role='toolbar'] {
    margin-block-end: calc(var(--_space) * -1);
    padding: 0.2em;
    border: solid var(--_edge);
    border-width: 1px 1px 0;
    border-radius: var(--_radius) var(--_radius) 0 0;
  }
  [role='toolbar'] ~ :is(textarea, .preview) {
    border-start-start-radius: 0;
    border-start-end-radius: 0;
    border-block-start-color: var(--_line);
  }
  textarea {
    min-block-size: 7em;
    max-block-size: 60vh;
    resize: vertical;
  }
`;
