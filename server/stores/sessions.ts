import { sql } from 'kysely';
import type { Requester, SignedIn } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';
import { hasLeftProvider } from './identity-providers.ts';

/** Writes a session down. */
export async function insertSession(db: Database, session: NewRow<'sessions'>): Promise<void> {
  await db.insertInto('sessions').values(session).execute();
}

/** The session of a token, or of an id that we have signed, with its contact, unless it has ended: by disuse, by age, or because it was signed out. */
export async function findSession(
  db: Database,
  which: { tokenHash: Uint8Array } | { sessionId: string },
  { portalId, now, demo }: { portalId: string; now: Date; demo: boolean },
) {
  return goodSessions(db, now, demo)
    .where((eb) =>
      'tokenHash' in which ? eb('sessions.token_hash', '=', which.tokenHash) : eb('sessions.id', '=', which.sessionId),
    )
    .where('sessions.portal_id', '=', portalId)
    .executeTakeFirst();
}

/** Of some sessions those that have not ended, at portals that are on; each with as much of its portal as rights need. */
export async function findSessionsById(
  db: Database,
  { ids, now, demo }: { ids: readonly string[]; now: Date; demo: boolean },
) {
  if (ids.length === 0) return [];
  return goodSessions(db, now, demo)
    .where('sessions.id', 'in', ids)
    .where('portals.is_on', '=', true)
    .select(['portals.id as portal_id', 'portals.ticket_access', 'portals.conversation', 'portals.idle_seconds'])
    .execute();
}

/** The sessions that have not ended, with their contacts. */
function goodSessions(db: Database, now: Date, demo: boolean) {
  return (
    db
      .selectFrom('sessions')
      .innerJoin('portals', 'portals.id', 'sessions.portal_id')
      .innerJoin('contacts', 'contacts.id', 'sessions.contact_id')
      .leftJoin('companies', 'companies.id', 'contacts.company_id')
      .where('sessions.ends_at', '>', now)
      .$if(!demo, (query) => query.where('contacts.is_demo', '=', false))
      .where(sql<boolean>`sessions.last_used_at + portals.idle_seconds * interval '1 second' > ${now}`)
      // Whoever is on no list any more is out, even when a sign-in and the removal happened at the same moment.
      .where((eb) =>
        eb.or([
          eb('portals.access', '!=', 'lists'),
          eb('sessions.kind', '!=', 'customer'),
          eb.exists(
            eb
              .selectFrom('access_list_members')
              .innerJoin('access_lists', 'access_lists.id', 'access_list_members.list_id')
              .whereRef('access_list_members.contact_id', '=', 'sessions.contact_id')
              .whereRef('access_lists.portal_id', '=', 'sessions.portal_id')
              .where('access_lists.lets_in', '=', true)
              .select('access_lists.id'),
          ),
        ]),
      )
      .where((eb) => eb.not(hasLeftProvider))
      .select([
        'sessions.id',
        'sessions.contact_id',
        'sessions.key_thumbprint',
        'sessions.last_used_at',
        'sessions.ends_at',
        'sessions.kind',
        'sessions.staff',
        'contacts.company_id',
        'contacts.name',
        'contacts.email',
        'contacts.language',
        'companies.name as organization',
        sql<boolean>`contacts.password_hash is not null`.as('has_password'),
      ])
  );
}

/** Writes down that a session was used. */
export async function touchSession(db: Database, sessionId: string, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_used_at: now })
    .where('id', '=', sessionId)
    .where('last_used_at', '<', now)
    .execute();
}

/** Ends a session. */
export async function deleteSessionRow(db: Database, sessionId: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', sessionId).execute();
}

/** The most sessions of a person that are shown. */
const SHOWN_SESSIONS = 100;

// A person's own, not those of staff; those that have not ended: what has is deleted later.
const openSessions = (requester: Requester, db: Database, now: Date) =>
  db
    .selectFrom('sessions')
    .innerJoin('portals', 'portals.id', 'sessions.portal_id')
    .where('sessions.contact_id', '=', requester.contactId)
    .where('sessions.portal_id', '=', requester.portalId)
    .where('sessions.kind', '=', 'customer')
    .where((eb) => eb.not(hasLeftProvider))
    .where('sessions.ends_at', '>', now)
    .where(sql<boolean>`sessions.last_used_at + portals.idle_seconds * interval '1 second' > ${now}`);

/** A person's sessions that have not ended: the one that asks, then the last used first. */
export async function listOpenSessions(requester: SignedIn, db: Database, now: Date) {
  return openSessions(requester, db, now)
    .select([
      'sessions.id',
      'sessions.browser',
      'sessions.system',
      'sessions.time_zone',
      'sessions.created_at',
      'sessions.last_used_at',
      sql<boolean>`sessions.id = ${requester.sessionId}`.as('is_current'),
    ])
    .orderBy('is_current', 'desc')
    .orderBy('sessions.last_used_at', 'desc')
    .orderBy('sessions.id')
    .limit(SHOWN_SESSIONS)
    .execute();
}

/** Ends one of a person's sessions; false when there is none of that id. */
export async function deleteOwnSession(requester: Requester, db: Database, id: string, now: Date): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('id', 'in', openSessions(requester, db, now).where('sessions.id', '=', id).select('sessions.id'))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Ends all of a person's own sessions but one. */
export async function deleteOtherSessions(requester: Requester, db: Database, keptId: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('contact_id', '=', requester.contactId)
    .where('portal_id', '=', requester.portalId)
    .where('kind', '=', 'customer')
    .where('id', '!=', keptId)
    .execute();
  await db.deleteFrom('pending_entries').where('contact_id', '=', requester.contactId).execute();
}

/** Ends every session of a contact's own, and every one that was about to begin. */
export async function deleteSessionsOf(db: Database, contactId: string): Promise<void> {
  await db.deleteFrom('sessions').where('contact_id', '=', contactId).where('kind', '=', 'customer').execute();
  await db.deleteFrom('pending_entries').where('contact_id', '=', contactId).execute();
}

/** Ends every session of those of a portal of whom nothing but a confirmed request is known. */
export async function deleteSessionsOfGuests(db: Database, portalId: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('contact_id', 'in', (eb) =>
      eb.selectFrom('contacts').where('portal_id', '=', portalId).where('is_guest', '=', true).select('id'),
    )
    .execute();
}

/** Remembers a proof; false when it was seen before. */
export async function rememberProof(
  db: Database,
  proof: { keyThumbprint: string; jtiHash: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('used_proofs')
    .values({ key_thumbprint: proof.keyThumbprint, jti_hash: proof.jtiHash, expires_at: proof.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
