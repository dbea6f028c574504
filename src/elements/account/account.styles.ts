import { css } from 'lit';

export const accountStyles = css`
  section {
    margin-block-start: 1.75em;
    padding-block-start: 1.75em;
    border-block-start: 1px solid var(--_line);
  }
  @container (min-width: 46em) {
    section {
      display: grid;
      grid-template-columns: 12em minmax(0, 34em);
      column-gap: 2em;
    }
    section > * {
      grid-column: 2;
    }
    section > button {
      justify-self: start;
    }
    section > h4 {
      /* Beside whatever there is. */
      grid-area: 1 / 1 / span 20;
    }
  }
  form {
    max-inline-size: 24em;
  }
  form ~ .field {
    max-inline-size: 24em;
    margin-block-start: 1.25em;
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
  }
  li + li {
    border-block-start: 1px solid var(--_line);
  }
  li:first-child {
    padding-block-start: 0;
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
