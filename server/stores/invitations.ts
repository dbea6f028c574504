import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Writes a link down. */
export async function insertInvitation(db: Database, invitation: NewRow<'invitations'>): Promise<void> {
  await db.insertInto('invitations').values(invitation).execute();
}

/** Whom a link invites, while it is good. */
export async function findInvitation(
  db: Database,
  { portalId, tokenHash, now }: { portalId: string; tokenHash: Uint8Array; now: Date },
): Promise<{ id: string; name: string; email: string } | undefined> {
  return db
    .selectFrom('invitations')
    .innerJoin('contacts', 'contacts.id', 'invitations.contact_id')
    .where('invitations.token_hash', '=', tokenHash)
    .where('invitations.portal_id', '=', portalId)
    .where('invitations.expires_at', '>', now)
    .where('contacts.password_hash', 'is', null)
    .select(['contacts.id', 'contacts.name', 'contacts.email'])
    .executeTakeFirst();
}

/** Gives an invited contact a name and a password, and uses up every link of theirs; false when they have a password. */
export async function takeInvitations(
  transaction: Database,
  contactId: string,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<boolean> {
  const taken = await transaction
    .updateTable('contacts')
    .set({ name, password_hash: passwordHash, mail_failed_at: null })
    .where('id', '=', contactId)
    .where('password_hash', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) return false;
  await deleteInvitationsOf(transaction, contactId);
  return true;
}

/** Makes every link of a contact worthless. */
export async function deleteInvitationsOf(db: Database, contactId: string): Promise<void> {
  await db.deleteFrom('invitations').where('contact_id', '=', contactId).execute();
}
