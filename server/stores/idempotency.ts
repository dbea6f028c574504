import { createHash } from 'node:crypto';
import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import { Problem } from '../problem.ts';

/** A request that creates something, as its Idempotency-Key remembers it. */
export interface CreatingRequest {
  readonly key: string;
  readonly operation: string;
  /** Everything that was asked for. */
  readonly content: unknown;
  /** The id of what will be made. */
  readonly resourceId: string;
}

/** What a request made before, to be asked before anything is checked that may have changed meanwhile; null when it is new. */
export async function findRequest(
  requester: Requester,
  db: Database,
  { key, operation, content }: Omit<CreatingRequest, 'resourceId'>,
): Promise<string | null> {
  const before = await db
    .selectFrom('idempotency_keys')
    .where('contact_id', '=', requester.contactId)
    .where('key', '=', key)
    .select(['operation', 'request_hash', 'resource_id'])
    .executeTakeFirst();
  if (!before) return null;
  if (before.operation !== operation || !hashOf(content).equals(before.request_hash))
    throw new Problem('idempotency-key-reused');
  return before.resource_id;
}

/**
 * Remembers a request in the transaction that does it, before anything else. A request with the same key that is under way makes
 * this wait for its end.
 *
 * @returns the id of what the same request made before, or null when it is new
 */
export async function rememberRequest(
  requester: Requester,
  { key, operation, content, resourceId }: CreatingRequest,
  now: Date,
  transaction: DatabaseTransaction,
): Promise<string | null> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('idempotency_keys')
    .values({
      contact_id: requester.contactId,
      key,
      operation,
      request_hash: hashOf(content),
      resource_id: resourceId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return null;
  return findRequest(requester, transaction, { key, operation, content });
}

/** What is asked for, as it is compared. */
export function hashOf(content: unknown): Buffer {
  return createHash('sha256').update(canonical(content)).digest();
}

/** JSON whose text does not depend on the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
