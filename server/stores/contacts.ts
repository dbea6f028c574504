import type { Database } from '../db/database.ts';

/** The contact who signs in with an e-mail address (normalised). Demo contacts are there for a demo server only. */
export async function findContactByEmail(db: Database, portalId: string, email: string, demo: boolean) {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .$if(!demo, (query) => query.where('is_demo', '=', false))
    .select(['id', 'password_hash'])
    .executeTakeFirst();
}

/** The name and address of the contact a mail goes to. Demo contacts are there for a demo server only. */
export async function findMailContact(
  db: Database,
  portalId: string,
  who: { id: string } | { email: string },
  demo: boolean,
) {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where((eb) => ('id' in who ? eb('id', '=', who.id) : eb('email', '=', who.email)))
    .$if(!demo, (query) => query.where('is_demo', '=', false))
    .select(['id', 'name', 'email', 'password_hash', 'mail_failed_at'])
    .executeTakeFirst();
}

/** Writes down since when mail to a contact comes back for good; null: it arrives. */
export async function markMail(db: Database, contactId: string, failedAt: Date | null): Promise<void> {
  await db.updateTable('contacts').set({ mail_failed_at: failedAt }).where('id', '=', contactId).execute();
}
