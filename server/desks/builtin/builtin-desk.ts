import type { Requester } from '../../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../../db/database.ts';
import {
  inboxForNewThread,
  insertCustomerMessage,
  insertThread,
  replyThread,
  selectAttachmentsOf,
  selectMessage,
  selectMessages,
} from '../../stores/messages.ts';
import {
  firstOpenStage,
  insertTicket,
  lockTicket,
  recordActivity,
  selectMatchingMessages,
  selectTicket,
  selectTickets,
  wordsOf,
} from '../../stores/tickets.ts';
import { listShownProperties, type ShownProperty } from '../../stores/properties.ts';
import { markRead, markWritten, selectFirstUnread, selectReading } from '../../stores/read-marks.ts';
import type { ReadyCondition } from '../../stores/ticket-conditions.ts';
import { selectPlaces } from '../../stores/ticket-list.ts';
import type { PropertyCondition, TicketPosition, TicketQuery } from '../../ticket-query.ts';
import type { Desk, DeskMessage, DeskProperty, DeskTicket, WrittenMessage, WrittenTicket } from '../desk.ts';
import { excerpt, hasEveryWord } from './excerpt.ts';

type TicketRow = Awaited<ReturnType<typeof selectTickets>>[number];
type MessageRow = Awaited<ReturnType<typeof selectMessages>>[number];

/** The help desk of this server's own database. */
export class BuiltinDesk implements Desk {
  readonly capabilities = {
    search: true,
    organization: true,
    openTickets: true,
    reply: true,
    reopen: true,
    attachments: true,
  };
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async listTickets(requester: Requester, query: TicketQuery) {
    const words = query.search === null ? null : await wordsOf(this.#db, query.search);
    // Something was looked for that has no letter or digit: nothing is found by it.
    const conditions = await this.#ready(query.conditions);
    if (words?.length === 0 || conditions === null) return { tickets: [], next: null };
    const places = await selectPlaces(requester, this.#db, { ...query, conditions, words });
    const page = places.slice(0, query.limit);
    return {
      tickets: await this.#rows(requester, page, words),
      next: places.length > query.limit ? (page.at(-1) ?? null) : null,
    };
  }

  /** Conditions with their texts as words; null when one has none, which no ticket fits. */
  async #ready(conditions: readonly PropertyCondition[]): Promise<ReadyCondition[] | null> {
    const ready: ReadyCondition[] = [];
    for (const condition of conditions) {
      if (condition.kind !== 'words') ready.push(condition);
      else {
        const words = await wordsOf(this.#db, condition.text);
        if (words.length === 0) return null;
        ready.push({ property: condition.property, kind: 'words', words });
      }
    }
    return ready;
  }

  async #rows(requester: Requester, places: readonly TicketPosition[], words: readonly string[] | null) {
    const found = await selectTickets(
      requester,
      this.#db,
      places.map(({ number }) => number),
    );
    const byNumber = new Map(found.map((row) => [row.number, row]));
    const rows = places.flatMap(({ number }) => byNumber.get(number) ?? []);
    const definitions = await listShownProperties(this.#db, requester.portalId);
    const ids = rows.map(({ id }) => id);
    const reading = new Map((await selectReading(requester, this.#db, ids)).map((row) => [row.id, row]));
    const snippets = words && (await this.#snippets(requester, rows, words));
    return rows.map((row) => {
      const { unread = 0, seen_status, seen_stage_id } = reading.get(row.id) ?? {};
      return {
        ...ticketOf(row),
        properties: propertiesOf(row, definitions),
        unread,
        seen: seen_status && seen_stage_id ? { status: seen_status, stageId: seen_stage_id } : null,
        snippet: snippets?.get(row.id) ?? null,
      };
    });
  }

  async #snippets(requester: Requester, rows: readonly TicketRow[], words: readonly string[]) {
    const others = rows.filter(({ subject }) => !hasEveryWord(subject, words));
    const ids = others.map(({ id }) => id);
    const texts = new Map(
      (await selectMatchingMessages(requester, this.#db, ids, words)).map((row) => [row.ticket_id, row.text]),
    );
    return new Map(rows.map(({ id, subject }) => [id, excerpt(texts.get(id) ?? subject, words)]));
  }

  async findTicket(requester: Requester, ticketId: string) {
    const row = await selectTicket(requester, this.#db, ticketId);
    if (!row) return null;
    const definitions = await listShownProperties(this.#db, requester.portalId);
    return { ...ticketOf(row), properties: propertiesOf(row, definitions) };
  }

  async openTicket(requester: Requester, ticket: WrittenTicket, transaction: DatabaseTransaction): Promise<void> {
    const { message } = ticket;
    const inboxId = (await inboxForNewThread(requester, ticket.inboxId, transaction)) ?? ticket.inboxId;
    await insertTicket(requester, { ...ticket, inboxId, at: message.at }, transaction);
    const threadId = await insertThread({ ticketId: ticket.id, inboxId, channel: 'form', at: message.at }, transaction);
    await this.#write(
      requester,
      { ticketId: ticket.id, threadId, channel: 'form', message, openedInto: null },
      transaction,
    );
    await markWritten(requester, ticket.id, { opens: true }, transaction);
  }

  async listMessages(requester: Requester, ticketId: string, page: { limit: number; before: number | null }) {
    if (!(await selectTicket(requester, this.#db, ticketId))) return null;
    const rows = await selectMessages(requester, this.#db, { ticketId, ...page });
    const newest = rows.slice(0, page.limit);
    const earlier = rows.length > page.limit ? (newest.at(-1)?.seq ?? null) : null;
    const unreadFrom = await selectFirstUnread(requester, this.#db, ticketId);
    return { messages: (await this.#withAttachments(requester, newest)).reverse(), earlier, unreadFrom };
  }

  async markRead(requester: Requester, ticketId: string, messageId: string) {
    if (!(await selectTicket(requester, this.#db, ticketId))) return null;
    return markRead(requester, this.#db, { ticketId, messageId });
  }

  async findMessage(requester: Requester, messageId: string) {
    const row = await selectMessage(requester, this.#db, messageId);
    return row ? ((await this.#withAttachments(requester, [row]))[0] ?? null) : null;
  }

  async addReply(
    requester: Requester,
    { ticketId, message, mayReopen }: { ticketId: string; message: WrittenMessage; mayReopen: boolean },
    transaction: DatabaseTransaction,
  ): Promise<boolean> {
    const ticket = await lockTicket(requester, ticketId, transaction);
    if (!ticket) return false;
    if (ticket.status === 'closed' && !mayReopen) return false;
    const openedInto = ticket.status === 'closed' ? await firstOpenStage(ticket.stage_id, transaction) : null;
    const threadId =
      (await replyThread(ticketId, transaction)) ??
      (await this.#newThread(requester, ticketId, message.at, transaction));
    if (threadId === null) return false;
    await this.#write(requester, { ticketId, threadId, channel: 'portal', message, openedInto }, transaction);
    await markWritten(requester, ticketId, { opens: false }, transaction);
    return true;
  }

  async #newThread(
    requester: Requester,
    ticketId: string,
    at: Date,
    transaction: DatabaseTransaction,
  ): Promise<string | null> {
    const inboxId = await inboxForNewThread(requester, null, transaction);
    return inboxId === null ? null : insertThread({ ticketId, inboxId, channel: 'portal', at }, transaction);
  }

  async #write(
    requester: Requester,
    written: {
      ticketId: string;
      threadId: string;
      channel: 'portal' | 'form';
      message: WrittenMessage;
      openedInto: string | null;
    },
    transaction: DatabaseTransaction,
  ): Promise<void> {
    const { message, ticketId, threadId, channel, openedInto } = written;
    await insertCustomerMessage(requester, { ...message, ticketId, threadId, channel }, transaction);
    await recordActivity(ticketId, { text: message.text, at: message.at, openedInto }, transaction);
  }

  async #withAttachments(requester: Requester, rows: readonly MessageRow[]): Promise<DeskMessage[]> {
    const ids = rows.map(({ id }) => id);
    const attachments = Map.groupBy(await selectAttachmentsOf(requester, this.#db, ids), (row) => row.message_id);
    return rows.map((row) => ({
      id: row.id,
      contactId: row.contact_id,
      authorKind: row.author_kind,
      authorName: row.author_name,
      channel: row.channel,
      createdAt: row.created_at,
      html: row.html,
      attachments: (attachments.get(row.id) ?? []).map(({ id, name, media_type, size, state }) => ({
        id,
        name,
        mediaType: media_type,
        size,
        state,
      })),
    }));
  }
}

function ticketOf(row: Omit<TicketRow, 'properties'>): DeskTicket {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status,
    stage: { id: row.stage_id, label: row.customer_label },
    createdAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    contactId: row.contact_id,
    contactName: row.contact_name,
    organization: row.organization,
  };
}

/** The values of the properties that customers see. */
function propertiesOf({ properties }: Pick<TicketRow, 'properties'>, shown: readonly ShownProperty[]): DeskProperty[] {
  return shown.flatMap((definition) => {
    const value = properties[definition.name];
    return value === undefined ? [] : [{ ...definition, value }];
  });
}
