import { css } from 'lit';

export const ticketListStyles = css`
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
  }
  [role='search'] {
    align-items: stretch;
  }
  .search,
  .tools {
    flex: 1 1 100%;
  }
  .search input {
    padding-inline-start: 2.5em;
    block-size: 100%;
    border-color: var(--_line);
  }
  .search .icon {
    inset-inline: 0.75em auto;
  }
  .tools {
    min-block-size: 2.75em;
  }
  .under:empty:not(.narrowed) {
    display: none;
  }
  .narrowed {
    min-block-size: 2.5em;
  }
  table,
  thead,
  tbody {
    display: block;
  }
  tbody {
    content-visibility: auto;
    contain-intrinsic-size: auto none auto 90em;
  }
  table {
    border-block-start: 1px solid var(--_line);
    transition: opacity 0.2s 0.2s;
  }
  table[aria-busy='true']:not(:has(.bone)) {
    opacity: 0.5;
  }
  tr {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2em 0.6em;
    padding-block: calc(0.75em * var(--_dense));
    border-block-end: 1px solid var(--_line);
  }
  tbody tr:hover {
    background: var(--_tint);
  }
  th,
  td {
    min-inline-size: 0;
    padding: 0;
    text-align: start;
    font-weight: 400;
    font-size: 0.875em;
    color: var(--_muted);
  }
  td.status {
    color: inherit;
  }
  .subject {
    flex: 1;
  }
  td.subject {
    color: inherit;
    font-size: 1em;
  }
  .link {
    all: unset;
    display: block;
    font-weight: 500;
    text-wrap: pretty;
    cursor: pointer;
  }
  .link::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .link:hover {
    text-decoration: underline;
  }
  .link:focus-visible::after {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .news {
    display: flex;
    align-items: baseline;
    gap: 0.5em;
  }
  .news::before {
    content: '';
    border: 0.28em solid var(--portico-new, var(--_accent));
    border-radius: 50%;
  }
  .subject:has(.news) .link {
    font-weight: 700;
  }
  tr:has(.bone) {
    align-items: center;
  }
  td .bone {
    inline-size: 5em;
  }
  .subject .bone {
    margin-block: 0.25em;
    inline-size: 70%;
  }
  @container (min-width: 46em) {
    .search {
      flex-basis: 0;
    }
    .tools {
      flex: 0 0 30em;
    }
    thead tr {
      min-block-size: 2.4em;
      padding-block: 0.5em;
    }
    tr {
      flex-wrap: nowrap;
      gap: 1em;
      padding-inline: 0.75em;
    }
    th,
    td {
      flex: 0 1 8.5em;
    }
    .label {
      display: none;
    }
    .created {
      flex-basis: 7em;
    }
    .number {
      flex: 0 0 4.5em;
    }
    .status {
      flex-basis: 10em;
    }
    .subject {
      flex: 1 0 14em;
    }
    /* As wide as the cells below, whose letters are larger. */
    th.subject {
      flex-basis: 16em;
    }
  }

  @container (max-width: 24em) {
    .two {
      min-block-size: 6em;
    }
  }
  @container (max-width: 53.99em) {
    .created {
      display: none;
    }
  }
  @container (max-width: 45.99em) {
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .property:empty {
      display: none;
    }
    .subject {
      order: -2;
      flex-basis: 100%;
    }
    td.status {
      order: -1;
    }
    .last-activity {
      margin-inline-start: auto;
    }
    /* What makes room for the time beside it. */
    .property {
      flex: 1 1 1.5em;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
  }
`;
