import type { PorticoElement } from '../elements/portico-element.js';

type Attend = NonNullable<typeof PorticoElement.attend>;

/** When nothing else has to be done, but soon: a page that is always busy has news too. */
const idle = () =>
  new Promise<unknown>(
    (resolve) => globalThis.requestIdleCallback?.(resolve, { timeout: 2000 }) ?? setTimeout(resolve),
  );

/** Says what has to be said of a session, and has what happens come live; each part is loaded when it is needed. */
export const attend: Attend = async (host, session) => {
  if (session.ending || session.readOnly) await (await import('./session-end.js')).warn(host, session);
  await idle();
  (await import('./live.js')).live(host, session);
  (await import('../elements/portal/paper.js')).forPaper(host);
  // While there is a line: without one it could not be loaded.
  await (await import('./offline.js')).showOffline(host);
};
