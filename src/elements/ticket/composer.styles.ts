import { css } from 'lit';

export const composerStyles = css`
  .reply > .waiting {
    margin-block-end: 1.25em;
  }
  form {
    gap: 0.75em;
    align-content: start;
  }
  textarea {
    min-block-size: 7em;
    max-block-size: 60vh;
    resize: vertical;
  }
`;
