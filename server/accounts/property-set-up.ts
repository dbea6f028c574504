import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Column, PropertyType, StoredOption, Words } from '../db/tables.ts';
import { StartError } from '../start-error.ts';

const TYPES: readonly PropertyType[] = ['text', 'number', 'date', 'select', 'multiselect', 'checkbox'];
const BUILTIN: readonly Column[] = ['number', 'subject', 'requester', 'created', 'last-activity', 'status'];
const OPTIONS = 200;

/** A custom property of a portal's tickets. */
export interface NewProperty {
  readonly portal: string;
  readonly name: string;
  readonly label: Words;
  readonly type: string;
  /** `value=Label`, or `value:fi=Label` for one language; in the order in which they are offered. */
  readonly options: readonly string[];
  /** Whether customers see it, in their tickets and among the filters. */
  readonly isShown: boolean;
}

/** Defines a property, or defines it anew; the list can be filtered by it once this is done, however many tickets there are. */
export async function defineProperty(db: Database, property: NewProperty): Promise<void> {
  const { name, label, isShown } = property;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw new StartError(`--id ${name} cannot be used: letters, digits, hyphens and underscores, 64 at most.`);
  const type = TYPES.find((known) => known === property.type);
  if (!type) throw new StartError(`--type is one of ${TYPES.join(', ')}, not ${property.type}.`);
  const options = optionsOf(property.options);
  if ((type === 'select' || type === 'multiselect') !== options.length > 0)
    throw new StartError('--option belongs to a select or a multiselect, and those need one.');
  await db.transaction().execute(async (transaction) => {
    const portalId = await idOf(transaction, property.portal);
    // The values of all its tickets are read once.
    await sql`set local statement_timeout = 0`.execute(transaction);
    const row = { label: JSON.stringify(label), type, options: JSON.stringify(options), is_shown: isShown };
    await transaction
      .insertInto('property_definitions')
      .values((eb) => ({
        portal_id: portalId,
        name,
        ...row,
        position: eb
          .selectFrom('property_definitions')
          .where('portal_id', '=', portalId)
          .select(sql<number>`coalesce(max(position), -1) + 1`.as('next'))
          .$asScalar()
          .$notNull(),
      }))
      .onConflict((conflict) => conflict.columns(['portal_id', 'name']).doUpdateSet(row))
      .execute();
  });
}

/** Takes a property and its column away; the tickets keep what they have of it. */
export async function removeProperty(db: Database, portal: string, name: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const portalId = await idOf(transaction, portal);
    await sql`set local statement_timeout = 0`.execute(transaction);
    const { numDeletedRows } = await transaction
      .deleteFrom('property_definitions')
      .where('portal_id', '=', portalId)
      .where('name', '=', name)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new StartError(`${portal} has no property ${name}.`);
    await transaction
      .updateTable('portals')
      .set({ columns: sql<Column[]>`array_remove(columns, ${`property:${name}`})` })
      .where('id', '=', portalId)
      .execute();
  });
}

/** A line for each property, in order. */
export async function describeProperties(db: Database, portal: string): Promise<string[]> {
  const rows = await db
    .selectFrom('property_definitions')
    .where('portal_id', '=', await idOf(db, portal))
    .orderBy('position')
    .orderBy('name')
    .select(['name', 'type', 'label', 'options', 'is_shown'])
    .execute();
  return rows.map(({ name, type, label, options, is_shown }) =>
    [
      name,
      type,
      Object.values(label)[0] ?? '',
      ...(options.length > 0 ? [options.map(({ value }) => value).join(', ')] : []),
      ...(is_shown ? [] : ['hidden']),
    ].join('\t'),
  );
}

/** Says which columns the list has, in order. */
export async function setColumns(db: Database, portal: string, given: readonly string[]): Promise<void> {
  const portalId = await idOf(db, portal);
  const rows = await db
    .selectFrom('property_definitions')
    .where('portal_id', '=', portalId)
    .where('is_shown', '=', true)
    .select('name')
    .execute();
  const known: Column[] = [...BUILTIN, ...rows.map(({ name }): Column => `property:${name}`)];
  const columns = [...new Set(given)].map((name) => {
    const column = known.find((candidate) => candidate === name);
    if (!column) throw new StartError(`--column ${name} is none of ${known.join(', ')}.`);
    return column;
  });
  // What a row is opened by.
  if (!columns.includes('subject')) throw new StartError('--column subject is missing.');
  await db.updateTable('portals').set({ columns }).where('id', '=', portalId).execute();
}

async function idOf(db: Database, slug: string): Promise<string> {
  const row = await db.selectFrom('portals').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!row) throw new StartError(`There is no portal at ${slug}.`);
  return row.id;
}

function optionsOf(given: readonly string[]): StoredOption[] {
  const options = new Map<string, StoredOption>();
  for (const text of given) {
    const [, value = '', language = 'en', label = ''] =
      /^([A-Za-z0-9_.-]{1,64})(?::([a-z]{2,3}(?:-[A-Za-z0-9]+)*))?=(.+)$/.exec(text.trim()) ?? [];
    if (value === '') throw new StartError(`--option ${text} is not of the form value="Label" or value:fi="Label".`);
    const option = options.get(value) ?? { value, label: {} };
    option.label[language] = label;
    options.set(value, option);
  }
  if (options.size > OPTIONS) throw new StartError(`There are more than ${OPTIONS} options.`);
  return [...options.values()];
}
