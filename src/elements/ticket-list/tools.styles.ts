import { css } from 'lit';

/** What the list's tools look like. */
export const toolsStyles = css`
  .snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_muted);
  }
  .compact tr {
    padding-block: 0.35em;
  }
  mark {
    background: color-mix(in oklab, #f5c400 15%, transparent);
    /* As full as the text around is where that is not softened. */
    color: oklab(from currentColor l a b / 1);
  }
  ::-webkit-search-cancel-button {
    filter: grayscale(1);
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
  @media print {
    [part='toolbar'],
    .under,
    .more,
    portico-live {
      display: none;
    }
  }
  .tools {
    flex-wrap: nowrap;
    justify-content: flex-end;
    gap: 0.5em;
  }
  .pick {
    display: flex;
    flex: 1 1 0;
    min-inline-size: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-weight: 400;
    cursor: pointer;
  }
  .pick:hover {
    background: var(--_tint);
  }
  .pick span {
    padding-inline-start: 0.75em;
    color: var(--_muted);
    white-space: nowrap;
  }
  .pick select {
    min-block-size: calc(2.75em - 2px);
    padding-block: 0.4em;
    padding-inline-start: 0.75em;
    border: 0;
    background: none;
    cursor: inherit;
  }
  .pick:focus-within {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: -1px;
  }
  .pick select:focus-visible {
    outline: none;
  }
  .tool {
    flex: none;
    min-block-size: 2.75em;
    font-weight: 400;
  }
  .tool[aria-expanded='true'] {
    background: var(--_tint);
  }
  .count {
    min-inline-size: 1.5em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: var(--_tint);
    font-size: 0.8125em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .panel {
    padding: 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .sort {
    all: unset;
    display: none;
    cursor: pointer;
  }
  .sort:hover {
    text-decoration: underline;
  }
  .sort:focus-visible {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: 3px;
    border-radius: 0.2em;
  }
  .sort .icon {
    /* Behind the last word, and never in a line of its own. */
    position: absolute;
    margin: 0.2em 0.3em;
  }
  [aria-sort] {
    color: inherit;
    font-weight: 600;
  }
  .more {
    justify-self: center;
  }
  .panel fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .panel legend {
    margin-block-end: 0.35em;
    padding: 0;
    font-weight: 500;
  }
  .panel :is([type='checkbox'], [type='radio']) {
    flex: none;
    inline-size: 1.15em;
    min-block-size: 1.15em;
    accent-color: var(--_accent);
  }

  @container (max-width: 45.99em) {
    .pick span,
    .tool .text {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 24em) {
    .tools {
      flex-wrap: wrap;
    }
    .pick {
      flex-basis: 8em;
    }
    .tool {
      flex: 1 0 auto;
    }
    .tool .text {
      position: static;
      clip-path: none;
    }
  }
  @container (min-width: 46em) {
    .pick {
      flex-basis: auto;
    }
    .sort {
      display: inline;
    }
    .plain-head,
    .order {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .tool[aria-expanded='true'],
    .count {
      outline: 1px solid;
    }
  }
`;
