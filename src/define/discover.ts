import { PorticoPortal } from '../elements/portal/portal.js';

// What stands in the page by itself is loaded when it appears there.
const waiting = new Map<string, () => Promise<unknown>>(Object.entries(PorticoPortal.parts));
waiting.set('launcher', () => import('./launcher.js'));
waiting.set('link', () => import('./link.js'));

const prefix = document.querySelector<HTMLScriptElement>('script[data-portico-prefix]')?.dataset.porticoPrefix;
if (prefix) void import('./prefix.js').then(({ defineAll }) => defineAll(prefix));

function discover(): void {
  for (const [part, load] of waiting) {
    if (!document.querySelector('portico-' + part)) continue;
    waiting.delete(part);
    // A chunk that did not arrive may arrive when the line is back or the page changes again.
    load().then(
      () => waiting.size || watcher.disconnect(),
      () => waiting.set(part, load),
    );
  }
}

const watcher = new MutationObserver(discover);
watcher.observe(document, { childList: true, subtree: true });
addEventListener('online', discover);
discover();
