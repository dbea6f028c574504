import type { DatabaseTransaction } from '../db/database.ts';
import { newId } from '../ids.ts';

/** The company of a name, made when it is new. */
export async function companyNamed(db: DatabaseTransaction, portalId: string, name: string): Promise<string> {
  const find = () =>
    db
      .selectFrom('companies')
      .where('portal_id', '=', portalId)
      .where('name', '=', name)
      .orderBy('id')
      .select('id')
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  // Names are not unique: two who come at once must not make the company twice.
  await db.selectFrom('portals').where('id', '=', portalId).select('id').forUpdate().execute();
  const added = await find();
  if (added) return added.id;
  const id = newId();
  await db.insertInto('companies').values({ id, portal_id: portalId, name }).execute();
  return id;
}
