import { css } from 'lit';

/** What the filters of the list look like. */
export const filtersStyles = css`
  .chips {
    display: flex;
    align-items: center;
    gap: 0.5em;
    /* One line, whatever it holds: the rows below stay where they are. */
    overflow-x: auto;
    scrollbar-width: thin;
    padding: 3px;
    margin: -3px;
  }
  .chips li {
    flex: none;
  }
  .chip {
    border-radius: 2em;
    background: var(--_tint);
    font-weight: 400;
    white-space: nowrap;
  }
  .chip .icon {
    inline-size: 0.9em;
    block-size: 0.9em;
    color: var(--_muted);
  }
  .chips:not(:last-child) {
    margin-block-end: 0.75em;
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17em, 100%), 1fr));
    gap: 1.25em var(--_space);
    align-items: start;
  }
  .range {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9.5em, 100%), 1fr));
    gap: 0.5em;
  }
  .range label {
    display: grid;
    /* A field for a date is wider by itself than half a column. */
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    font-weight: 400;
  }
  .many {
    grid-column: 1 / -1;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1.5em;
  }
  .options label {
    display: flex;
    align-items: center;
    gap: 0.6em;
    font-weight: 400;
  }
`;
