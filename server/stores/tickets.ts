import { sql } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { PropertyValue, TicketStatus } from '../db/tables.ts';
import { ticketIsVisible, visibleMessages } from './visibility.ts';

/** The words of a text as the search knows them, none twice. */
export async function wordsOf(db: Database, text: string): Promise<string[]> {
  const { rows } = await sql<{ words: string[] }>`select tsvector_to_array(portico_words(${text})) as words`.execute(
    db,
  );
  return rows[0]?.words ?? [];
}

/** Words to look for, each as the beginning of one, as a `tsquery`. The words come from {@link wordsOf}. */
export function prefixQuery(words: readonly string[], operator: '&' | '|'): string {
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(` ${operator} `);
}

const columns = [
  'tickets.id',
  'tickets.number',
  'tickets.subject',
  'tickets.status',
  'tickets.contact_id',
  'tickets.created_at',
  'tickets.last_activity_at',
  'tickets.stage_id',
  'stages.customer_label',
  'contacts.name as contact_name',
  'companies.name as organization',
] as const;

function ticketsWithNames(db: Database) {
  return db
    .selectFrom('tickets')
    .innerJoin('stages', 'stages.id', 'tickets.stage_id')
    .innerJoin('contacts', 'contacts.id', 'tickets.contact_id')
    .leftJoin('companies', 'companies.id', 'tickets.company_id');
}

/** The tickets with these numbers, as far as the person may see them, in no order. */
export async function selectTickets(requester: Requester, db: Database, numbers: readonly number[]) {
  if (numbers.length === 0) return [];
  return ticketsWithNames(db)
    .where(ticketIsVisible(requester))
    .where('tickets.number', 'in', numbers)
    .select(columns)
    .select('tickets.properties')
    .execute();
}

/** One ticket the person may see. */
export async function selectTicket(requester: Requester, db: Database, ticketId: string) {
  return ticketsWithNames(db)
    .where(ticketIsVisible(requester))
    .where('tickets.id', '=', ticketId)
    .select(columns)
    .select(['tickets.properties', 'tickets.closed_at', 'tickets.follow_up_of'])
    .executeTakeFirst();
}

const FOLLOW_UPS_SHOWN = 20;

/** The tickets that go on with a closed one, as far as the person may see them. */
export async function selectFollowUps(requester: Requester, db: Database, ticketId: string) {
  return db
    .selectFrom('tickets')
    .where(ticketIsVisible(requester))
    .where('tickets.follow_up_of', '=', ticketId)
    .orderBy('tickets.number')
    .limit(FOLLOW_UPS_SHOWN)
    .select(['tickets.id', 'tickets.number', 'tickets.subject'])
    .execute();
}

// How far back, and how far into a message, an excerpt is looked for.
const MESSAGES_SEARCHED = 50;
const CHARACTERS_SEARCHED = 20_000;

/** For each of the tickets the newest visible message that has one of the words. */
export async function selectMatchingMessages(
  requester: Requester,
  db: Database,
  ticketIds: readonly string[],
  words: readonly string[],
) {
  if (ticketIds.length === 0 || words.length === 0) return [];
  const recent = visibleMessages(requester, db)
    .where('messages.ticket_id', '=', sql<string>`wanted.id`)
    .orderBy('messages.seq', 'desc')
    .limit(MESSAGES_SEARCHED)
    .select(['messages.seq', sql<string>`left(messages.text, ${sql.lit(CHARACTERS_SEARCHED)})`.as('text')]);
  const { rows } = await sql<{ ticket_id: string; text: string }>`
    select wanted.id as ticket_id, found.text
    from unnest(${ticketIds}::text[]) as wanted (id)
    cross join lateral (
      select recent.text from (${recent}) as recent
      where portico_words(recent.text) @@ ${prefixQuery(words, '|')}::tsquery
      order by recent.seq desc limit 1
    ) as found`.execute(db);
  return rows;
}

/** Writes a ticket down and gives it the portal's next number. */
export async function insertTicket(
  requester: Requester,
  ticket: {
    id: string;
    subject: string;
    inboxId: string;
    stageId: string;
    properties: Readonly<Record<string, PropertyValue>>;
    context: Readonly<Record<string, string>>;
    followUpOf: string | null;
    at: Date;
  },
  transaction: DatabaseTransaction,
): Promise<void> {
  const { number } = await transaction
    .updateTable('portals')
    .set({ next_ticket_number: sql<number>`next_ticket_number + 1` })
    .where('id', '=', requester.portalId)
    .returning(sql<number>`next_ticket_number - 1`.as('number'))
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('tickets')
    .values((eb) => ({
      id: ticket.id,
      portal_id: requester.portalId,
      number,
      subject: ticket.subject,
      contact_id: requester.contactId,
      company_id: requester.companyId,
      inbox_id: ticket.inboxId,
      stage_id: ticket.stageId,
      status: eb.selectFrom('stages').where('id', '=', ticket.stageId).select('status').$asScalar().$notNull(),
      properties: JSON.stringify(ticket.properties),
      context: JSON.stringify(ticket.context),
      follow_up_of: ticket.followUpOf,
      created_at: ticket.at,
      last_activity_at: ticket.at,
      search: sql<string>`portico_words(${`${number} ${ticket.subject}`})`,
    }))
    .execute();
}

/** Takes a ticket the person may see for the rest of the transaction. */
export async function lockTicket(requester: Requester, ticketId: string, transaction: DatabaseTransaction) {
  return transaction
    .selectFrom('tickets')
    .where(ticketIsVisible(requester))
    .where('tickets.id', '=', ticketId)
    .forUpdate()
    .select(['tickets.id', 'tickets.status', 'tickets.stage_id', 'tickets.inbox_id'])
    .executeTakeFirst();
}

/** Notes that something was said: the words are found from now on, the ticket is the newest. */
export async function recordActivity(
  ticketId: string,
  { text, at }: { text: string; at: Date },
  transaction: DatabaseTransaction,
): Promise<void> {
  await transaction
    .updateTable('tickets')
    .set({
      last_activity_at: sql<Date>`greatest(last_activity_at, ${at}::timestamptz)`,
      search: sql<string>`portico_add_words(search, ${text})`,
    })
    .where('id', '=', ticketId)
    .execute();
}

/** The first stage with a status in the pipeline of another: where a ticket goes that is closed, or opened again. */
export async function firstStage(
  status: TicketStatus,
  stageId: string,
  transaction: DatabaseTransaction,
): Promise<string | null> {
  const stage = await transaction
    .selectFrom('stages as current')
    .innerJoin('stages as other', 'other.pipeline_id', 'current.pipeline_id')
    .where('current.id', '=', stageId)
    .where('other.status', '=', status)
    .orderBy('other.position')
    .orderBy('other.id')
    .select('other.id')
    .executeTakeFirst();
  return stage?.id ?? null;
}
