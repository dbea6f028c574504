import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { PropertyCondition, Scope } from '../ticket-query.ts';

/** A condition whose text has been split into words, as the search knows them. */
export type ReadyCondition =
  Exclude<PropertyCondition, { kind: 'words' }> | { property: string; kind: 'words'; words: readonly string[] };

/** Behind every text that begins with what stands before it, in the order of `ticket_values.text`. */
const LAST = '\u{10FFFF}';
/** Characters of a word that are kept. */
const WORD_LENGTH = 60;

/**
 * Whether a ticket's number is one that a query answers. `coalesce` keeps the database from making a join of it, whose plan would hang on
 * how many it expects: so the numbers are read once, from an index alone, and the list is walked in its order.
 */
export function isAmong(numbers: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce(tickets.number in (${numbers}), false)`;
}

/** The values of the tickets of a scope: what leads to them by an index. Whether a ticket may be seen is asked of `tickets`. */
export function valuesOfScope(requester: Requester, scope: Scope, property: string): RawBuilder<SqlBool> {
  const of =
    requester.sharedCompanyId === null || scope !== 'organization'
      ? sql`item.contact_id = ${requester.contactId}`
      : sql`item.company_id = ${requester.sharedCompanyId}`;
  return sql<SqlBool>`(${of} and item.property = ${property})`;
}

/** Whether a ticket fits a condition, as a condition on `tickets`. */
export function conditionHolds(requester: Requester, scope: Scope, condition: ReadyCondition): Expression<SqlBool> {
  const some = (test: RawBuilder<unknown>) =>
    isAmong(sql`
      select item.ticket_number from ticket_values as item
      where ${valuesOfScope(requester, scope, condition.property)} and ${test}`);
  switch (condition.kind) {
    case 'words':
      return every(condition.words.map((word) => some(beginsWith(word.slice(0, WORD_LENGTH)))));
    case 'equals': {
      const keys = condition.texts.map((text) => sql`portico_text_key(${text})`);
      return some(sql`item.kind = 'value' and item.text in (${sql.join(keys)})`);
    }
    case 'numbers':
      return some(sql`item.kind = 'value' and item.text = '' and ${between('number', 'double precision', condition)}`);
    case 'dates':
      return some(sql`item.kind = 'value' and ${between('text', 'text', condition)}`);
    case 'choices': {
      const kind = sql.lit(condition.several ? 'choice' : 'value');
      return some(
        sql`item.kind = ${kind} and item.text = '' and item.number = any(${condition.places}::double precision[])`,
      );
    }
    case 'ticked': {
      const ticked = some(sql`item.kind = 'value' and item.text = '' and item.number = 1`);
      return condition.ticked ? ticked : sql<SqlBool>`not ${ticked}`;
    }
  }
}

function beginsWith(word: string): RawBuilder<unknown> {
  return sql`item.kind = 'word' and item.text >= ${word} and item.text < ${word + LAST}`;
}

function between(
  column: 'number' | 'text',
  type: 'double precision' | 'text',
  { from, to }: { from: string | number | null; to: string | number | null },
): RawBuilder<unknown> {
  const [value, cast] = [sql.ref(`item.${column}`), sql.raw(type)];
  return every([
    ...(from === null ? [] : [sql<SqlBool>`${value} >= ${from}::${cast}`]),
    ...(to === null ? [] : [sql<SqlBool>`${value} <= ${to}::${cast}`]),
  ]);
}

function every(tests: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return tests.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(tests, sql` and `)})`;
}
