/** A note has no place in anything a customer is sent: what compiles here proves it of the contract's types. */
import type { LiveEvent, Message, MessagePage, Ticket, TicketSummary } from '../../src/api/schema.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;
type NamesANote<T> = Extract<keyof T, `${string}note${string}` | `${string}Note${string}` | 'internal' | 'isInternal'>;

/** Who speaks: a customer or the team, and nobody else. */
export type Authors = Expect<Equal<Message['author']['kind'], 'customer' | 'team'>>;
/** How it came: by ways that a customer can hear. */
export type Channels = Expect<Equal<Message['channel'], 'portal' | 'email' | 'chat' | 'messenger' | 'form' | 'phone'>>;
/** A conversation holds messages alone. */
export type Items = Expect<Equal<MessagePage['items'], Message[]>>;
export type Nothing = Expect<Equal<NamesANote<Message & Ticket & TicketSummary & LiveEvent>, never>>;
/** An event says which, never what. */
export type Said = Expect<Equal<keyof LiveEvent, 'id' | 'kind' | 'ticketId' | 'messageId' | 'name'>>;
