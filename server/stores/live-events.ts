import { sql } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { LiveEventKind } from '../db/tables.ts';
import { ticketIsVisible, visibleMessages } from './visibility.ts';

/** The channel that every copy of the server listens on. */
export const LIVE_CHANNEL = 'portico_live';

/** Something that happened, as it is written down; whether somebody may hear of it is asked when it is sent. */
export interface LiveEventRow {
  /** Null for what is not kept. */
  readonly id: number | null;
  readonly portal_id: string;
  readonly kind: LiveEventKind | 'writing';
  readonly ticket_id: string | null;
  readonly message_id: string | null;
  /** Whose ticket it is, or was. */
  readonly contact_id: string | null;
  readonly company_id: string | null;
  readonly session_id: string | null;
  /** Who is writing. */
  readonly name?: string;
}

const columns = [
  'id',
  'portal_id',
  'kind',
  'ticket_id',
  'message_id',
  'contact_id',
  'company_id',
  'session_id',
] as const;

/** Everybody's events after a place, in the order of their commits: to be handed round in this server, filtered for each person. */
export async function selectNewEvents(db: Database, after: number, limit: number): Promise<LiveEventRow[]> {
  return db.selectFrom('live_events').where('id', '>', after).orderBy('id').limit(limit).select(columns).execute();
}

/** The ids of the oldest and the newest event there is. */
export async function selectEventRange(db: Database): Promise<{ oldest: number; newest: number } | undefined> {
  const { oldest, newest } = await db
    .selectFrom('live_events')
    .select([sql<number | null>`min(id)`.as('oldest'), sql<number | null>`max(id)`.as('newest')])
    .executeTakeFirstOrThrow();
  return oldest === null || newest === null ? undefined : { oldest, newest };
}

/** The events about a person's tickets after a place, before they are filtered; of `since` on where there is a moment. */
export async function selectEventsFor(
  requester: Requester,
  db: Database,
  { after, limit, since }: { after: number; limit: number; since: Date | null },
): Promise<LiveEventRow[]> {
  return db
    .selectFrom('live_events')
    .where('portal_id', '=', requester.portalId)
    .where('id', '>', after)
    .where((eb) =>
      eb.or([
        eb('contact_id', '=', requester.contactId),
        ...(requester.sharedCompanyId === null ? [] : [eb('company_id', '=', requester.sharedCompanyId)]),
      ]),
    )
    .$if(since !== null, (query) => query.where('created_at', '>=', since ?? new Date(0)))
    .orderBy('id')
    .limit(limit)
    .select(columns)
    .execute();
}

/** Of some tickets those the person may see. */
export async function selectVisibleTicketIds(
  requester: Requester,
  db: Database,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('tickets')
    .where(ticketIsVisible(requester))
    .where('tickets.id', 'in', ids)
    .select('tickets.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Of some messages those the person may see. */
export async function selectVisibleMessageIds(
  requester: Requester,
  db: Database,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await visibleMessages(requester, db).where('messages.id', 'in', ids).select('messages.id').execute();
  return new Set(rows.map(({ id }) => id));
}

/** Forgets the events before a moment; the newest stays, so that whoever has heard all of them is not sent to look again. */
export async function deleteEventsBefore(db: Database, moment: Date): Promise<void> {
  await db
    .deleteFrom('live_events')
    .where('created_at', '<', moment)
    .where('id', '<', sql<number>`(select max(id) from live_events)`)
    .execute();
}

/** Tells every copy of the server that somebody of the team is writing. Nothing of it is kept: later it would not be true. */
export async function tellWriting(
  db: Database,
  writing: {
    portalId: string;
    ticketId: string;
    contactId: string;
    companyId: string | null;
    name: string;
  },
): Promise<void> {
  const told: LiveEventRow = {
    id: null,
    portal_id: writing.portalId,
    kind: 'writing',
    ticket_id: writing.ticketId,
    message_id: null,
    contact_id: writing.contactId,
    company_id: writing.companyId,
    session_id: null,
    name: writing.name.slice(0, 100),
  };
  await sql`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(told)})`.execute(db);
}
