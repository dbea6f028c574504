import { sql } from 'kysely';
import { sanitized } from '../accounts/admission.ts';
import { giveReceipt } from '../accounts/consent.ts';
import { hashPassword } from '../accounts/passwords.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { Channel, NewRow } from '../db/tables.ts';
import type { FileStorage } from '../files/storage.ts';
import { replaceArticles } from '../stores/articles.ts';
import { demoArticles } from './articles.ts';
import { compose, isAgent, momentOf } from './compose.ts';
import { FORMS } from './forms.ts';
import { demoId } from './ids.ts';
import { MORE_PROPERTIES, SEEN_IN, UNREAD } from './list.ts';
import { STORIES } from './stories/index.ts';
import { milliseconds, type AuthorKey, type Story } from './story.ts';
import {
  AGENTS,
  COMPANIES,
  CONSENT,
  CUSTOMERS,
  DEMO_PASSWORD,
  INBOXES,
  PIPELINES,
  PORTAL,
  PROPERTIES,
} from './world.ts';

const FIRST_NUMBER = 1001;
/** Where tickets that began in the portal were written. */
const WRITTEN_AT = { pageUrl: 'https://wrenfield.example/support', pageTitle: 'Wrenfield Support', product: 'Roost' };
const PORTAL_ID = demoId('portal', PORTAL.slug);

/** The rows of all stories, in the order of time. */
interface Rows {
  tickets: NewRow<'tickets'>[];
  threads: NewRow<'threads'>[];
  messages: (NewRow<'messages'> & { created_at: Date })[];
  attachments: NewRow<'attachments'>[];
  notes: NewRow<'notes'>[];
  changes: NewRow<'status_changes'>[];
}

/**
 * Fills the demo's portal: the same ids, numbers and words each time, with the newest message four minutes before `now`.
 * Does nothing where the portal is there already, whatever has happened in it since.
 */
export async function seedDemo(db: Database, files: FileStorage, now: Date): Promise<void> {
  const there = await db.selectFrom('portals').where('slug', '=', PORTAL.slug).select('id').executeTakeFirst();
  if (there) return;
  const rows = rowsOf(now);
  // Bytes first: whoever finds an attachment finds its file. The keys are the same if this is interrupted and done again.
  await storeFiles(files);
  const people = await contacts();
  const articles = await demoArticles();
  await db.transaction().execute(async (transaction) => {
    if (!(await insertPortal(transaction, now))) return;
    await insertWorld(transaction, people);
    await insertConsent(transaction, now);
    await transaction.insertInto('tickets').values(rows.tickets).execute();
    await transaction.insertInto('threads').values(rows.threads).execute();
    await transaction.insertInto('messages').values(rows.messages).execute();
    await transaction.insertInto('attachments').values(rows.attachments).execute();
    await transaction.insertInto('notes').values(rows.notes).execute();
    await transaction.insertInto('status_changes').values(rows.changes).execute();
    await sql`
      update status_changes set after_seq = coalesce((
        select max(messages.seq) from messages
        where messages.ticket_id = status_changes.ticket_id and messages.created_at <= status_changes.created_at), 0)
      from tickets where tickets.id = status_changes.ticket_id and tickets.portal_id = ${PORTAL_ID}`.execute(
      transaction,
    );
    await sql`
      update tickets set search = portico_add_words(
        portico_words(tickets.number || ' ' || tickets.subject),
        (select string_agg(messages.text, ' ') from messages where messages.ticket_id = tickets.id))
      where tickets.portal_id = ${PORTAL_ID}`.execute(transaction);
    await insertReadMarks(transaction);
    await replaceArticles(transaction, PORTAL_ID, articles);
  });
}

function rowsOf(now: Date): Rows {
  const newest = newestMoment(now);
  const stories = STORIES.toSorted((a, b) => milliseconds(b.turns[0]!.ago) - milliseconds(a.turns[0]!.ago));
  const rows: Rows = { tickets: [], threads: [], messages: [], attachments: [], notes: [], changes: [] };
  stories.forEach((story, index) => addStory(rows, story, FIRST_NUMBER + index, newest));
  rows.messages.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
  return rows;
}

/** Stories count back from this moment: the youngest turn is said to be four minutes old, so that is `now` itself. */
function newestMoment(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000);
}

function addStory(rows: Rows, story: Story, number: number, newest: Date): void {
  const ticketId = demoId('ticket', story.key);
  const inbox = inboxOf(story);
  rows.tickets.push({
    id: ticketId,
    portal_id: PORTAL_ID,
    number,
    subject: story.subject,
    contact_id: demoId('contact', story.by),
    company_id: demoId('company', CUSTOMERS[story.by].company),
    inbox_id: demoId('inbox', inbox),
    stage_id: demoId('stage', story.stage),
    status: statusOf(story),
    properties: JSON.stringify({ ...story.properties, ...MORE_PROPERTIES[story.key] }),
    context: JSON.stringify(story.turns[0]?.channel === 'portal' ? WRITTEN_AT : {}),
    created_at: momentOf(story.turns[0]!, newest),
    last_activity_at: momentOf(story.turns.at(-1)!, newest),
    closed_at: statusOf(story) === 'closed' ? momentOf(story.turns.at(-1)!, newest) : null,
  });
  rows.changes.push(...changesOf(story, newest));
  const threads = new Map<string, string>();
  story.turns.forEach((turn, index) => {
    const messageId = demoId('message', `${story.key}/${index}`);
    const at = momentOf(turn, newest);
    const line = lineOf(turn.channel);
    const threadId = threads.get(line) ?? demoId('thread', `${story.key}/${line}`);
    if (!threads.has(line)) {
      threads.set(line, threadId);
      rows.threads.push({
        id: threadId,
        ticket_id: ticketId,
        inbox_id: demoId('inbox', inbox),
        channel: turn.channel,
        created_at: at,
      });
    }
    const { sourceType, ...content } = compose(story, index, newest);
    rows.messages.push({
      id: messageId,
      ticket_id: ticketId,
      thread_id: threadId,
      ...authorOf(turn.by),
      channel: turn.channel,
      ...content,
      source_type: sourceType,
      created_at: at,
    });
    turn.files.forEach((file, position) => {
      rows.attachments.push({
        id: demoId('attachment', `${story.key}/${index}/${position}`),
        message_id: messageId,
        position,
        name: file.name,
        media_type: file.mediaType,
        size: file.bytes().length,
        storage_key: storageKey(story, index, position),
        content_id: file.name,
        state: file.state ?? 'ready',
        created_at: at,
      });
    });
  });
  story.notes.forEach((note, index) => {
    const { name } = AGENTS[note.by];
    rows.notes.push({
      id: demoId('note', `${story.key}/${index}`),
      ticket_id: ticketId,
      agent_id: demoId('agent', note.by),
      author_name: name,
      text: note.text,
      created_at: momentOf(note, newest),
    });
  });
}

/** Whoever answers first takes the ticket on; whoever answers last has brought it to where it is. */
function changesOf(story: Story, newest: Date): NewRow<'status_changes'>[] {
  const stages = PIPELINES.find(({ key }) => story.stage.startsWith(`${key}.`))!.stages;
  const answers = story.turns.filter(({ by }) => isAgent(by));
  const [first, last] = [answers[0], answers.at(-1)];
  if (!first || !last || story.stage === stages[0]!.key) return [];
  const isOneStep = first === last || story.stage === stages[1]!.key;
  const moves = isOneStep
    ? [{ from: stages[0]!.key, to: story.stage, turn: last }]
    : [
        { from: stages[0]!.key, to: stages[1]!.key, turn: first },
        { from: stages[1]!.key, to: story.stage, turn: last },
      ];
  return moves.map(({ from, to, turn }, index) => ({
    id: demoId('change', `${story.key}/${index}`),
    ticket_id: demoId('ticket', story.key),
    after_seq: 0,
    from_stage_id: demoId('stage', from),
    to_stage_id: demoId('stage', to),
    ...authorOf(turn.by),
    created_at: momentOf(turn, newest),
  }));
}

/** Portal, form and mail carry one conversation; a chat and a call are conversations of their own. */
function lineOf(channel: Channel): string {
  return channel === 'chat' || channel === 'phone' || channel === 'messenger' ? channel : 'written';
}

function authorOf(key: AuthorKey): Pick<NewRow<'messages'>, 'contact_id' | 'agent_id' | 'author_kind' | 'author_name'> {
  return isAgent(key)
    ? { contact_id: null, agent_id: demoId('agent', key), author_kind: 'team', author_name: AGENTS[key].name }
    : { contact_id: demoId('contact', key), agent_id: null, author_kind: 'customer', author_name: CUSTOMERS[key].name };
}

function inboxOf(story: Story): keyof typeof INBOXES {
  return story.stage.startsWith('orders.') ? 'orders' : 'support';
}

function statusOf(story: Story): 'open' | 'closed' {
  return PIPELINES.flatMap((pipeline) => pipeline.stages).find((stage) => stage.key === story.stage)!.status;
}

function storageKey(story: Story, turn: number, position: number): string {
  return demoId('file', `${story.key}/${turn}/${position}`);
}

async function storeFiles(files: FileStorage): Promise<void> {
  const all = STORIES.flatMap((story) =>
    story.turns.flatMap((turn, index) =>
      turn.files.map((file, position) => ({ key: storageKey(story, index, position), file })),
    ),
  );
  await Promise.all(all.map(({ key, file }) => files.put(key, file.bytes())));
}

async function contacts(): Promise<NewRow<'contacts'>[]> {
  return Promise.all(
    Object.entries(CUSTOMERS).map(async ([key, customer]) => ({
      id: demoId('contact', key),
      portal_id: PORTAL_ID,
      company_id: demoId('company', customer.company),
      name: customer.name,
      email: customer.email,
      password_hash: customer.signsIn ? await hashPassword(DEMO_PASSWORD) : null,
      is_demo: true,
    })),
  );
}

/** False when another server has seeded the portal meanwhile. */
async function insertPortal(transaction: DatabaseTransaction, now: Date): Promise<boolean> {
  const inserted = await transaction
    .insertInto('portals')
    .values({
      id: PORTAL_ID,
      slug: PORTAL.slug,
      name: PORTAL.name,
      is_on: true,
      is_demo: true,
      // The forms are in both; what else is said of the portal is in English.
      languages: ['en', 'fi'],
      email_link: true,
      accent: '#1f5f8b',
      logo_url: '/assets/hosted/icon.svg',
      menu: JSON.stringify([{ label: { en: 'Articles' }, url: '/#articles' }]),
      show_stages: true,
      ticket_access: 'company',
      conversation: 'all-threads',
      closed_ticket_reply: 'reopen',
      reopen_days: 30,
      rating: 'stars',
      access: 'open',
      admin_emails: [AGENTS.sanna.email],
      columns: ['number', 'subject', 'requester', 'property:product', 'created', 'last-activity', 'status'],
      allowed_origins: ['http://localhost:4000', 'http://127.0.0.1:4000'],
      next_ticket_number: FIRST_NUMBER + STORIES.length,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Customers have read what was said to them, but for the newest of some tickets. */
async function insertReadMarks(transaction: DatabaseTransaction): Promise<void> {
  for (const { key, by, stage } of STORIES) {
    const [ticketId, contactId] = [demoId('ticket', key), demoId('contact', by)];
    const seen = SEEN_IN[key] ?? stage;
    await sql`
      insert into read_marks (contact_id, ticket_id, seq, status, stage_id)
      select ${contactId}::text, ${ticketId}::text, coalesce(min(seq) filter (where place <= ${UNREAD[key] ?? 0}) - 1, max(seq), 0),
        (select status from stages where id = ${demoId('stage', seen)}), ${demoId('stage', seen)}::text
      from (
        select seq, row_number() over (order by author_kind = 'team' desc, seq desc) as place
        from messages where ticket_id = ${ticketId}) as numbered`.execute(transaction);
  }
}

/** Those who sign in have agreed; the others have yet to. */
async function insertConsent(transaction: DatabaseTransaction, now: Date): Promise<void> {
  const id = demoId('consent', '1');
  const texts = { en: sanitized(CONSENT.en) };
  const consent = { id, portal_id: PORTAL_ID, version: 1, is_required: true, texts, created_at: now };
  await transaction
    .insertInto('consents')
    .values({ ...consent, texts: JSON.stringify(texts) })
    .execute();
  for (const [key, { signsIn }] of Object.entries(CUSTOMERS)) {
    if (signsIn) await giveReceipt(transaction, demoId('contact', key), { consent, language: 'en' }, now);
  }
}

async function insertWorld(transaction: DatabaseTransaction, people: NewRow<'contacts'>[]): Promise<void> {
  const portal_id = PORTAL_ID;
  await transaction
    .insertInto('inboxes')
    .values(Object.entries(INBOXES).map(([key, inbox]) => ({ id: demoId('inbox', key), portal_id, ...inbox })))
    .execute();
  await transaction
    .updateTable('portals')
    .set({ default_inbox_id: demoId('inbox', 'support') })
    .where('id', '=', portal_id)
    .execute();
  await transaction
    .insertInto('agents')
    .values(Object.entries(AGENTS).map(([key, agent]) => ({ id: demoId('agent', key), portal_id, ...agent })))
    .execute();
  await transaction
    .insertInto('companies')
    .values(Object.entries(COMPANIES).map(([key, name]) => ({ id: demoId('company', key), portal_id, name })))
    .execute();
  await transaction.insertInto('contacts').values(people).execute();
  await transaction
    .insertInto('pipelines')
    .values(PIPELINES.map(({ key, name }, position) => ({ id: demoId('pipeline', key), portal_id, name, position })))
    .execute();
  await transaction
    .insertInto('stages')
    .values(
      PIPELINES.flatMap((pipeline) =>
        pipeline.stages.map((stage, position) => ({
          id: demoId('stage', stage.key),
          pipeline_id: demoId('pipeline', pipeline.key),
          name: stage.name,
          customer_label: JSON.stringify({ en: stage.label }),
          status: stage.status,
          position,
        })),
      ),
    )
    .execute();
  await transaction
    .insertInto('property_definitions')
    .values(
      PROPERTIES.map((property, position) => ({
        portal_id,
        name: property.name,
        label: JSON.stringify(property.label),
        type: property.type,
        options: JSON.stringify(property.options),
        is_shown: property.shown,
        position,
      })),
    )
    .execute();
  await transaction
    .insertInto('forms')
    .values(
      FORMS.map(({ key, title, description, submitLabel, thanks, isOpen, sections }, position) => ({
        id: demoId('form', key),
        portal_id,
        name: key,
        inbox_id: demoId('inbox', 'support'),
        stage_id: demoId('stage', 'support.received'),
        title: JSON.stringify(title),
        description: JSON.stringify(description),
        submit_label: JSON.stringify(submitLabel),
        thanks: thanks && JSON.stringify(thanks),
        is_open: isOpen,
        sections: JSON.stringify(sections),
        position,
      })),
    )
    .execute();
}
