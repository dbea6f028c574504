import { sql } from 'kysely';
import { renderMail } from '../content/index.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { Row, StoredSection, Words } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { inLanguage } from '../presenters/words.ts';
import { StartError } from '../start-error.ts';
import { readForm, type WrittenForm } from './read-form.ts';

/** Faults that are told at once. */
const FAULTS = 20;

/** A form as it is now. */
export interface SavedForm {
  readonly id: string;
  readonly version: number;
}

/** Saves a form that is written as JSON: a new one, or the next version of the one with its id. */
export async function setForm(db: Database, slug: string, json: string): Promise<SavedForm> {
  const written = parsed(json);
  return db.transaction().execute(async (transaction) => {
    const portal = await portalAt(transaction, slug);
    const properties = await transaction
      .selectFrom('property_definitions')
      .where('portal_id', '=', portal.id)
      .select(['name', 'type', 'options'])
      .execute();
    const read = readForm(written, { slug, languages: portal.languages, properties });
    if ('faults' in read) throw refused(read.faults);
    const { form } = read;
    const target = await targetOf(transaction, portal, form);
    const before = await transaction
      .selectFrom('forms')
      .where('portal_id', '=', portal.id)
      .where('name', '=', form.id)
      .forUpdate()
      .selectAll()
      .executeTakeFirst();
    const sections = form.sections.map(sanitized);
    const faults = before ? consentFaults(before.sections, sections) : [];
    if (faults.length > 0) throw refused(faults);
    const content = {
      title: form.title,
      description: form.description,
      submit_label: form.submitLabel,
      thanks: form.thanks,
      sections,
    };
    const version = before ? before.version + (isSame(before, content) ? 0 : 1) : 1;
    const row = {
      ...target,
      title: JSON.stringify(content.title),
      description: jsonOrNull(content.description),
      submit_label: JSON.stringify(content.submit_label),
      thanks: jsonOrNull(content.thanks),
      sections: JSON.stringify(sections),
      is_open: form.isOpen,
      version,
    };
    const position = await positionOf(transaction, portal.id, form.isDefault, before);
    await transaction
      .insertInto('forms')
      .values({ id: newId(), portal_id: portal.id, name: form.id, position, ...row })
      .onConflict((conflict) => conflict.columns(['portal_id', 'name']).doUpdateSet({ ...row, position }))
      .execute();
    return { id: form.id, version };
  });
}

/** A line for each form, the default first. */
export async function describeForms(db: Database, slug: string): Promise<string[]> {
  const portal = await portalAt(db, slug);
  const rows = await db
    .selectFrom('forms')
    .where('portal_id', '=', portal.id)
    .orderBy('position')
    .orderBy('id')
    .select(['name', 'title', 'version', 'sections', 'is_open'])
    .execute();
  return rows.map(({ name, title, version, sections, is_open }, place) =>
    [
      name,
      inLanguage(title, portal.languages),
      `version ${version}`,
      `${sections.reduce((sum, { fields }) => sum + fields.length, 0)} fields`,
      ...(place === 0 ? ['default'] : []),
      ...(is_open ? ['open'] : []),
    ].join('\t'),
  );
}

/** Takes a form away; the tickets that were written with it stay, and so do requests that wait to be confirmed. */
export async function removeForm(db: Database, slug: string, name: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('forms')
    .where('portal_id', '=', (await portalAt(db, slug)).id)
    .where('name', '=', name)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new StartError(`${slug} has no form ${name}.`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new StartError(`Standard input is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
}

function refused(faults: readonly string[]): StartError {
  const more = faults.length > FAULTS ? [`and ${faults.length - FAULTS} more`] : [];
  return new StartError(
    `The form is not saved.\n${[...faults.slice(0, FAULTS), ...more].map((line) => `  ${line}`).join('\n')}`,
  );
}

async function portalAt(db: Database, slug: string) {
  const portal = await db
    .selectFrom('portals')
    .where('slug', '=', slug)
    .select(['id', 'slug', 'languages', 'default_inbox_id'])
    .executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  return portal;
}

type Portal = Awaited<ReturnType<typeof portalAt>>;

/** Where the form's tickets go: what it names, else the portal's own inbox and the first open stage. */
async function targetOf(
  transaction: DatabaseTransaction,
  portal: Portal,
  { inbox, pipeline, stage }: WrittenForm,
): Promise<{ inbox_id: string; stage_id: string }> {
  const inboxes = await transaction
    .selectFrom('inboxes')
    .where('portal_id', '=', portal.id)
    .orderBy('name')
    .select(['id', 'name'])
    .execute();
  const stages = await transaction
    .selectFrom('stages')
    .innerJoin('pipelines', 'pipelines.id', 'stages.pipeline_id')
    .where('pipelines.portal_id', '=', portal.id)
    .orderBy('pipelines.position')
    .orderBy('stages.position')
    .select(['stages.id', 'stages.name', 'stages.status', 'pipelines.name as pipeline'])
    .execute();
  const faults: string[] = [];
  const foundInbox =
    inbox === undefined
      ? (inboxes.find(({ id }) => id === portal.default_inbox_id) ?? inboxes[0])
      : inboxes.find(({ id, name }) => name === inbox || id === inbox);
  if (!foundInbox)
    faults.push(`inbox: the portal has no inbox ${inbox ?? ''}; it has ${namesOf(inboxes.map(({ name }) => name))}`);
  const within = stages.filter((one) => pipeline === undefined || one.pipeline === pipeline);
  if (pipeline !== undefined && within.length === 0)
    faults.push(
      `pipeline: the portal has no pipeline ${pipeline}; it has ${namesOf(stages.map((one) => one.pipeline))}`,
    );
  const foundStage = within.find(({ id, name, status }) =>
    stage === undefined ? status === 'open' : name === stage || id === stage,
  );
  if (!foundStage && within.length > 0)
    faults.push(
      `stage: there is no stage ${stage ?? 'that is open'}; there are ${namesOf(within.map(({ name }) => name))}`,
    );
  if (foundStage?.status === 'closed') faults.push(`stage: ${foundStage.name} is closed; a new ticket is open`);
  if (!foundInbox || !foundStage || faults.length > 0) throw refused(faults);
  return { inbox_id: foundInbox.id, stage_id: foundStage.id };
}

function namesOf(names: readonly string[]): string {
  return [...new Set(names)].join(', ') || 'none';
}

/** Nothing in the text of a consent does anything. */
function sanitized(section: StoredSection): StoredSection {
  const safe = (html: Words): Words =>
    Object.fromEntries(Object.entries(html).map(([language, text]) => [language, renderMail(text).html]));
  return {
    ...section,
    fields: section.fields.map((field) =>
      field.consent ? { ...field, consent: { ...field.consent, html: safe(field.consent.html) } } : field,
    ),
  };
}

/** Whoever agreed to a version has to have seen what it says now. */
function consentFaults(before: readonly StoredSection[], now: readonly StoredSection[]): string[] {
  const former = new Map(before.flatMap(({ fields }) => fields).map((field) => [field.pointer, field.consent]));
  return now.flatMap(({ fields }, section) =>
    fields.flatMap(({ pointer, consent }, index) => {
      const known = former.get(pointer);
      const isOther = consent && known?.version === consent.version && !isSameJson(known.html, consent.html);
      return isOther
        ? [
            `sections[${section}].fields[${index}].consent.version: is ${consent.version} as before, but the text is another`,
          ]
        : [];
    }),
  );
}

type Content = Pick<Row<'forms'>, 'title' | 'description' | 'submit_label' | 'thanks' | 'sections'>;

function isSame(before: Content, now: Content): boolean {
  const { title, description, submit_label, thanks, sections } = before;
  return isSameJson({ title, description, submit_label, thanks, sections }, now);
}

/** Equal whatever the order of keys, which the database does not keep. */
function isSameJson(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** The default is the first; a new form is the last, one that was there stays where it was. */
async function positionOf(
  transaction: DatabaseTransaction,
  portalId: string,
  isDefault: boolean,
  before: Pick<Row<'forms'>, 'position'> | undefined,
): Promise<number> {
  if (before && !isDefault) return before.position;
  const { first, last } = await transaction
    .selectFrom('forms')
    .where('portal_id', '=', portalId)
    .select([sql<number | null>`min(position)`.as('first'), sql<number | null>`max(position)`.as('last')])
    .executeTakeFirstOrThrow();
  return isDefault ? (first ?? 0) - 1 : (last ?? -1) + 1;
}
