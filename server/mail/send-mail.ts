import { issueReset, RESET_MS } from '../accounts/password-resets.ts';
import type { Database } from '../db/database.ts';
import type { RunningJob } from '../jobs/jobs.ts';
import { findMailContact, markMail } from '../stores/contacts.ts';
import { findPortalById } from '../stores/portals.ts';
import type { MailOrder } from './order.ts';
import { writeMail } from './templates/index.ts';
import { MailRefused, type MailTransport } from './transport.ts';

/** What mails are written and sent with. */
export interface MailPorts {
  readonly db: Database;
  readonly demo: boolean;
  /** Null: mails that were ordered while there was one are dropped. */
  readonly transport: MailTransport | null;
  readonly clock: () => Date;
}

/**
 * Does the job `send-mail`: finds who gets it, writes it in their language and hands it over. A refusal for good is written
 * down on the contact and not tried again; whatever else fails is.
 */
export function sendMail({ db, demo, transport, clock }: MailPorts) {
  return async (order: MailOrder, { id }: RunningJob): Promise<void> => {
    const portal = await findPortalById(db, order.portalId);
    const who = order.kind === 'password-reset' ? { email: order.email } : { id: order.contactId };
    const contact = await findMailContact(db, order.portalId, who, demo);
    if (!portal || !contact || !transport) return;
    const href = await hrefOf(order, contact);
    if (href === null) return;
    const { name, email: address } = contact;
    const mail = writeMail(order.kind, { portal: portal.name, name, address, language: order.language, href });
    try {
      await transport.send({ id, ...mail });
      if (contact.mail_failed_at !== null) await markMail(db, contact.id, null);
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      await markMail(db, contact.id, clock());
    }
  };

  /** Where the mail's link leads; null when there is nothing to send. */
  async function hrefOf(order: MailOrder, contact: { id: string; password_hash: string | null }) {
    if (order.kind === 'password-changed') return order.address;
    // A link sets a new password; whoever never had one was not let in by this way. Nor does anybody wait for hours.
    const now = clock();
    if (contact.password_hash === null || now.getTime() - Date.parse(order.askedAt) > RESET_MS) return null;
    return `${order.address}#/reset/${await issueReset(db, order.portalId, contact.id, now)}`;
  }
}
