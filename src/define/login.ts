import { PorticoLogin } from '../elements/login/login.js';
import { PorticoElement } from '../elements/portico-element.js';
import { define } from './define.js';

PorticoElement.watchOutbox = async (session) => (await import('./outbox.js')).watchOutbox(session);
PorticoElement.warn = async (host, session) => (await import('./session-end.js')).warn(host, session);

PorticoElement.live = (session) =>
  (globalThis.requestIdleCallback ?? setTimeout)(() =>
    import('./live.js').then(
      ({ live }) => live(session),
      () => {},
    ),
  );

define('portico-login', PorticoLogin);
