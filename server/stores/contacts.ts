import type { Database } from '../db/database.ts';

/** The contact who signs in with an e-mail address (normalised). Demo contacts are there for a demo server only. */
export async function findContactByEmail(db: Database, portalId: string, email: string, demo: boolean) {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .$if(!demo, (query) => query.where('is_demo', '=', false))
    .select(['id', 'password_hash'])
    .executeTakeFirst();
}
