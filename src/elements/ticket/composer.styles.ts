import { css } from 'lit';

export const composerStyles = css`
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
