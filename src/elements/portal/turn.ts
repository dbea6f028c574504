import { css } from 'lit';

const styles = css`
  .view::view-transition {
    pointer-events: none;
  }
  .view::view-transition-group(root) {
    animation-duration: calc(2 * var(--_time));
  }
  .view::view-transition-old(root) {
    animation: out calc(2 * var(--_time));
  }
  .view::view-transition-new(root) {
    animation: in calc(2 * var(--_time));
  }
  @keyframes out {
    to {
      opacity: 0;
    }
  }
  @keyframes in {
    from {
      opacity: 0;
      translate: 0 0.75em;
    }
  }
`;

/** The view transition of a part of a page, where the browser has it. */
type Scoped = Partial<Pick<Document, 'startViewTransition'>>;

/**
 * Draws another view of a portal by `change`, which resolves when that is done; the rest of the page does not move. Where the browser
 * cannot do that for a part of a page, or the person wants less motion, nothing is to be seen of it.
 */
export async function turn(root: ShadowRoot, change: () => Promise<unknown>): Promise<unknown> {
  const view: (Element & Scoped) | null = root.querySelector('.view');
  if (!view?.startViewTransition || matchMedia('(prefers-reduced-motion: reduce)').matches) return change();
  if (!root.adoptedStyleSheets.includes(styles.styleSheet!)) root.adoptedStyleSheets.push(styles.styleSheet!);
  const { ready, finished, updateCallbackDone } = view.startViewTransition(change);
  // One that is passed over is no failure.
  for (const step of [ready, finished]) step.catch(() => {});
  return updateCallbackDone;
}
