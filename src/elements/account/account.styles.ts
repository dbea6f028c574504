import { css } from 'lit';

export const accountStyles = css`
  section {
    margin-block-start: 1.75em;
    max-inline-size: 36em;
  }
  form {
    max-inline-size: 24em;
  }
  form button {
    justify-self: start;
  }
  h4 {
    font-size: 1.125em;
    margin-block-end: 0.75em;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.35em 1.25em;
    margin-block-end: 1.25em;
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
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em 1em;
    padding-block: 0.75em;
    border-block-end: 1px solid var(--_line);
  }
  li p {
    flex: 1 1 14em;
  }
  li small {
    display: block;
  }
  .all {
    margin-block-start: 1em;
  }
  details {
    margin-block: 0.75em 1em;
  }
  details p {
    margin-block-start: 0.75em;
  }
  .said:not(:empty) {
    margin-block-start: 0.75em;
  }
`;
