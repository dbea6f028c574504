/**
 * Fades another view of a portal in, in twice `--portico-duration`. It does not move, for the list is measured when one comes back to it;
 * and a view transition of the browser's would let nobody press anything as long as it lasts.
 */
export function turn(root: ShadowRoot): void {
  const view = root.querySelector('.view');
  if (!view || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const time = getComputedStyle(view).getPropertyValue('--_time');
  view.animate({ opacity: [0, 1] }, 2 * parseFloat(time) * (time.endsWith('ms') ? 1 : 1000) || 0);
}
