import { sql } from 'kysely';
import { hashPassword } from '../../../server/accounts/passwords.ts';
import type { Database } from '../../../server/db/database.ts';
import type { NewRow, StoredField } from '../../../server/db/tables.ts';
import { newId } from '../../../server/ids.ts';
import { testDatabase } from './database.ts';

export const PASSWORD = 'correct horse battery';
let passwordHash: Promise<string> | undefined;

/** A portal with an inbox, a pipeline of two stages and a form. */
export interface MadePortal {
  id: string;
  slug: string;
  inboxId: string;
  openStageId: string;
  closedStageId: string;
  formId: string;
}

const words = (text: string) => JSON.stringify({ en: text, fi: `${text} (fi)` });

export const FIELDS: StoredField[] = [
  { pointer: '/subject', type: 'text', label: { en: 'Subject' }, required: true },
  {
    pointer: '/properties/product',
    type: 'select',
    label: { en: 'Product' },
    required: true,
    options: [
      { value: 'lamp', label: { en: 'Lamp', fi: 'Lamppu' } },
      { value: 'radio', label: { en: 'Radio', fi: 'Radio' } },
    ],
  },
  { pointer: '/properties/bought', type: 'date', label: { en: 'Bought' }, required: false },
  { pointer: '/text', type: 'textarea', label: { en: 'Message' }, required: true },
  { pointer: '/uploadIds', type: 'files', label: { en: 'Files' }, required: false },
];

/** Makes a portal of its own for a test. */
export async function makePortal(changes: Partial<NewRow<'portals'>> = {}): Promise<MadePortal> {
  const { db } = await testDatabase();
  const made = {
    id: newId(),
    inboxId: newId(),
    pipelineId: newId(),
    openStageId: newId(),
    closedStageId: newId(),
    formId: newId(),
  };
  const slug = `t-${newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')}`;
  const portal_id = made.id;
  await db
    .insertInto('portals')
    .values({ id: made.id, slug, name: `Portal ${slug}`, is_on: true, languages: ['en', 'fi'], ...changes })
    .execute();
  await db.insertInto('inboxes').values({ id: made.inboxId, portal_id, name: 'Support' }).execute();
  await db.updateTable('portals').set({ default_inbox_id: made.inboxId }).where('id', '=', made.id).execute();
  await db.insertInto('pipelines').values({ id: made.pipelineId, portal_id, name: 'Support', position: 0 }).execute();
  const stage = { pipeline_id: made.pipelineId };
  await db
    .insertInto('stages')
    .values([
      { ...stage, id: made.openStageId, name: 'new', customer_label: words('New'), status: 'open', position: 0 },
      { ...stage, id: made.closedStageId, name: 'done', customer_label: words('Done'), status: 'closed', position: 1 },
    ])
    .execute();
  await db
    .insertInto('property_definitions')
    .values([
      {
        portal_id,
        name: 'product',
        label: words('Product'),
        type: 'select',
        options: JSON.stringify([{ value: 'lamp', label: { en: 'Lamp', fi: 'Lamppu' } }]),
        is_shown: true,
        position: 0,
      },
      { portal_id, name: 'priority', label: words('Priority'), type: 'text', is_shown: false, position: 1 },
    ])
    .execute();
  await db
    .insertInto('forms')
    .values({
      id: made.formId,
      portal_id,
      inbox_id: made.inboxId,
      stage_id: made.openStageId,
      title: words('File a support ticket'),
      submit_label: words('Send'),
      name: made.formId,
      sections: JSON.stringify([{ fields: FIELDS }]),
      position: 0,
    })
    .execute();
  return { ...made, slug };
}

/** Makes a company of a portal. */
export async function makeCompany(portal: MadePortal, name = 'Lumen Studios'): Promise<{ id: string; name: string }> {
  const { db } = await testDatabase();
  const id = newId();
  await db.insertInto('companies').values({ id, portal_id: portal.id, name }).execute();
  return { id, name };
}

export interface MadeContact {
  id: string;
  email: string;
  name: string;
  companyId: string | null;
}

/** Makes a person who signs in with {@link PASSWORD}. */
export async function makeContact(portal: MadePortal, changes: Partial<NewRow<'contacts'>> = {}): Promise<MadeContact> {
  const { db } = await testDatabase();
  passwordHash ??= hashPassword(PASSWORD);
  const id = newId();
  const row = {
    id,
    portal_id: portal.id,
    company_id: null,
    name: 'Mika Virtanen',
    email: `${id.toLowerCase()}@lumen.example`,
    password_hash: await passwordHash,
    ...changes,
  };
  await db.insertInto('contacts').values(row).execute();
  return { id, email: row.email, name: row.name, companyId: row.company_id };
}

export interface MadeTicket {
  id: string;
  number: number;
  threadId: string;
}

let nextNumber = 1;

/** Makes a ticket of a contact with a thread and, when there is text, a first message. */
export async function makeTicket(
  portal: MadePortal,
  contact: MadeContact,
  { text, ...changes }: Partial<NewRow<'tickets'>> & { text?: string } = {},
): Promise<MadeTicket> {
  const { db } = await testDatabase();
  const status = changes.status ?? 'open';
  const row = {
    id: newId(),
    portal_id: portal.id,
    number: (nextNumber += 1),
    subject: 'The lamp flickers',
    contact_id: contact.id,
    company_id: contact.companyId,
    inbox_id: portal.inboxId,
    stage_id: status === 'open' ? portal.openStageId : portal.closedStageId,
    status,
    ...changes,
  };
  await db
    .insertInto('tickets')
    .values({ ...row, search: sql<string>`portico_words(${`${row.number} ${row.subject}`})` })
    .execute();
  const threadId = await makeThread(portal, row.id);
  if (text !== undefined) await makeMessage({ ticketId: row.id, threadId, text });
  return { id: row.id, number: row.number, threadId };
}

/** Makes a thread of a ticket. */
export async function makeThread(
  portal: MadePortal,
  ticketId: string,
  changes: Partial<NewRow<'threads'>> = {},
): Promise<string> {
  const { db } = await testDatabase();
  const id = newId();
  await db
    .insertInto('threads')
    .values({ id, ticket_id: ticketId, inbox_id: portal.inboxId, channel: 'email', ...changes })
    .execute();
  return id;
}

/** Makes a message of the team, and has it found. */
export async function makeMessage(message: {
  ticketId: string;
  threadId: string;
  text: string;
  createdAt?: Date;
}): Promise<string> {
  const { db } = await testDatabase();
  const id = newId();
  await db
    .insertInto('messages')
    .values({
      id,
      ticket_id: message.ticketId,
      thread_id: message.threadId,
      author_kind: 'team',
      author_name: 'Anna of the team',
      channel: 'email',
      source: message.text,
      source_type: 'text/plain',
      html: `<p>${message.text.replaceAll('<', '&lt;')}</p>`,
      text: message.text,
      ...(message.createdAt && { created_at: message.createdAt }),
    })
    .execute();
  await addWords(db, message.ticketId, message.text);
  return id;
}

async function addWords(db: Database, ticketId: string, text: string): Promise<void> {
  await db
    .updateTable('tickets')
    .set({ search: sql<string>`portico_add_words(search, ${text})` })
    .where('id', '=', ticketId)
    .execute();
}
