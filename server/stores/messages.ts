import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { Channel } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { visibleMessages } from './visibility.ts';

const columns = [
  'messages.id',
  'messages.seq',
  'messages.ticket_id',
  'messages.contact_id',
  'messages.author_kind',
  'messages.author_name',
  'messages.channel',
  'messages.created_at',
  'messages.html',
] as const;

/** The newest messages of a ticket before a place, newest first, one more than the limit when there are more. */
export async function selectMessages(
  requester: Requester,
  db: Database,
  { ticketId, limit, before }: { ticketId: string; limit: number; before: number | null },
) {
  return visibleMessages(requester, db)
    .where('messages.ticket_id', '=', ticketId)
    .$if(before !== null, (query) => query.where('messages.seq', '<', before ?? 0))
    .orderBy('messages.seq', 'desc')
    .limit(limit + 1)
    .select(columns)
    .execute();
}

/** One message the person may see. */
export async function selectMessage(requester: Requester, db: Database, messageId: string) {
  return visibleMessages(requester, db).where('messages.id', '=', messageId).select(columns).executeTakeFirst();
}

/** A message as it was written or received. */
export async function selectMessageSource(requester: Requester, db: Database, messageId: string) {
  return visibleMessages(requester, db)
    .where('messages.id', '=', messageId)
    .select(['messages.source', 'messages.source_type'])
    .executeTakeFirst();
}

/** The words of a message. */
export async function selectMessageText(requester: Requester, db: Database, messageId: string): Promise<string | null> {
  const row = await visibleMessages(requester, db)
    .where('messages.id', '=', messageId)
    .select('messages.text')
    .executeTakeFirst();
  return row?.text ?? null;
}

// Who wrote longer ago than this is not looked for.
const MESSAGES_ASKED = 500;

/** Who wrote the visible messages of a ticket, the first of them first. */
export async function selectPeople(requester: Requester, db: Database, ticketId: string) {
  const recent = visibleMessages(requester, db)
    .where('messages.ticket_id', '=', ticketId)
    .orderBy('messages.seq', 'desc')
    .limit(MESSAGES_ASKED)
    .select([
      'messages.seq',
      'messages.contact_id',
      'messages.agent_id',
      'messages.author_kind',
      'messages.author_name',
    ]);
  return db
    .selectFrom(recent.as('recent'))
    .groupBy(['recent.contact_id', 'recent.agent_id', 'recent.author_kind', 'recent.author_name'])
    .orderBy((eb) => eb.fn.min('recent.seq'))
    .select(['recent.contact_id', 'recent.agent_id', 'recent.author_kind', 'recent.author_name'])
    .execute();
}

/** The files of messages that were selected for the person. */
export async function selectAttachmentsOf(requester: Requester, db: Database, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  return visibleMessages(requester, db)
    .innerJoin('attachments', 'attachments.message_id', 'messages.id')
    .where('messages.id', 'in', messageIds)
    .orderBy('attachments.position')
    .select([
      'attachments.id',
      'attachments.message_id',
      'attachments.name',
      'attachments.media_type',
      'attachments.size',
      'attachments.state',
      'attachments.content_id',
    ])
    .execute();
}

/** The thread a reply goes to: the newest of the ticket, unless mail of its inbox is not for customers to see. */
export async function replyThread(ticketId: string, transaction: DatabaseTransaction): Promise<string | null> {
  const newest = await transaction
    .selectFrom('threads')
    .innerJoin('inboxes', 'inboxes.id', 'threads.inbox_id')
    .where('threads.ticket_id', '=', ticketId)
    .orderBy('threads.created_at', 'desc')
    .orderBy('threads.id', 'desc')
    .select(['threads.id', 'inboxes.is_connected'])
    .executeTakeFirst();
  return newest?.is_connected === true ? newest.id : null;
}

/** The inbox that takes a new conversation: the given or the portal's default one when connected, else any connected one. */
export async function inboxForNewThread(
  requester: Requester,
  preferred: string | null,
  transaction: DatabaseTransaction,
) {
  const inboxes = await transaction
    .selectFrom('inboxes')
    .innerJoin('portals', 'portals.id', 'inboxes.portal_id')
    .where('inboxes.portal_id', '=', requester.portalId)
    .where('inboxes.is_connected', '=', true)
    .orderBy('inboxes.id')
    .select(['inboxes.id', 'portals.default_inbox_id'])
    .execute();
  const inbox =
    inboxes.find(({ id }) => id === preferred) ??
    inboxes.find(({ id, default_inbox_id }) => id === default_inbox_id) ??
    inboxes[0];
  return inbox?.id ?? null;
}

/** Begins a thread. */
export async function insertThread(
  thread: { ticketId: string; inboxId: string; channel: Channel; at: Date },
  transaction: DatabaseTransaction,
): Promise<string> {
  const id = newId();
  await transaction
    .insertInto('threads')
    .values({
      id,
      ticket_id: thread.ticketId,
      inbox_id: thread.inboxId,
      channel: thread.channel,
      created_at: thread.at,
    })
    .execute();
  return id;
}

/** Writes down what a customer said. */
export async function insertCustomerMessage(
  requester: Requester,
  message: {
    id: string;
    ticketId: string;
    threadId: string;
    channel: Channel;
    authorName: string;
    source: string;
    html: string;
    text: string;
    at: Date;
  },
  transaction: DatabaseTransaction,
): Promise<void> {
  await transaction
    .insertInto('messages')
    .values({
      id: message.id,
      ticket_id: message.ticketId,
      thread_id: message.threadId,
      contact_id: requester.contactId,
      author_kind: 'customer',
      author_name: message.authorName,
      channel: message.channel,
      source: message.source,
      source_type: 'text/markdown',
      html: message.html,
      text: message.text,
      created_at: message.at,
    })
    .execute();
}
