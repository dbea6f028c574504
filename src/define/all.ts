import { PorticoPortal } from '../elements/portal/portal.js';
import './portal.js';

// A ticket or a form that stands in the page by itself is loaded when it appears there.
const waiting = new Map(Object.entries(PorticoPortal.parts));

function discover(): void {
  for (const [part, load] of waiting) {
    if (!document.querySelector('portico-' + part)) continue;
    waiting.delete(part);
    // A chunk that did not arrive may arrive when the page changes again.
    load().catch(() => waiting.set(part, load));
  }
  if (!waiting.size) watcher.disconnect();
}

const watcher = new MutationObserver(discover);
watcher.observe(document, { childList: true, subtree: true });
discover();
