import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Writes a link down. */
export async function insertPasswordReset(db: Database, reset: NewRow<'password_resets'>): Promise<void> {
  await db.insertInto('password_resets').values(reset).execute();
}

/** Whose link this is, while it is good. */
export async function findPasswordReset(
  db: Database,
  { portalId, tokenHash, now }: { portalId: string; tokenHash: Uint8Array; now: Date },
): Promise<{ contact_id: string } | undefined> {
  return db
    .selectFrom('password_resets')
    .where('token_hash', '=', tokenHash)
    .where('portal_id', '=', portalId)
    .where('expires_at', '>', now)
    .select('contact_id')
    .executeTakeFirst();
}

/**
 * Sets the password of a contact and deletes every link of theirs, which the answer lists. The row of the contact is written
 * first: whoever comes at the same moment waits for it, and then finds no link.
 */
export async function takePasswordResets(transaction: Database, contactId: string, passwordHash: string) {
  await transaction
    .updateTable('contacts')
    // The link was read, so mail arrives.
    .set({ password_hash: passwordHash, mail_failed_at: null })
    .where('id', '=', contactId)
    .execute();
  return transaction
    .deleteFrom('password_resets')
    .where('contact_id', '=', contactId)
    .returning(['token_hash', 'expires_at'])
    .execute();
}
