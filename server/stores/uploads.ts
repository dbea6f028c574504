import { sql } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { FileState, NewRow, Row } from '../db/tables.ts';

/** An upload as it is announced. */
export type AnnouncedUpload = Pick<NewRow<'uploads'>, 'id' | 'idempotency_key' | 'name' | 'size' | 'storage_key'> & {
  created_at: Date;
};

/** Remembers a new upload, unless this person has used the key before. Answers the row that stands under the key now. */
export async function insertUpload(
  requester: Requester,
  db: Database,
  upload: AnnouncedUpload,
): Promise<Row<'uploads'>> {
  await db
    .insertInto('uploads')
    .values({ ...upload, portal_id: requester.portalId, contact_id: requester.contactId })
    .onConflict((conflict) => conflict.columns(['contact_id', 'idempotency_key']).doNothing())
    .execute();
  return mine(requester, db).where('idempotency_key', '=', upload.idempotency_key).executeTakeFirstOrThrow();
}

/** How many uploads of this person wait to be taken. */
export async function countUploads(requester: Requester, db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('uploads')
    .where('portal_id', '=', requester.portalId)
    .where('contact_id', '=', requester.contactId)
    .select(sql<number>`count(*)::integer`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** One of the person's own uploads. */
export async function findUpload(requester: Requester, db: Database, id: string): Promise<Row<'uploads'> | undefined> {
  return mine(requester, db).where('id', '=', id).executeTakeFirst();
}

/** The person's own among these uploads, held for the transaction. */
export async function lockUploads(
  requester: Requester,
  transaction: Database,
  ids: readonly string[],
): Promise<Row<'uploads'>[]> {
  return mine(requester, transaction).where('id', 'in', ids).orderBy('id').forUpdate().execute();
}

/** Says that the bytes are stored and what they are; false when the upload has been taken back meanwhile. */
export async function markUploadReady(
  requester: Requester,
  db: Database,
  id: string,
  { mediaType, state }: { mediaType: string; state: FileState },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ is_ready: true, media_type: mediaType, state })
    .where('portal_id', '=', requester.portalId)
    .where('contact_id', '=', requester.contactId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets one of the person's own uploads and answers what it was. */
export async function deleteUploadRow(
  requester: Requester,
  db: Database,
  id: string,
): Promise<Row<'uploads'> | undefined> {
  return db
    .deleteFrom('uploads')
    .where('portal_id', '=', requester.portalId)
    .where('contact_id', '=', requester.contactId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Forgets the uploads of everybody that nothing has taken since then. */
export async function deleteUploadsOlderThan(db: Database, moment: Date): Promise<Row<'uploads'>[]> {
  return db.deleteFrom('uploads').where('created_at', '<', moment).returningAll().execute();
}

function mine(requester: Requester, db: Database) {
  return db
    .selectFrom('uploads')
    .where('portal_id', '=', requester.portalId)
    .where('contact_id', '=', requester.contactId)
    .selectAll();
}
