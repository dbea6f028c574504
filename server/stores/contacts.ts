import type { Requester } from '../accounts/requester.ts';
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

/** Changes what a person says of themselves. */
export async function updateOwn(
  requester: Requester,
  db: Database,
  changes: { name: string; language: string | null },
): Promise<void> {
  await ownRow(requester, db).set(changes).execute();
}

/** The hash of a person's own password; null where there is none. */
export async function findPasswordHash(requester: Requester, db: Database): Promise<string | null> {
  const row = await db
    .selectFrom('contacts')
    .where('id', '=', requester.contactId)
    .where('portal_id', '=', requester.portalId)
    .select('password_hash')
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** Changes a person's own password. */
export async function updatePassword(requester: Requester, db: Database, hash: string): Promise<void> {
  await ownRow(requester, db).set({ password_hash: hash }).execute();
}

const ownRow = (requester: Requester, db: Database) =>
  db.updateTable('contacts').where('id', '=', requester.contactId).where('portal_id', '=', requester.portalId);

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
    .select(['id', 'name', 'email', 'language', 'password_hash', 'mail_failed_at'])
    .executeTakeFirst();
}

/** Writes down since when mail to a contact comes back for good; null: it arrives. */
export async function markMail(db: Database, contactId: string, failedAt: Date | null): Promise<void> {
  await db.updateTable('contacts').set({ mail_failed_at: failedAt }).where('id', '=', contactId).execute();
}
