import type { Row } from '../db/tables.ts';

/** Whether a portal lets people in by a link of a mail: it has to want it, and mails have to leave. */
export function offersEmailLink(portal: Pick<Row<'portals'>, 'email_link'>, sendsMail: boolean): boolean {
  return portal.email_link && sendsMail;
}
