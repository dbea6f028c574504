import { css } from 'lit';

export const ticketListStyles = css`
  :host {
    container-type: inline-size;
  }
  .root {
    display: grid;
    gap: var(--_space);
  }
  .search {
    position: relative;
    flex: 1 1 14em;
  }
  .search .icon {
    position: absolute;
    inset: 0.8em auto auto 0.75em;
    color: var(--_muted);
    pointer-events: none;
  }
  .search input {
    padding-inline-start: 2.5em;
  }
  .pick {
    display: flex;
    flex: 1 1 auto;
    align-items: center;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-weight: 400;
    cursor: pointer;
  }
  .pick span {
    padding-inline-start: 0.75em;
    color: var(--_muted);
    white-space: nowrap;
  }
  .pick select {
    flex: 1;
    inline-size: auto;
    min-inline-size: 0;
    max-inline-size: 14em;
    border: 0;
    padding-inline: 0.4em;
    background: none;
    cursor: inherit;
    text-overflow: ellipsis;
  }
  .pick:focus-within {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: -1px;
  }
  .pick select:focus-visible {
    outline: none;
  }
  table,
  tbody {
    display: block;
  }
  table {
    border-block-start: 1px solid var(--_line);
    transition: opacity 0.2s 0.2s;
  }
  table[aria-busy='true'] {
    opacity: 0.5;
  }
  thead {
    position: absolute;
    clip-path: inset(50%);
  }
  tr {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2em 0.9em;
    padding: 0.75em 0.25em;
    border-block-end: 1px solid var(--_line);
  }
  tbody tr:hover {
    background: var(--_tint);
  }
  th,
  td {
    padding: 0;
    text-align: start;
    font-weight: 400;
    font-size: 0.875em;
    color: var(--_muted);
  }
  .status {
    color: inherit;
  }
  .subject {
    order: -1;
    flex: 1 0 100%;
    min-inline-size: 0;
    color: inherit;
    font-size: 1em;
  }
  th.subject {
    font-size: 0.875em;
  }
  .created {
    display: none;
  }
  .last-activity {
    margin-inline-start: auto;
  }
  .link {
    all: unset;
    font-weight: 550;
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
  .snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_muted);
  }
  mark {
    border-radius: 0.2em;
    background: color-mix(in oklab, #f5c400 32%, transparent);
    color: inherit;
  }
  .subject .bone {
    block-size: 1.5em;
    inline-size: 70%;
  }
  .more {
    justify-self: center;
  }

  @container (min-width: 46em) {
    .pick {
      flex-grow: 0;
    }
    thead {
      position: static;
      clip-path: none;
      display: block;
    }
    thead tr {
      padding-block: 0.5em;
    }
    tr {
      flex-wrap: nowrap;
      gap: 1.25em;
      padding-inline: 0.75em;
    }
    th,
    td {
      display: block;
      flex: 0 0 8.5em;
    }
    .number {
      flex-basis: 4em;
    }
    .subject {
      order: 0;
      flex: 1 1 0;
    }
    .last-activity {
      margin: 0;
    }
  }
  @container (max-width: 60em) {
    th.requester,
    .requester {
      overflow: hidden;
      text-overflow: ellipsis;
    }
  }
`;
