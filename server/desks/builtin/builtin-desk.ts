import type { Requester } from '../../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../../db/database.ts';
import type { TicketStatus } from '../../db/tables.ts';
import {
  inboxForNewThread,
  insertCustomerMessage,
  insertThread,
  replyThread,
  selectAttachmentsOf,
  selectMessage,
  selectMessageSource,
  selectMessages,
  selectPeople,
} from '../../stores/messages.ts';
import { selectRating, writeRating } from '../../stores/ratings.ts';
import { recordStatusChange, selectStatusChanges } from '../../stores/status-changes.ts';
import {
  firstStage,
  insertTicket,
  lockTicket,
  recordActivity,
  selectFollowUps,
  selectMatchingMessages,
  selectTicket,
  selectTickets,
  wordsOf,
} from '../../stores/tickets.ts';
import { listShownProperties, type ShownProperty } from '../../stores/properties.ts';
import { countUnread, markRead, markWritten, selectFirstUnread, selectReading } from '../../stores/read-marks.ts';
import type { ReadyCondition } from '../../stores/ticket-conditions.ts';
import { selectPlaces } from '../../stores/ticket-list.ts';
import type { PropertyCondition, TicketPosition, TicketQuery } from '../../ticket-query.ts';
import type {
  Desk,
  DeskMessage,
  DeskPerson,
  DeskProperty,
  DeskStatusChange,
  DeskTicket,
  WrittenMessage,
  WrittenTicket,
} from '../desk.ts';
import { excerpt, hasEveryWord } from './excerpt.ts';

type TicketRow = Awaited<ReturnType<typeof selectTickets>>[number];
type ChangeRow = Awaited<ReturnType<typeof selectStatusChanges>>[number];
type MessageRow = Awaited<ReturnType<typeof selectMessages>>[number];

/** The help desk of this server's own database. */
export class BuiltinDesk implements Desk {
  readonly capabilities = {
    search: true,
    organization: true,
    openTickets: true,
    reply: true,
    reopen: true,
    close: true,
    rate: true,
    followUp: true,
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
    const [people, followUps, before, rating] = await Promise.all([
      selectPeople(requester, this.#db, ticketId),
      selectFollowUps(requester, this.#db, ticketId),
      row.follow_up_of === null ? undefined : selectTicket(requester, this.#db, row.follow_up_of),
      selectRating(requester, this.#db, ticketId),
    ]);
    return {
      ...ticketOf(row),
      properties: propertiesOf(row, definitions),
      closedAt: row.closed_at,
      people: peopleOf(row, people),
      followUpOf: before ? { id: before.id, number: before.number, subject: before.subject } : null,
      followUps,
      rating: rating
        ? { value: rating.value, comment: rating.comment, givenAt: rating.given_at, changedAt: rating.changed_at }
        : null,
    };
  }

  async openTicket(requester: Requester, ticket: WrittenTicket, transaction: DatabaseTransaction): Promise<void> {
    const { message } = ticket;
    const inboxId = (await inboxForNewThread(requester, ticket.inboxId, transaction)) ?? ticket.inboxId;
    await insertTicket(requester, { ...ticket, inboxId, at: message.at }, transaction);
    const threadId = await insertThread({ ticketId: ticket.id, inboxId, channel: 'form', at: message.at }, transaction);
    await this.#write(requester, { ticketId: ticket.id, threadId, channel: 'form', message }, transaction);
    await markWritten(requester, ticket.id, { opens: true }, transaction);
  }

  async listMessages(requester: Requester, ticketId: string, page: { limit: number; before: number | null }) {
    if (!(await selectTicket(requester, this.#db, ticketId))) return null;
    const rows = await selectMessages(requester, this.#db, { ticketId, ...page });
    const newest = rows.slice(0, page.limit);
    const earlier = rows.length > page.limit ? (newest.at(-1)?.seq ?? null) : null;
    const unreadFrom = await selectFirstUnread(requester, this.#db, ticketId);
    const place = { ticketId, from: earlier, before: page.before };
    const changes = requester.seesAllThreads ? await selectStatusChanges(requester, this.#db, place) : [];
    return {
      messages: (await this.#withAttachments(requester, newest)).reverse(),
      changes: changes.map((row) => changeOf(row, newest)),
      earlier,
      unreadFrom,
    };
  }

  async markRead(requester: Requester, ticketId: string, messageId: string) {
    if (!(await selectTicket(requester, this.#db, ticketId))) return null;
    return markRead(requester, this.#db, { ticketId, messageId });
  }

  async countUnread(requester: Requester) {
    return countUnread(requester, this.#db);
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
    const threadId =
      (await replyThread(ticketId, transaction)) ??
      (await this.#newThread(requester, ticketId, message.at, transaction));
    if (threadId === null) return false;
    await this.#write(requester, { ticketId, threadId, channel: 'portal', message }, transaction);
    if (ticket.status === 'open') await markWritten(requester, ticketId, { opens: false }, transaction);
    else await this.#move(requester, ticket, { status: 'open', name: message.authorName, at: message.at }, transaction);
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
    },
    transaction: DatabaseTransaction,
  ): Promise<void> {
    const { message, ticketId, threadId, channel } = written;
    await insertCustomerMessage(requester, { ...message, ticketId, threadId, channel }, transaction);
    await recordActivity(ticketId, { text: message.text, at: message.at }, transaction);
  }

  async setStatus(
    requester: Requester,
    { ticketId, ...move }: { ticketId: string; status: TicketStatus; name: string; at: Date },
    transaction: DatabaseTransaction,
  ): Promise<boolean> {
    const ticket = await lockTicket(requester, ticketId, transaction);
    if (!ticket) return false;
    return ticket.status === move.status || this.#move(requester, ticket, move, transaction);
  }

  /** Moves a locked ticket to the first stage of its pipeline with a status; false when there is none. */
  async #move(
    requester: Requester,
    ticket: { id: string; stage_id: string },
    { status, name, at }: { status: TicketStatus; name: string; at: Date },
    transaction: DatabaseTransaction,
  ): Promise<boolean> {
    const toStageId = await firstStage(status, ticket.stage_id, transaction);
    if (toStageId === null) return false;
    const by = { kind: 'customer', contactId: requester.contactId, name } as const;
    const isMoved = await recordStatusChange({ ticketId: ticket.id, toStageId, by, at }, transaction);
    await markWritten(requester, ticket.id, { opens: false }, transaction);
    return isMoved;
  }

  async rate(
    requester: Requester,
    rating: { ticketId: string; value: number; comment: string | null; at: Date },
    transaction: DatabaseTransaction,
  ): Promise<boolean> {
    const ticket = await lockTicket(requester, rating.ticketId, transaction);
    if (ticket?.status !== 'closed') return false;
    await writeRating(requester, rating, transaction);
    return true;
  }

  async findSource(requester: Requester, messageId: string) {
    const row = await selectMessageSource(requester, this.#db, messageId);
    return row ? { mediaType: row.source_type, text: row.source } : null;
  }

  async #withAttachments(requester: Requester, rows: readonly MessageRow[]): Promise<DeskMessage[]> {
    const ids = rows.map(({ id }) => id);
    const attachments = Map.groupBy(await selectAttachmentsOf(requester, this.#db, ids), (row) => row.message_id);
    return rows.map((row) => ({
      id: row.id,
      ticketId: row.ticket_id,
      contactId: row.contact_id,
      authorKind: row.author_kind,
      authorName: row.author_name,
      channel: row.channel,
      createdAt: row.created_at,
      html: row.html,
      attachments: (attachments.get(row.id) ?? []).map(({ id, name, media_type, size, content_id, state }) => ({
        id,
        name,
        mediaType: media_type,
        size,
        state,
        contentId: content_id,
      })),
    }));
  }
}

/** A change, at the last message before it of those that are shown. The messages are the newest first. */
function changeOf(row: ChangeRow, messages: readonly MessageRow[]): DeskStatusChange {
  return {
    id: row.id,
    after: messages.find(({ seq }) => seq <= row.after_seq)?.id ?? null,
    contactId: row.contact_id,
    authorKind: row.author_kind,
    authorName: row.author_name,
    at: row.created_at,
    from: { status: row.from_status, stage: { id: row.from_id, label: row.from_label } },
    to: { status: row.to_status, stage: { id: row.to_id, label: row.to_label } },
  };
}

/** Whose ticket it is, then who wrote, each once. */
function peopleOf(
  ticket: { contact_id: string; contact_name: string },
  authors: Awaited<ReturnType<typeof selectPeople>>,
): DeskPerson[] {
  const people = new Map<string, DeskPerson>();
  const owner = { contactId: ticket.contact_id, authorKind: 'customer', authorName: ticket.contact_name } as const;
  people.set(ticket.contact_id, owner);
  for (const { contact_id, agent_id, author_kind, author_name } of authors) {
    const key = contact_id ?? agent_id ?? `${author_kind} ${author_name}`;
    if (!people.has(key)) people.set(key, { contactId: contact_id, authorKind: author_kind, authorName: author_name });
  }
  return [...people.values()];
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
