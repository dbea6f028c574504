import type { Database } from '../db/database.ts';
import type { NewRow, Row } from '../db/tables.ts';

/** Writes down who asks for an account. */
export async function insertRegistration(db: Database, registration: NewRow<'registrations'>): Promise<void> {
  await db.insertInto('registrations').values(registration).execute();
}

/** Who asks for an account, while it can be confirmed. */
export async function findRegistration(
  db: Database,
  id: string,
  now: Date,
): Promise<Pick<Row<'registrations'>, 'email'> | undefined> {
  return db
    .selectFrom('registrations')
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .select('email')
    .executeTakeFirst();
}

/** Forgets who asked for an account. */
export async function deleteRegistration(db: Database, id: string): Promise<void> {
  await db.deleteFrom('registrations').where('id', '=', id).execute();
}

/** Writes a link to its confirmation down. */
export async function insertRegistrationLink(db: Database, link: NewRow<'registration_links'>): Promise<void> {
  await db.insertInto('registration_links').values(link).execute();
}

/** Who is confirmed by a link, while it is good. */
export async function findRegistrationByLink(
  db: Database,
  { portalId, tokenHash, now }: { portalId: string; tokenHash: Uint8Array; now: Date },
): Promise<Row<'registrations'> | undefined> {
  return db
    .selectFrom('registration_links')
    .innerJoin('registrations', 'registrations.id', 'registration_links.registration_id')
    .where('registration_links.token_hash', '=', tokenHash)
    .where('registrations.portal_id', '=', portalId)
    .where('registrations.expires_at', '>', now)
    .selectAll('registrations')
    .executeTakeFirst();
}

/**
 * Makes the contact of a registration, or gives the one who has the e-mail address already a name and a password. The row of the
 * contact is locked: whoever comes at the same moment waits, and then finds a password.
 *
 * @returns the contact's id; null when there is a password already
 */
export async function takeRegistration(
  transaction: Database,
  { portal_id, email, name, password_hash }: Row<'registrations'>,
  newContactId: string,
): Promise<string | null> {
  await transaction
    .insertInto('contacts')
    .values({ id: newContactId, portal_id, name, email })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const contact = await transaction
    .updateTable('contacts')
    .set({ name, password_hash, mail_failed_at: null, is_guest: false })
    .where('portal_id', '=', portal_id)
    .where('email', '=', email)
    .where('password_hash', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!contact) return null;
  await transaction.deleteFrom('registrations').where('portal_id', '=', portal_id).where('email', '=', email).execute();
  await transaction.deleteFrom('invitations').where('contact_id', '=', contact.id).execute();
  return contact.id;
}
