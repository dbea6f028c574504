import { css } from 'lit';

export const loginStyles = css`
  form,
  .way {
    max-inline-size: 24em;
    margin-inline: auto;
    padding-block: 1em;
    gap: 1.25em;
  }
  a + a {
    margin-block-start: -0.6em;
  }
  .secret {
    display: flex;
    position: relative;
  }
  .secret input {
    padding-inline-end: 5em;
  }
  .secret button {
    position: absolute;
    inset-block: 0.25em;
    inset-inline-end: 0.25em;
  }
`;
