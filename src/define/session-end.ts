import { SessionEndDialog, warnOfEnd } from '../elements/session-end/session-end.js';
import type { PorticoElement } from '../elements/portico-element.js';
import type { Session } from '../session/session.js';
import { define } from './define.js';

define('portico-session-end', SessionEndDialog);

/** Says what has to be said of a session in an element that it is shown by: that it is staff who look, and that it is about to end. */
export async function warn(host: PorticoElement, session: Session): Promise<void> {
  if (session.readOnly) (await import('./staff-banner.js')).showStaffBanner(host, session);
  if (session.ending) await warnOfEnd(host, session);
}
