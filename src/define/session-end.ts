import type { PorticoElement } from '../elements/portico-element.js';
import { SessionEndDialog, warnOfEnd } from '../elements/session-end/session-end.js';
import { define } from './define.js';

define('portico-session-end', SessionEndDialog);

/** Says what has to be said of a session in an element that shows it: that it is staff who look, and that it is about to end. */
export const warn: NonNullable<typeof PorticoElement.attend> = async (host, session) => {
  if (session.readOnly) (await import('./staff-banner.js')).showStaffBanner(host, session);
  if (session.ending) await warnOfEnd(host, session);
};
