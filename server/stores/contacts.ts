import { sql } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { Properties } from '../db/tables.ts';

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

/** Keeps what a person said of themselves in a form; what they did not say stays. */
export async function addOwnProperties(requester: Requester, db: Database, properties: Properties): Promise<void> {
  if (Object.keys(properties).length === 0) return;
  await ownRow(requester, db)
    .set({ properties: sql<string>`properties || ${JSON.stringify(properties)}::jsonb` })
    .execute();
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

/** Whether nothing is known of a contact but an address that a request was confirmed by. */
export async function isGuest(db: Database, contactId: string): Promise<boolean> {
  const row = await db.selectFrom('contacts').where('id', '=', contactId).select('is_guest').executeTakeFirst();
  return row?.is_guest !== false;
}

/** Makes a guest a contact like the others: somebody who may vouches for them. */
export async function endGuest(db: Database, contactId: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ is_guest: false })
    .where('id', '=', contactId)
    .where('is_guest', '=', true)
    .execute();
}
