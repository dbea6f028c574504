import { css } from 'lit';

/** What the code for the other browser looks like. */
export const linkStyles = css`
  .code {
    font-size: 2em;
    font-weight: 600;
    letter-spacing: 0.2em;
  }
`;
