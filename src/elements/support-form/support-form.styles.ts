import { css } from 'lit';

export const supportFormStyles = css`
  form,
  .view > * {
    max-inline-size: 40em;
  }
  form {
    margin-block-start: 1em;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0 0 0.35em;
    font-weight: 500;
  }
  form > fieldset > .stack,
  form > fieldset > .stack > .stack {
    gap: 1.25em;
  }
  section,
  section ~ .stack {
    padding-block-start: 1.25em;
    border-block-start: 1px solid var(--_line);
  }
  .way {
    min-block-size: 0;
    padding: 0;
    border: 0;
    text-decoration: underline;
  }
  section h4 {
    font-size: 1.0625em;
  }
  .back {
    margin-block-end: 0.5em;
    margin-inline-start: -0.85em;
  }
  .back > svg:dir(rtl) {
    scale: -1;
  }
  [readonly] {
    background: var(--_tint);
    border-color: var(--_line);
  }
  .along summary {
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(0, auto) minmax(0, 1fr);
    gap: 0.25em 1em;
    margin-block-start: 0.5em;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    white-space: pre-wrap;
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
  [inputmode='decimal'],
  [type='date'] {
    max-inline-size: 20em;
  }
  .summary {
    display: block;
  }
  .summary li {
    margin-block-start: 0.25em;
  }
  @container (inline-size < 26em) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }
    dd {
      margin-block-end: 0.5em;
    }
  }
`;
