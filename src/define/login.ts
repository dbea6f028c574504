import { PorticoLogin } from '../elements/login/login.js';
import { PorticoElement } from '../elements/portico-element.js';
import { define } from './define.js';

PorticoElement.warn = async (host, session) => (await import('./session-end.js')).warn(host, session);

PorticoElement.live = (session) =>
  (globalThis.requestIdleCallback ?? setTimeout)(() =>
    import('./live.js').then(
      ({ live }) => live(session),
      () => {},
    ),
  );

define('portico-login', PorticoLogin);

try {
  // Something was to be sent when the page was left.
  if (localStorage.getItem('portico-outbox')) import('./outbox.js').catch(() => {});
} catch {
  // A page that may keep nothing has nothing that waits.
}
