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
  .attached .held {
    display: flex;
    align-items: center;
    gap: 0.6em;
    font-size: 0.9375em;
  }
  .attached .held.quarantined svg {
    color: var(--_bad);
  }
  .attached .icon {
    flex: none;
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
