import type { Database } from '../db/database.ts';
import type { NewRow, Row } from '../db/tables.ts';

/** Writes down who asks to be let in. */
export async function insertAccessRequest(db: Database, request: NewRow<'access_requests'>): Promise<void> {
  await db.insertInto('access_requests').values(request).execute();
}

/** Who asks to be let in. */
export async function findAccessRequest(
  db: Database,
  portalId: string,
  id: string,
): Promise<Row<'access_requests'> | undefined> {
  return db
    .selectFrom('access_requests')
    .where('portal_id', '=', portalId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
}

/** Everybody who asks to be let in, the latest first. */
export async function listAccessRequests(db: Database, portalId: string): Promise<Row<'access_requests'>[]> {
  return db
    .selectFrom('access_requests')
    .where('portal_id', '=', portalId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .selectAll()
    .execute();
}
