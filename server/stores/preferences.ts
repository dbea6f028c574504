import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

const columns = ['column_order', 'hidden_columns', 'density'] as const;

/** How a person likes the list to be; undefined when they never said. */
export async function findPreferences(requester: Requester, db: Database) {
  return db.selectFrom('preferences').where('contact_id', '=', requester.contactId).select(columns).executeTakeFirst();
}

/** Changes what is named. */
export async function updatePreferences(
  requester: Requester,
  db: Database,
  changes: Partial<Pick<NewRow<'preferences'>, (typeof columns)[number]>>,
) {
  return db
    .insertInto('preferences')
    .values({ contact_id: requester.contactId, ...changes })
    .onConflict((conflict) => conflict.column('contact_id').doUpdateSet(changes))
    .returning(columns)
    .executeTakeFirstOrThrow();
}
