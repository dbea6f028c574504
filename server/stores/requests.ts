import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { NewRow, Row } from '../db/tables.ts';

/** What the same key asked for before. */
export async function findRequestByKey(
  db: Database,
  portalId: string,
  key: string,
): Promise<Pick<Row<'requests'>, 'request_hash'> | undefined> {
  return db
    .selectFrom('requests')
    .where('portal_id', '=', portalId)
    .where('idempotency_key', '=', key)
    .select('request_hash')
    .executeTakeFirst();
}

/** Writes a request down; false when its key was used before. A request with the same key under way is waited for. */
export async function insertRequest(transaction: DatabaseTransaction, request: NewRow<'requests'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('requests')
    .values(request)
    .onConflict((conflict) => conflict.columns(['portal_id', 'idempotency_key']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Uses work up; false when it was used before. */
export async function useWork(
  transaction: DatabaseTransaction,
  { digest, expiresAt }: { digest: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('used_work')
    .values({ digest, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A request that waits to be confirmed. */
export async function findWaitingRequest(
  db: Database,
  id: string,
  now: Date,
): Promise<Pick<Row<'requests'>, 'email'> | undefined> {
  return db
    .selectFrom('requests')
    .where('id', '=', id)
    .where('number', 'is', null)
    .where('expires_at', '>', now)
    .select('email')
    .executeTakeFirst();
}

/** Writes a link to its confirmation down. */
export async function insertRequestLink(db: Database, link: NewRow<'request_links'>): Promise<void> {
  await db.insertInto('request_links').values(link).execute();
}

/** Takes the request of a link for the rest of the transaction, while the link is good. */
export async function lockRequest(
  transaction: DatabaseTransaction,
  { portalId, tokenHash, now }: { portalId: string; tokenHash: Uint8Array; now: Date },
): Promise<Row<'requests'> | undefined> {
  return transaction
    .selectFrom('requests')
    .where('portal_id', '=', portalId)
    .where('expires_at', '>', now)
    .where('id', 'in', (eb) => eb.selectFrom('request_links').where('token_hash', '=', tokenHash).select('request_id'))
    .forUpdate()
    .selectAll()
    .executeTakeFirst();
}

/** Notes which ticket a request has become, and forgets what was written; answers the ticket's number. */
export async function markConfirmed(
  transaction: DatabaseTransaction,
  requestId: string,
  ticketId: string,
): Promise<number> {
  const { number } = await transaction
    .selectFrom('tickets')
    .where('id', '=', ticketId)
    .select('number')
    .executeTakeFirstOrThrow();
  await transaction.updateTable('requests').set({ number, content: null }).where('id', '=', requestId).execute();
  return number;
}

/**
 * The contact with an e-mail address that was just confirmed; made as a guest when there is none. Their row is locked: whoever
 * comes at the same moment waits.
 */
export async function contactOfRequest(
  transaction: DatabaseTransaction,
  { portalId, email, name, newId }: { portalId: string; email: string; name: string; newId: string },
): Promise<Pick<Row<'contacts'>, 'id' | 'name' | 'company_id'>> {
  await transaction
    .insertInto('contacts')
    .values({ id: newId, portal_id: portalId, email, name, is_guest: true })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (
    transaction
      .updateTable('contacts')
      // The link was read, so mail arrives.
      .set({ mail_failed_at: null })
      .where('portal_id', '=', portalId)
      .where('email', '=', email)
      .returning(['id', 'name', 'company_id'])
      .executeTakeFirstOrThrow()
  );
}
