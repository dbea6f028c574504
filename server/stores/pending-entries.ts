import type { Database } from '../db/database.ts';
import type { NewRow, Row } from '../db/tables.ts';

/** Remembers who has shown with a key who they are; one for each key. */
export async function rememberEntry(db: Database, entry: NewRow<'pending_entries'>): Promise<void> {
  const { contact_id, provider_id, expires_at } = entry;
  await db
    .insertInto('pending_entries')
    .values(entry)
    .onConflict((conflict) =>
      conflict
        .columns(['portal_id', 'entry_key'])
        .doUpdateSet({ contact_id, provider_id: provider_id ?? null, expires_at }),
    )
    .execute();
}

/** Who has shown with this key who they are. */
export async function findEntry(
  db: Database,
  { portalId, key, now }: { portalId: string; key: string; now: Date },
): Promise<Pick<Row<'pending_entries'>, 'contact_id' | 'provider_id'> | undefined> {
  return db
    .selectFrom('pending_entries')
    .where('portal_id', '=', portalId)
    .where('entry_key', '=', key)
    .where('expires_at', '>', now)
    .select(['contact_id', 'provider_id'])
    .executeTakeFirst();
}

/** Forgets what was remembered of a key. */
export async function forgetEntry(db: Database, portalId: string, key: string): Promise<void> {
  await db.deleteFrom('pending_entries').where('portal_id', '=', portalId).where('entry_key', '=', key).execute();
}
