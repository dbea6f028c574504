import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';

/** The support forms of a portal, the default first. */
export async function listForms(
  db: Database,
  portalId: string,
): Promise<Pick<Row<'forms'>, 'name' | 'title' | 'description' | 'is_open'>[]> {
  return db
    .selectFrom('forms')
    .where('portal_id', '=', portalId)
    .orderBy('position')
    .orderBy('id')
    .select(['name', 'title', 'description', 'is_open'])
    .execute();
}

/** One form of a portal, as anybody of it may see it. */
export async function findForm(db: Database, portalId: string, name: string): Promise<Row<'forms'> | undefined> {
  return db
    .selectFrom('forms')
    .where('portal_id', '=', portalId)
    .where('name', '=', name)
    .selectAll()
    .executeTakeFirst();
}
