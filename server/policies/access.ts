import type { Row } from '../db/tables.ts';

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
