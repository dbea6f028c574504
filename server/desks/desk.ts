import type { Requester } from '../accounts/requester.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import type {
  Channel,
  FileState,
  PropertyType,
  PropertyValue,
  StoredOption,
  TicketStatus,
  Words,
} from '../db/tables.ts';
import type { TicketPosition, TicketQuery } from '../ticket-query.ts';

/** What a help desk can do; what it cannot is not offered. */
export interface Capabilities {
  readonly search: boolean;
  readonly organization: boolean;
  readonly openTickets: boolean;
  readonly reply: boolean;
  readonly reopen: boolean;
  readonly attachments: boolean;
}

/** A ticket as a desk knows it; words by language. */
export interface DeskTicket {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly stage: { readonly id: string; readonly label: Words };
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  readonly contactId: string;
  readonly contactName: string;
  readonly organization: string | null;
}

/** One property of a ticket that customers may see. */
export interface DeskProperty {
  readonly name: string;
  readonly label: Words;
  readonly type: PropertyType;
  readonly options: readonly StoredOption[];
  readonly value: PropertyValue;
}

/** A ticket with its properties. */
export interface DeskTicketDetail extends DeskTicket {
  readonly properties: readonly DeskProperty[];
}

/** A piece of an excerpt. */
export interface SnippetPart {
  readonly text: string;
  readonly match: boolean;
}

/** A ticket as a row of the list. */
export interface DeskTicketRow extends DeskTicketDetail {
  /** How many visible messages of others the person has not read, a hundred at most. */
  readonly unread: number;
  /** As it was when the person last read it; null when they never did. */
  readonly seen: { readonly status: string; readonly stageId: string } | null;
  /** Where the searched words were found; null when nothing was searched. */
  readonly snippet: readonly SnippetPart[] | null;
}

/** Something said between customer and team. A note has no place here. */
export interface DeskMessage {
  readonly id: string;
  readonly contactId: string | null;
  readonly authorKind: 'customer' | 'team';
  readonly authorName: string;
  readonly channel: Channel;
  readonly createdAt: Date;
  readonly html: string;
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly state: FileState;
  }[];
}

/** What a customer writes, rendered once. */
export interface WrittenMessage {
  readonly id: string;
  readonly authorName: string;
  readonly source: string;
  readonly html: string;
  readonly text: string;
  readonly at: Date;
}

/** A ticket that a customer opens. */
export interface WrittenTicket {
  readonly id: string;
  readonly subject: string;
  readonly inboxId: string;
  readonly stageId: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly message: WrittenMessage;
}

/**
 * A help desk. What writes is handed the transaction in which the request's Idempotency-Key is remembered: the desk of this
 * server writes in it; a desk elsewhere passes on the ids, which are the same however often the request is repeated.
 */
export interface Desk {
  readonly capabilities: Capabilities;
  listTickets(
    requester: Requester,
    query: TicketQuery,
  ): Promise<{ tickets: DeskTicketRow[]; next: TicketPosition | null }>;
  findTicket(requester: Requester, ticketId: string): Promise<DeskTicketDetail | null>;
  openTicket(requester: Requester, ticket: WrittenTicket, transaction: DatabaseTransaction): Promise<void>;
  /** Null when the ticket is not there; the newest page first, oldest message first in it. `unreadFrom` is a message's id. */
  listMessages(
    requester: Requester,
    ticketId: string,
    page: { limit: number; before: number | null },
  ): Promise<{ messages: DeskMessage[]; earlier: number | null; unreadFrom: string | null } | null>;
  /** Marks a ticket as read up to a message; null when the ticket is not there, false when the message is not one of it. */
  markRead(requester: Requester, ticketId: string, messageId: string): Promise<boolean | null>;
  findMessage(requester: Requester, messageId: string): Promise<DeskMessage | null>;
  /** Adds a reply; false when the ticket is not there or, by now, does not take one. */
  addReply(
    requester: Requester,
    reply: { ticketId: string; message: WrittenMessage; mayReopen: boolean },
    transaction: DatabaseTransaction,
  ): Promise<boolean>;
}
