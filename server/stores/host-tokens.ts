import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';

/** A host whose tokens a portal takes. */
export async function findTokenIssuer(
  db: Database,
  portalId: string,
  issuer: string,
): Promise<Row<'token_issuers'> | undefined> {
  return db
    .selectFrom('token_issuers')
    .where('portal_id', '=', portalId)
    .where('issuer', '=', issuer.replaceAll('\0', ''))
    .selectAll()
    .executeTakeFirst();
}

/** Whether a portal takes the tokens of any host. */
export async function hasTokenIssuer(db: Database, portalId: string): Promise<boolean> {
  const row = await db.selectFrom('token_issuers').where('portal_id', '=', portalId).select('id').executeTakeFirst();
  return row !== undefined;
}

/** Remembers a token; false when it was seen before. */
export async function rememberHostToken(
  db: Database,
  token: { issuerId: string; jtiHash: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('used_host_tokens')
    .values({ issuer_id: token.issuerId, jti_hash: token.jtiHash, expires_at: token.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
