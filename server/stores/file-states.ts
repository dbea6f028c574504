import type { Database } from '../db/database.ts';
import type { FileState } from '../db/tables.ts';

/** Housekeeping, for nobody in particular: the stored files that no scanner has looked at, the oldest first. */
export async function selectUnchecked(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('attachments')
    .where('state', '=', 'checking')
    .select(['storage_key', 'created_at'])
    .unionAll(
      db
        .selectFrom('uploads')
        .where('is_ready', '=', true)
        .where('state', '=', 'checking')
        .where('storage_key', 'is not', null)
        .select((eb) => [eb.ref('storage_key').$notNull().as('storage_key'), 'created_at']),
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(({ storage_key }) => storage_key);
}

/** Says what a scanner found in a file that was waiting, whether a message has it by now or not. */
export async function setFileState(db: Database, storageKey: string, state: FileState): Promise<void> {
  // A message may take the upload between the two: then it is looked at once more.
  for (const table of ['uploads', 'attachments'] as const) {
    await db
      .updateTable(table)
      .set({ state })
      .where('storage_key', '=', storageKey)
      .where('state', '=', 'checking')
      .execute();
  }
}

/** The keys of stored bytes that have had no row since then. */
export async function selectStrayFiles(db: Database, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('stray_files')
    .where('gone_at', '<', before)
    .where((eb) => {
      const has = (table: 'uploads' | 'attachments') =>
        eb.exists(
          eb.selectFrom(table).whereRef(`${table}.storage_key`, '=', 'stray_files.storage_key').select('storage_key'),
        );
      return eb.not(eb.or([has('uploads'), has('attachments')]));
    })
    .orderBy('gone_at')
    .limit(limit)
    .select('storage_key')
    .execute();
  return rows.map(({ storage_key }) => storage_key);
}

/** Forgets that there were bytes under a key. */
export async function forgetStrayFile(db: Database, storageKey: string): Promise<void> {
  await db.deleteFrom('stray_files').where('storage_key', '=', storageKey).execute();
}
