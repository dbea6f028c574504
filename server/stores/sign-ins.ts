import type { Database } from '../db/database.ts';
import type { NewRow, Row } from '../db/tables.ts';

/** Remembers a sign-in that begins. */
export async function insertSignInAttempt(db: Database, attempt: NewRow<'sign_in_attempts'>): Promise<void> {
  await db.insertInto('sign_in_attempts').values(attempt).execute();
}

/** The sign-in that a state belongs to; a second time there is none. */
export async function takeSignInAttempt(
  db: Database,
  { providerId, stateHash, now }: { providerId: string; stateHash: Uint8Array; now: Date },
): Promise<Row<'sign_in_attempts'> | undefined> {
  const attempt = await db
    .deleteFrom('sign_in_attempts')
    .where('state_hash', '=', stateHash)
    .where('provider_id', '=', providerId)
    .returningAll()
    .executeTakeFirst();
  return attempt && attempt.expires_at > now ? attempt : undefined;
}

/** Keeps how a sign-in ended until the page that began it asks. */
export async function insertSignInCode(db: Database, code: NewRow<'sign_in_codes'>): Promise<void> {
  await db.insertInto('sign_in_codes').values(code).execute();
}

/** How the sign-in of a code ended; a second time there is nothing. */
export async function takeSignInCode(
  db: Database,
  { portalId, codeHash, now }: { portalId: string; codeHash: Uint8Array; now: Date },
): Promise<Row<'sign_in_codes'> | undefined> {
  const code = await db
    .deleteFrom('sign_in_codes')
    .where('code_hash', '=', codeHash)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('identity_providers')
          .whereRef('identity_providers.id', '=', 'sign_in_codes.provider_id')
          .where('identity_providers.portal_id', '=', portalId)
          .select('identity_providers.id'),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  return code && code.expires_at > now ? code : undefined;
}
