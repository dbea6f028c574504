import { css } from 'lit';

/** What the choice of columns and density looks like. */
export const columnsStyles = css`
  .choice {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(17em, 100%), 1fr));
    gap: 1.25em 2.5em;
    align-items: start;
  }
  .columns {
    /* So that the eye finds from a name to its arrows. */
    max-inline-size: 22em;
  }
  .columns li {
    display: flex;
    align-items: center;
  }
  .option {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.6em;
    min-block-size: 2.25em;
    font-weight: 400;
  }
  .columns button {
    min-inline-size: 2.25em;
    padding: 0.3em;
  }
  .choice .stack {
    justify-items: start;
  }
`;
