import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Writes a link down. */
export async function insertStaffLink(db: Database, link: NewRow<'staff_links'>): Promise<void> {
  await db.insertInto('staff_links').values(link).execute();
}

/** Takes a link while it is good: whoever comes second finds none. Demo contacts are there for a demo server only. */
export async function takeStaffLink(
  db: Database,
  { portalId, tokenHash, now, demo }: { portalId: string; tokenHash: Uint8Array; now: Date; demo: boolean },
): Promise<{ contact_id: string; staff: string } | undefined> {
  return db
    .deleteFrom('staff_links')
    .where('token_hash', '=', tokenHash)
    .where('portal_id', '=', portalId)
    .where('expires_at', '>', now)
    .$if(!demo, (query) =>
      query.where('contact_id', 'in', (eb) =>
        eb.selectFrom('contacts').where('portal_id', '=', portalId).where('is_demo', '=', false).select('id'),
      ),
    )
    .returning(['contact_id', 'staff'])
    .executeTakeFirst();
}
