import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { Scope, Sort, Span, TicketPosition, TicketQuery } from '../ticket-query.ts';
import { conditionHolds, isAmong, valuesOfScope, type ReadyCondition } from './ticket-conditions.ts';
import { prefixQuery } from './tickets.ts';
import { ticketIsVisible } from './visibility.ts';

/** A query whose texts have been split into words. `words` are looked for; null looks for nothing. */
export interface ReadyQuery extends Omit<TicketQuery, 'conditions' | 'search'> {
  readonly conditions: readonly ReadyCondition[];
  readonly words: readonly string[] | null;
}

/** So many tickets in the order of the list are looked at one by one, before the index of everybody's words is asked. */
const REACHES = [200, 2000];

/**
 * Where the tickets of a page stand, one more than the limit when there are more; null stands for no value. Words are looked for along the
 * list first: those that are frequent are found there at once, of few tickets all are looked at, and what is left are rare ones.
 */
export async function selectPlaces(requester: Requester, db: Database, query: ReadyQuery): Promise<TicketPosition[]> {
  const wanted = query.limit + 1;
  const { words } = query;
  if (words === null) return walk(requester, db, query, query.after, wanted);
  const found: TicketPosition[] = [];
  let { after } = query;
  for (const reach of REACHES) {
    const walked = await walk(requester, db, query, after, reach);
    found.push(...(await havingWords(requester, db, query.scope, walked, words)));
    if (found.length >= wanted || walked.length < reach) return found.slice(0, wanted);
    after = walked.at(-1) ?? null;
  }
  const { scope } = query;
  const rare = isAmong(sql`
    select tickets.number from tickets where ${ticketIsVisible(requester, scope)} and ${hasWords(words)}`);
  found.push(...(await walk(requester, db, query, after, wanted - found.length, rare)));
  return found;
}

function hasWords(words: readonly string[], search = sql`tickets.search`): RawBuilder<boolean> {
  return sql<boolean>`${search} @@ ${prefixQuery(words, '&')}::tsquery`;
}

async function havingWords(
  requester: Requester,
  db: Database,
  scope: Scope,
  walked: readonly TicketPosition[],
  words: readonly string[],
): Promise<TicketPosition[]> {
  const rows = await db
    .selectFrom('tickets')
    .where(ticketIsVisible(requester, scope))
    .where(sql<boolean>`tickets.number = any(${walked.map(({ number }) => number)}::integer[])`)
    // Not by the index, in which half of all tickets may have a word of one letter.
    .where(hasWords(words, sql`coalesce(tickets.search, '')`))
    .select('tickets.number')
    .execute();
  const numbers = new Set(rows.map(({ number }) => number));
  return walked.filter(({ number }) => numbers.has(number));
}

async function walk(
  requester: Requester,
  db: Database,
  query: ReadyQuery,
  after: TicketPosition | null,
  limit: number,
  only: RawBuilder<SqlBool> = sql<SqlBool>`true`,
): Promise<TicketPosition[]> {
  const { sort } = query;
  if (sort.key !== 'property') {
    const tickets = fitting(requester, db, query)
      .where(only)
      .$if(sort.key === 'requester', (q) => q.innerJoin(namesOf(requester, db), 'contacts.id', 'tickets.contact_id'));
    return inOrder(tickets, orderOf(sort), sort.descending, after, limit);
  }
  const values = valuesOfScope(requester, query.scope, sort.property);
  const isText = sort.type === 'text' || sort.type === 'date';
  const valued =
    after?.value === null
      ? []
      : await inOrder(
          db
            .selectFrom('ticket_values as item')
            .innerJoin('tickets', 'tickets.number', 'item.ticket_number')
            .where(ticketIsVisible(requester, query.scope))
            .where(values)
            .where('item.kind', '=', 'value')
            // One of both is the same everywhere, which leaves the order of the index.
            .where(isText ? sql<boolean>`item.number = 0` : sql<boolean>`item.text = ''`)
            .$if(isNarrowed(query), (q) =>
              q.where(isAmong(sql`${fitting(requester, db, query).select('tickets.number')}`)),
            )
            .where(only),
          isText ? BY_TEXT : BY_NUMBER,
          sort.descending,
          after,
          limit,
        );
  if (valued.length >= limit) return valued;
  const rest = fitting(requester, db, query)
    .where(
      sql<boolean>`not ${isAmong(sql`select item.ticket_number from ticket_values as item where ${values} and item.kind = 'value'`)}`,
    )
    .where(only);
  const behind = after?.value === null ? after : null;
  return [...valued, ...(await inOrder(rest, WITHOUT_VALUE, sort.descending, behind, limit - valued.length))];
}

// `offset` has each name made ready once, and not once for each ticket.
function namesOf(requester: Requester, db: Database) {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', requester.portalId)
    .offset(0)
    .select(['id', beginning('contacts.name').as('name')])
    .as('contacts');
}

function isNarrowed({ status, stageId, created, activity, conditions }: ReadyQuery): boolean {
  const moments = [created.from, created.to, activity.from, activity.to];
  return [status, stageId, ...moments].some((limit) => limit != null) || conditions.length > 0;
}

/** The tickets of a list, in no order yet. */
function fitting(requester: Requester, db: Database, query: ReadyQuery) {
  const { scope, status, stageId, conditions } = query;
  return db
    .selectFrom('tickets')
    .where(ticketIsVisible(requester, scope))
    .$if(status !== undefined, (q) => q.where('tickets.status', '=', status ?? 'open'))
    .$if(stageId !== undefined, (q) => q.where('tickets.stage_id', '=', stageId ?? ''))
    .where(isWithin('tickets.created_at', query.created))
    .where(isWithin('tickets.last_activity_at', query.activity))
    .where((eb) => eb.and(conditions.map((condition) => conditionHolds(requester, scope, condition))));
}

function isWithin(column: string, { from, to }: Span): RawBuilder<boolean> {
  const [time, parts] = [sql.ref(column), []] as [RawBuilder<unknown>, RawBuilder<unknown>[]];
  if (from) parts.push(sql`${time} >= ${from.toISOString()}::timestamptz`);
  if (to) parts.push(sql`${time} < ${to.toISOString()}::timestamptz`);
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

interface Order {
  readonly column: RawBuilder<unknown>;
  /** The value of a row as the cursor carries it: exact, and never an error when it comes back changed. */
  readonly value: RawBuilder<string | number | null>;
  readonly parse: (value: string | number) => RawBuilder<unknown>;
}

function byTime(column: string): Order {
  return {
    column: sql.ref(column),
    value: sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`,
    parse: (value) => sql`to_timestamp(${Number(value) / 1_000_000}::double precision)`,
  };
}

function byText(column: RawBuilder<string>): Order {
  return { column, value: column, parse: (value) => sql`${String(value)}::text` };
}

function byNumber(column: RawBuilder<number>, type: 'bigint' | 'double precision'): Order {
  return { column, value: column, parse: (value) => sql`${Number(value)}::${sql.raw(type)}` };
}

// As much of it as fits a cursor.
const beginning = (column: string) => sql<string>`left(lower(${sql.ref(column)}), 60)`;

const BY_TEXT = byText(sql`item.text`);
const BY_NUMBER = byNumber(sql`item.number`, 'double precision');
const WITHOUT_VALUE: Order = { column: sql`tickets.number`, value: sql`null`, parse: () => sql`null` };

function orderOf(sort: Exclude<Sort, { key: 'property' }>): Order {
  switch (sort.key) {
    case 'last-activity':
      return byTime('tickets.last_activity_at');
    case 'created':
      return byTime('tickets.created_at');
    case 'number':
      return byNumber(sql`tickets.number`, 'bigint');
    case 'subject':
      return byText(beginning('tickets.subject'));
    case 'requester':
      return byText(sql.ref('contacts.name'));
    case 'status': {
      const stage = sql`coalesce(array_position(${sort.stageIds}::text[], tickets.stage_id), 0)`;
      return byNumber(sql`(case tickets.status when 'open' then 0 else 10000 end + ${stage})`, 'bigint');
    }
  }
}

type Fitting = ReturnType<typeof fitting>;

async function inOrder(
  tickets: Fitting,
  { column, value, parse }: Order,
  descending: boolean,
  after: TicketPosition | null,
  limit: number,
): Promise<TicketPosition[]> {
  const direction = descending ? sql`desc` : sql`asc`;
  const behind = descending ? sql`<` : sql`>`;
  return tickets
    .$if(after !== null, (q) =>
      q.where(
        after?.value == null
          ? sql<boolean>`tickets.number ${behind} ${after?.number ?? 0}::bigint`
          : sql<boolean>`(${column}, tickets.number) ${behind} (${parse(after.value)}, ${after.number}::bigint)`,
      ),
    )
    .orderBy(sql`${column} ${direction}, tickets.number ${direction}`)
    .limit(limit)
    .select('tickets.number')
    .select(value.as('value'))
    .execute();
}
