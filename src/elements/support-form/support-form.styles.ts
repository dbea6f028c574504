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
    padding: 0;
    font-weight: 500;
  }
  form > fieldset,
  form > fieldset > .stack {
    gap: 1.25em;
  }
  section {
    padding-block-start: 1.25em;
    border-block-start: 1px solid var(--_line);
  }
  section h4 {
    font-size: 1.0625em;
  }
  .back {
    margin-block-end: 0.5em;
    margin-inline-start: -0.85em;
  }
  [readonly] {
    background: var(--_tint);
    border-color: var(--_line);
  }
  .forms {
    display: grid;
    gap: 0.75em;
    margin-block: 1em;
  }
  .card {
    position: relative;
    display: grid;
    gap: 0.15em;
    padding: 0.85em 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .card:hover {
    background: var(--_tint);
  }
  .card button {
    justify-content: start;
    min-block-size: 0;
    padding: 0;
    background: none;
    text-align: start;
    font-weight: 600;
  }
  .card button::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
  }
  .card button:focus-visible {
    outline: none;
  }
  .card button:focus-visible::after {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 2px;
  }
  .consent {
    grid-column: 1 / -1;
    max-block-size: 12em;
    padding: 0.65em 0.85em;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-size: 0.875em;
  }
  .consent .rich > * + * {
    margin-block-start: 0.75em;
  }
  .consent .rich :is(ul, ol) {
    padding-inline-start: 1.25em;
    list-style: revert;
  }
  .articles {
    display: grid;
    gap: 0.5em;
    margin-block-start: 0.75em;
    padding: 0.65em 0.85em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .articles ul {
    display: grid;
    gap: 0.5em;
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
