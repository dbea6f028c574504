import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Remembers who has shown with a key who they are; one for each key. */
export async function rememberEntry(db: Database, entry: NewRow<'pending_entries'>): Promise<void> {
  const { contact_id, expires_at } = entry;
  await db
    .insertInto('pending_entries')
    .values(entry)
    .onConflict((conflict) => conflict.columns(['portal_id', 'entry_key']).doUpdateSet({ contact_id, expires_at }))
    .execute();
}

/** Who has shown with this key who they are. */
export async function findEntry(
  db: Database,
  { portalId, key, now }: { portalId: string; key: string; now: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('pending_entries')
    .where('portal_id', '=', portalId)
    .where('entry_key', '=', key)
    .where('expires_at', '>', now)
    .select('contact_id')
    .executeTakeFirst();
  return row?.contact_id;
}

/** Forgets what was remembered of a key. */
export async function forgetEntry(db: Database, portalId: string, key: string): Promise<void> {
  await db.deleteFrom('pending_entries').where('portal_id', '=', portalId).where('entry_key', '=', key).execute();
}
