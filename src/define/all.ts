import { PorticoPortal } from '../elements/portal/portal.js';
import { portico } from '../elements/portico.js';
import './portal.js';

// Another copy of the library that came first stays, as its elements do.
const before = window.portico;
if (!before?.configure) {
  window.portico = portico;
  if (before) portico.configure(before);
}

// A ticket or a form that stands in the page by itself is loaded when it appears there.
const waiting = new Map(Object.entries(PorticoPortal.parts));

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
