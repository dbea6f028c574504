import type { Row } from '../db/tables.ts';
import type { Capabilities } from '../desks/desk.ts';

/** Whether anybody may ask for an account. Without mails no address could be confirmed. */
export function mayRegister(portal: Pick<Row<'portals'>, 'access'>, sendsMail: boolean): boolean {
  return portal.access === 'open' && sendsMail;
}

/** Whether somebody who may not come in can ask the administrators for it. */
export function takesAccessRequests(
  portal: Pick<Row<'portals'>, 'access' | 'admin_emails'>,
  sendsMail: boolean,
): boolean {
  return portal.access === 'lists' && sendsMail && portal.admin_emails.length > 0;
}

/** Whether people without an account can send open forms. Without mails none could be confirmed. */
export function takesRequests({ openTickets }: Pick<Capabilities, 'openTickets'>, sendsMail: boolean): boolean {
  return openTickets && sendsMail;
}
