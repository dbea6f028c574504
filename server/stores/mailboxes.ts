import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** How far a mailbox was read, and when to try again. */
export async function findMailbox(db: Database, id: Uint8Array) {
  return db.selectFrom('mailboxes').where('id', '=', id).selectAll().executeTakeFirst();
}

/** A mailbox was read up to a place. */
export async function saveMailbox(
  db: Database,
  id: Uint8Array,
  { uidValidity, uid }: { uidValidity: string; uid: number },
): Promise<void> {
  const row = { uid_validity: uidValidity, last_uid: uid, failures: 0, next_try_at: null };
  await db
    .insertInto('mailboxes')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** A mailbox could not be read; what was read of it stands. */
export async function failMailbox(db: Database, id: Uint8Array, nextTryAt: Date): Promise<void> {
  await db
    .insertInto('mailboxes')
    .values({ id, uid_validity: '', last_uid: 0, failures: 1, next_try_at: nextTryAt })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ failures: sql<number>`mailboxes.failures + 1`, next_try_at: nextTryAt }),
    )
    .execute();
}
