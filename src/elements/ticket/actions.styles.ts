import { css } from 'lit';

export const actionStyles = css`
  .after {
    display: grid;
    gap: 0.9em;
    justify-items: start;
    padding: 1.1em 1.25em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .after form {
    inline-size: 100%;
    padding: 0;
    border: 0;
  }
  .after > portico-support-form {
    inline-size: 100%;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.4em;
    font-weight: 600;
  }
  .marks {
    display: flex;
    gap: 0.15em;
  }
  .marks label {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 2.75em;
    min-block-size: 2.75em;
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .marks input {
    position: absolute;
    inset: 0;
    min-block-size: 0;
    opacity: 0;
    cursor: pointer;
  }
  .marks label:has(:focus-visible) {
    outline: 2px solid var(--portico-focus, var(--_accent));
    outline-offset: -2px;
  }
  .marks .icon {
    inline-size: 1.6em;
    block-size: 1.6em;
  }
  .marks .on .icon {
    fill: currentColor;
  }
  .marks label:not(.on) {
    color: var(--_muted);
  }
  .tools button > .icon + span {
    display: none;
  }
  .view > .row .tools {
    gap: 0.25em;
  }
  summary {
    cursor: pointer;
  }
  [open] > .row > svg {
    rotate: 180deg;
  }
  .tools + .push {
    margin-inline-start: 0;
  }
  @container (min-width: 40em) {
    .tools button > .icon + span {
      display: inline;
    }
  }
  @media (forced-colors: active) {
    .marks .on .icon {
      fill: Highlight;
    }
  }
  @media print {
    :is(button:not(.attached *), portico-live, .reply, .after, .view > .row, #_) {
      display: none;
    }
    .clamped {
      max-block-size: none;
      mask: none;
    }
    .view > ::details-content {
      content-visibility: visible;
    }
  }
`;
