import { css } from 'lit';

export const attachedStyles = css`
  .attached {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .attached li {
    flex: 1 0 100%;
    min-inline-size: 0;
  }
  .attached .tile {
    flex: none;
    inline-size: 9em;
  }
  .attached button {
    max-inline-size: 100%;
    min-inline-size: 0;
    gap: 0.6em;
    font-size: 0.9375em;
    text-align: start;
  }
  .attached .row {
    flex-wrap: nowrap;
  }
  .attached .row span {
    flex: none;
  }
  /* Stands where a file's button does, with nothing to press. */
  .attached .held {
    display: flex;
    gap: 0.6em;
    inline-size: fit-content;
    padding: 0.4em 0.85em;
    border: 1px solid var(--_line);
    border-radius: var(--portico-button-radius, var(--_radius));
    background: var(--_tint);
    font-size: 0.9375em;
    line-height: 1.4;
  }
  .attached .held svg {
    margin-block-start: 0.125em;
  }
  .attached .held.quarantined svg {
    color: var(--_bad);
  }
  .attached .thumb {
    display: grid;
    grid-template: 6em auto / minmax(0, 1fr);
    gap: 0;
    inline-size: 100%;
    padding: 0;
    overflow: hidden;
  }
  .thumb > :first-child {
    place-self: center;
  }
  .thumb > :is(img, canvas) {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    background: var(--_tint);
  }
  .thumb > bdi {
    padding: 0.3em 0.6em;
    overflow: hidden;
    border-block-start: 1px solid var(--_line);
    font-size: 0.8125em;
    font-weight: 400;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
