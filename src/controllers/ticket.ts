import { createAttachmentLink } from '../api/operations/files.js';
import { downloadMessage, getMessage, getTicket, listMessages, markTicketRead } from '../api/operations/ticket.js';
import { PortalProblem } from '../api/problem.js';
import type { Message, MessagePage, NewAttachmentLink, Ticket } from '../api/schema.js';
import type { Async } from './async.js';
import { SessionController } from './session-controller.js';

/** One ticket and its conversation. */
export class TicketController extends SessionController {
  readonly #ticket = this.loads<Ticket>();
  readonly #messages = this.loads<MessagePage>();
  readonly #earlier = this.loads<true>();
  #ticketId?: string;
  /** Up to where the portal was told. */
  #read?: string;

  /** Which ticket; another id forgets the former ticket and loads the new one. */
  get ticketId(): string | undefined {
    return this.#ticketId;
  }

  set ticketId(ticketId: string | undefined) {
    if (ticketId === this.#ticketId) return;
    this.drop();
    this.#ticketId = ticketId;
    this.refresh();
  }

  /** The ticket. */
  get ticket(): Async<Ticket> {
    return this.#ticket.now;
  }

  /** The conversation so far, the oldest first; `earlierCursor` when there is more before it. */
  get messages(): Async<MessagePage> {
    return this.#messages.now;
  }

  /** How loading earlier messages stands. */
  get earlier(): Async<true> {
    return this.#earlier.now;
  }

  /** Loads the messages before those that are shown. */
  async loadEarlier(): Promise<void> {
    const { client } = this;
    const { value, state } = this.messages;
    if (!client || state !== 'ready' || !value.earlierCursor || this.#earlier.pending) return;
    await this.#earlier.start(async (signal) => {
      const page = await listMessages(client, this.#ticketId!, { cursor: value.earlierCursor! }, signal);
      signal.throwIfAborted();
      const now = this.messages.value ?? value;
      this.#messages.set({
        ...now,
        items: [...page.items, ...now.items],
        changes: [...page.changes, ...now.changes],
        earlierCursor: page.earlierCursor,
      });
      return true;
    });
  }

  /** Shows a message that was just sent, and asks what it made of the ticket. */
  append(message: Message): void {
    const { value } = this.messages;
    if (!value) return this.reload();
    if (!value.items.some(({ id }) => id === message.id))
      this.#messages.set({ ...value, items: [...value.items, message] });
    if (this.ticket.value?.status === 'closed') void this.catchUp();
    else this.#loadTicket();
  }

  /** Asks what has happened since, and keeps what is shown. */
  async catchUp(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#loadTicket();
    const ticketId = this.#ticketId!;
    const page = await listMessages(client, ticketId, {}).catch(() => {});
    const { value } = this.messages;
    if (!page || !value || ticketId !== this.#ticketId) return;
    const add = <T extends { id: string }>(known: T[], now: T[]) => [
      ...known,
      ...now.filter(({ id }) => !known.some((item) => item.id === id)),
    ];
    this.#messages.set({ ...value, items: add(value.items, page.items), changes: add(value.changes, page.changes) });
  }

  /** Takes the ticket as an action has answered it. */
  take(ticket: Ticket): void {
    this.#ticket.set(ticket);
    void this.catchUp();
  }

  /** Says that everything that is shown has been read. What is not heard is said the next time. */
  markRead(): void {
    const { client } = this;
    const newest = this.messages.value?.items.at(-1);
    if (!client || this.session?.readOnly || !newest || newest.id === this.#read) return;
    this.#read = newest.id;
    markTicketRead(client, this.#ticketId!, newest.id).catch(() => (this.#read = undefined));
  }

  /** The whole of a message that is shortened. Throws a Failure. */
  async whole(id: string): Promise<Message> {
    const message = await getMessage(this.client!, this.#ticketId!, id);
    const { value } = this.messages;
    if (value)
      this.#messages.set({ ...value, items: value.items.map((item) => (item.id === id ? { ...message, id } : item)) });
    return message;
  }

  /** An address by which this person reads an attached file for a minute. Rejects with a Failure. */
  readonly fileLink = async (id: string, purpose: NewAttachmentLink['purpose']): Promise<string> => {
    const { client } = this;
    if (!client) throw new PortalProblem({ code: 'session-required', status: 401 });
    return (await createAttachmentLink(client, id, { purpose })).url;
  };

  /** Shows what came live. */
  show(ticket: Ticket, messages?: MessagePage): void {
    this.#ticket.set(ticket);
    if (messages) this.#messages.set(messages);
  }

  /** A message as it came, the whole of it. Throws a Failure. */
  source(id: string): Promise<Blob> {
    return downloadMessage(this.client!, this.#ticketId!, id);
  }

  /** Asks again. */
  reload(): void {
    this.refresh();
  }

  protected override load(): void {
    if (!this.#ticketId) return;
    this.#earlier.set();
    this.#loadTicket();
    void this.#messages.start((signal) => listMessages(this.client!, this.#ticketId!, {}, signal));
  }

  protected override drop(): void {
    this.#earlier.set();
    this.#messages.set();
    this.#ticket.set();
  }

  #loadTicket() {
    const { client } = this;
    if (client) void this.#ticket.start((signal) => getTicket(client, this.#ticketId!, signal));
  }
}
