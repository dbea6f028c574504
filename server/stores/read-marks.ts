import { sql, type RawBuilder } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import { ticketIsVisible, visibleMessages } from './visibility.ts';

/** Unread messages are counted up to here. */
const COUNTED = 100;

/**
 * Moves the person's mark on a ticket to one of its messages, never back, and remembers the ticket's status and stage as seen. False when
 * the message is not one the person may see there.
 */
export async function markRead(
  requester: Requester,
  db: Database,
  { ticketId, messageId }: { ticketId: string; messageId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('read_marks')
    .columns(['contact_id', 'ticket_id', 'seq', 'status', 'stage_id'])
    .expression(
      visibleMessages(requester, db)
        .where('messages.ticket_id', '=', ticketId)
        .where('messages.id', '=', messageId)
        .select([
          sql<string>`${requester.contactId}::text`.as('contact_id'),
          'tickets.id',
          'messages.seq',
          'tickets.status',
          'tickets.stage_id',
        ]),
    )
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'ticket_id']).doUpdateSet({
        seq: sql<number>`greatest(read_marks.seq, excluded.seq)`,
        status: sql<'open'>`excluded.status`,
        stage_id: sql<string>`excluded.stage_id`,
      }),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Remembers that whoever wrote a message or moved the ticket has seen what became of it; of a new ticket that nothing is unread. */
export async function markWritten(
  requester: Requester,
  ticketId: string,
  { opens }: { opens: boolean },
  transaction: DatabaseTransaction,
): Promise<void> {
  if (opens) {
    await sql`
      insert into read_marks (contact_id, ticket_id, seq, status, stage_id)
      select ${requester.contactId}::text, id, 0, status, stage_id from tickets
      where id = ${ticketId} and portal_id = ${requester.portalId}`.execute(transaction);
    return;
  }
  await sql`
    update read_marks set status = tickets.status, stage_id = tickets.stage_id from tickets
    where tickets.id = ${ticketId} and tickets.portal_id = ${requester.portalId}
      and read_marks.ticket_id = tickets.id and read_marks.contact_id = ${requester.contactId}`.execute(transaction);
}

const NEVER = '9223372036854775807';

// What others have said since the mark. Without one that is all of it in the person's own tickets, and nothing in anybody else's.
function unreadMessages(requester: Requester, db: Database, ticketId: RawBuilder<string>) {
  const mark = sql<number>`coalesce(
    (select seq from read_marks where contact_id = ${requester.contactId} and read_marks.ticket_id = ${ticketId}),
    (select case when contact_id = ${requester.contactId} then 0 else ${sql.lit(NEVER)}::bigint end from tickets where id = ${ticketId}))`;
  return visibleMessages(requester, db)
    .where('messages.ticket_id', '=', ticketId)
    .where('messages.seq', '>', mark)
    .where(sql<boolean>`messages.contact_id is distinct from ${requester.contactId}`);
}

/** What the person has not read of each of these tickets, and how each looked when they last did. */
export async function selectReading(requester: Requester, db: Database, ticketIds: readonly string[]) {
  if (ticketIds.length === 0) return [];
  const unread = unreadMessages(requester, db, sql`wanted.id`)
    .limit(COUNTED)
    .select(sql`1`.as('one'));
  const { rows } = await sql<{ id: string; unread: number; seen_status: string | null; seen_stage_id: string | null }>`
    select wanted.id, (select count(*) from (${unread}) as counted)::integer as unread,
      read_marks.status as seen_status, read_marks.stage_id as seen_stage_id
    from unnest(${ticketIds}::text[]) as wanted (id)
    left join read_marks on read_marks.ticket_id = wanted.id and read_marks.contact_id = ${requester.contactId}`.execute(
    db,
  );
  return rows;
}

/** How many messages the person has not read in their own tickets, counted up to a hundred. */
export async function countUnread(requester: Requester, db: Database): Promise<number> {
  // Ticket by ticket, so that no more than a hundred messages are ever looked at in vain.
  const unread = unreadMessages(requester, db, sql`own.id`)
    .limit(COUNTED)
    .select(sql`1`.as('one'));
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select 1
      from (select tickets.id from tickets where ${ticketIsVisible(requester, 'mine')} offset 0) as own
      cross join lateral (${unread}) as unread
      limit ${sql.lit(COUNTED)}
    ) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The first message of a ticket that the person has not read. */
export async function selectFirstUnread(requester: Requester, db: Database, ticketId: string): Promise<string | null> {
  const row = await unreadMessages(requester, db, sql`${ticketId}`)
    .orderBy('messages.seq')
    .limit(1)
    .select('messages.id')
    .executeTakeFirst();
  return row?.id ?? null;
}
