import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Writes down to whom a mail goes, before it goes; every try of it is the same mail. */
export async function rememberMail(db: Database, mail: NewRow<'sent_mails'>): Promise<void> {
  await db
    .insertInto('sent_mails')
    .values(mail)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A mail came back: marks whom it was for, unless they have another address by now. */
export async function markReturned(db: Database, mailId: string, now: Date): Promise<void> {
  await db
    .updateTable('contacts')
    .from('sent_mails')
    .where('sent_mails.id', '=', mailId)
    .whereRef('contacts.id', '=', 'sent_mails.contact_id')
    .whereRef('contacts.email', '=', 'sent_mails.address')
    .set({ mail_failed_at: now })
    .execute();
}
