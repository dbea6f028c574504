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
  readonly close: boolean;
  readonly rate: boolean;
  readonly followUp: boolean;
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

/** Somebody who is on a ticket, or did something to it. */
export interface DeskPerson {
  readonly contactId: string | null;
  readonly authorKind: 'customer' | 'team';
  readonly authorName: string;
}

/** Another ticket, as far as a link says. */
export interface DeskTicketReference {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
}

/** What a customer thinks of how a ticket went. */
export interface DeskRating {
  readonly value: number;
  readonly comment: string | null;
  readonly givenAt: Date;
  readonly changedAt: Date;
}

/** A ticket with everything there is to say of it. */
export interface DeskTicketDetail extends DeskTicket {
  readonly properties: readonly DeskProperty[];
  readonly closedAt: Date | null;
  /** Whose ticket it is first, then who wrote. */
  readonly people: readonly DeskPerson[];
  readonly followUpOf: DeskTicketReference | null;
  readonly followUps: readonly DeskTicketReference[];
  readonly rating: DeskRating | null;
}

/** A stage of a ticket with its status. */
export interface DeskState {
  readonly status: TicketStatus;
  readonly stage: DeskTicket['stage'];
}

/** A ticket that went from one stage to another. */
export interface DeskStatusChange extends DeskPerson {
  readonly id: string;
  /** The message it comes after; null before all that are shown with it. */
  readonly after: string | null;
  readonly at: Date;
  readonly from: DeskState;
  readonly to: DeskState;
}

/** A piece of an excerpt. */
export interface SnippetPart {
  readonly text: string;
  readonly match: boolean;
}

/** A ticket as a row of the list. */
export interface DeskTicketRow extends DeskTicket {
  readonly properties: readonly DeskProperty[];
  /** How many visible messages of others the person has not read, a hundred at most. */
  readonly unread: number;
  /** As it was when the person last read it; null when they never did. */
  readonly seen: { readonly status: string; readonly stageId: string } | null;
  /** Where the searched words were found; null when nothing was searched. */
  readonly snippet: readonly SnippetPart[] | null;
}

/** Something said between customer and team. A note has no place here. */
export interface DeskMessage extends DeskPerson {
  readonly id: string;
  readonly ticketId: string;
  readonly channel: Channel;
  readonly createdAt: Date;
  readonly html: string;
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly state: FileState;
    /** The name by which the message's HTML shows it in its place. */
    readonly contentId: string | null;
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
  /** Where it was written, for the team. */
  readonly context: Readonly<Record<string, string>>;
  /** The closed ticket that it goes on with. */
  readonly followUpOf: string | null;
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
  ): Promise<{
    messages: DeskMessage[];
    changes: DeskStatusChange[];
    earlier: number | null;
    unreadFrom: string | null;
  } | null>;
  /** Marks a ticket as read up to a message; null when the ticket is not there, false when the message is not one of it. */
  markRead(requester: Requester, ticketId: string, messageId: string): Promise<boolean | null>;
  /** How many messages the person has not read in their own tickets, counted up to a hundred. */
  countUnread(requester: Requester): Promise<number>;
  findMessage(requester: Requester, messageId: string): Promise<DeskMessage | null>;
  /** Adds a reply; false when the ticket is not there or, by now, does not take one. */
  addReply(
    requester: Requester,
    reply: { ticketId: string; message: WrittenMessage; mayReopen: boolean },
    transaction: DatabaseTransaction,
  ): Promise<boolean>;
  /** Closes a ticket or opens it again; true when it has the status by now, false when that cannot be. */
  setStatus(
    requester: Requester,
    move: { ticketId: string; status: TicketStatus; name: string; at: Date },
    transaction: DatabaseTransaction,
  ): Promise<boolean>;
  /** Takes what the customer thinks of a closed ticket, in place of what was thought before; false when it is not closed. */
  rate(
    requester: Requester,
    rating: { ticketId: string; value: number; comment: string | null; at: Date },
    transaction: DatabaseTransaction,
  ): Promise<boolean>;
  /** A message as it was written or received, the whole of it. */
  findSource(
    requester: Requester,
    messageId: string,
  ): Promise<{ mediaType: 'text/markdown' | 'text/html' | 'text/plain'; text: string } | null>;
}
