import { createAttachmentLink } from '../api/operations/files.js';
import { getTicket, listMessages } from '../api/operations/ticket.js';
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
    if (!value) return this.refresh();
    if (!value.items.some(({ id }) => id === message.id))
      this.#messages.set({ ...value, items: [...value.items, message] });
    this.#loadTicket();
  }

  /** The ticket and its newest messages as they are now; undefined for what cannot be had. */
  fresh(): Promise<[MessagePage | undefined, Ticket | undefined]> {
    const { client } = this;
    const none = () => undefined;
    return Promise.all([
      listMessages(client!, this.#ticketId!, {}).catch(none),
      getTicket(client!, this.#ticketId!).catch(none),
    ]);
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
