import { portico } from '../elements/portico.js';
import './portal.js';

// Another copy of the library that came first stays, as its elements do.
const before = window.portico;
if (!before?.configure || before instanceof Array) {
  window.portico = portico;
  if (before instanceof Array) portico.push(...before);
  else if (before) portico.configure(before);
}

/** Without that part a ticket or a form that stands in the page by itself waits until the line is back. */
const discover = (): unknown =>
  import('./discover.js').catch(() => addEventListener('online', discover, { once: true }));
discover();
