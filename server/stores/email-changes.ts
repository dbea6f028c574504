import type { Requester, SignedIn } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { EmailSide, NewRow } from '../db/tables.ts';

/** A person's own change that is under way. */
export async function findEmailChange(requester: Requester, db: Database, now: Date) {
  return db
    .selectFrom('email_changes')
    .where('contact_id', '=', requester.contactId)
    .where('portal_id', '=', requester.portalId)
    .where('expires_at', '>', now)
    .select(['new_email', 'expires_at', 'old_confirmed_at', 'new_confirmed_at'])
    .executeTakeFirst();
}

/** Begins a person's own change; the one that was under way ends. */
export async function replaceEmailChange(
  requester: SignedIn,
  db: Database,
  change: Pick<NewRow<'email_changes'>, 'id' | 'new_email' | 'created_at' | 'expires_at'>,
): Promise<void> {
  await deleteEmailChange(requester, db);
  const { portalId, contactId, sessionId, email } = requester;
  await db
    .insertInto('email_changes')
    .values({ ...change, portal_id: portalId, contact_id: contactId, session_id: sessionId, old_email: email })
    .execute();
}

/** Ends a person's own change. */
export async function deleteEmailChange(requester: Requester, db: Database): Promise<void> {
  await db
    .deleteFrom('email_changes')
    .where('contact_id', '=', requester.contactId)
    .where('portal_id', '=', requester.portalId)
    .execute();
}

/** A change that waits for its mails. */
export async function findEmailChangeById(db: Database, id: string, now: Date) {
  return db
    .selectFrom('email_changes')
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .select(['portal_id', 'contact_id', 'old_email', 'new_email'])
    .executeTakeFirst();
}

/** Writes a mail's token down. */
export async function insertEmailChangeToken(db: Database, token: NewRow<'email_change_tokens'>): Promise<void> {
  await db.insertInto('email_change_tokens').values(token).execute();
}

/** The change of a token and the side it speaks for. Its row is held: both sides may answer at one moment. */
export async function holdEmailChange(
  transaction: Database,
  { portalId, tokenHash, now }: { portalId: string; tokenHash: Uint8Array; now: Date },
) {
  const token = await transaction
    .selectFrom('email_change_tokens')
    .where('token_hash', '=', tokenHash)
    .select(['change_id', 'side'])
    .executeTakeFirst();
  if (!token) return undefined;
  const change = await transaction
    .selectFrom('email_changes')
    .where('id', '=', token.change_id)
    .where('portal_id', '=', portalId)
    .where('expires_at', '>', now)
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  return change && { change, side: token.side };
}

/** One side has said yes. */
export async function confirmEmailChange(db: Database, id: string, side: EmailSide, now: Date): Promise<void> {
  await db
    .updateTable('email_changes')
    .set(side === 'old' ? { old_confirmed_at: now } : { new_confirmed_at: now })
    .where('id', '=', id)
    .execute();
}

/** A change has ended, either way. */
export async function endEmailChange(db: Database, id: string): Promise<void> {
  await db.deleteFrom('email_changes').where('id', '=', id).execute();
}

/** Whether somebody else in a portal has an address. */
export async function isEmailTaken(db: Database, portalId: string, email: string, by: string): Promise<boolean> {
  const row = await db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .where('id', '!=', by)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Gives a contact their new address: links that went to the former one are worth nothing, and only one session stays. The new
 * address is known to take mail.
 */
export async function moveToEmail(
  transaction: Database,
  { contactId, email, keptSessionId }: { contactId: string; email: string; keptSessionId: string },
): Promise<void> {
  await transaction.updateTable('contacts').set({ email, mail_failed_at: null }).where('id', '=', contactId).execute();
  await transaction.deleteFrom('password_resets').where('contact_id', '=', contactId).execute();
  await transaction.deleteFrom('sign_in_links').where('contact_id', '=', contactId).execute();
  await transaction
    .deleteFrom('sessions')
    .where('contact_id', '=', contactId)
    .where('id', '!=', keptSessionId)
    .execute();
}
