import {
  closeTicket,
  downloadMessage,
  downloadTicket,
  getMessage,
  markTicketRead,
  rateTicket,
  reopenTicket,
} from '../api/operations/ticket-actions.js';
import type { Ticket } from '../api/schema.js';
import type { Async } from './async.js';
import { Draft } from './drafts.js';
import { SessionController } from './session-controller.js';
import type { TicketController } from './ticket.js';

/** What a person thinks of how a ticket went. */
export interface Rated {
  /** One to five; of thumbs 1 and 5; nothing chosen yet. */
  readonly value?: number;
  readonly comment: string;
}

const nothingYet: Rated = { comment: '' };

/** Closing a ticket, opening it again, taking it along. */
export class TicketActionController extends SessionController {
  readonly #moving = this.loads<Ticket>();
  readonly #zip = this.loads<Blob>();
  /** Up to where the portal was told. */
  #read?: string;
  #key?: readonly [wish: string, key: string];

  /** How closing or opening stands. */
  get moving(): Async<Ticket> {
    return this.#moving.now;
  }

  /** How the download stands. */
  get zip(): Async<Blob> {
    return this.#zip.now;
  }

  /** Closes or opens; answers the ticket, or undefined when it failed: then `moving` says why. */
  async move(ticketId: string, action: 'close' | 'reopen'): Promise<Ticket | undefined> {
    const { client } = this;
    if (!client || this.#moving.pending) return;
    const wish = `${action} ${ticketId}`;
    if (this.#key?.[0] !== wish) this.#key = [wish, crypto.randomUUID()];
    const [, key] = this.#key;
    const ask = action === 'close' ? closeTicket : reopenTicket;
    const ticket = await this.#moving.start((signal) => ask(client, ticketId, key, signal));
    if (ticket) this.#key = undefined;
    return ticket;
  }

  /** Fetches the ticket as a zip; undefined when it failed: then `zip` says why. */
  async download(ticketId: string): Promise<Blob | undefined> {
    const { client } = this;
    if (!client || this.#zip.pending) return;
    return this.#zip.start((signal) => downloadTicket(client, ticketId, signal));
  }

  /** Asks what has happened to a ticket since, and keeps what is shown of it. */
  async catchUp(shown: TicketController, answered?: Ticket): Promise<void> {
    const { client } = this;
    const ticketId = shown.ticketId!;
    if (!client) return;
    const [page, fresh] = await shown.fresh();
    const ticket = answered ?? fresh;
    const { value } = shown.messages;
    if (ticketId !== shown.ticketId || !value) return;
    // What is gone for this person is told as that.
    if (!ticket) return shown.refresh();
    const add = <T extends { id: string }>(known: T[], now: T[] = []) => [
      ...known,
      ...now.filter(({ id }) => !known.some((item) => item.id === id)),
    ];
    shown.show(ticket, { ...value, items: add(value.items, page?.items), changes: add(value.changes, page?.changes) });
  }

  /** Says that everything that is shown has been read. What is not heard is said the next time. */
  markRead({ ticketId, messages }: TicketController): void {
    const { client } = this;
    const newest = messages.value?.items.at(-1);
    if (!client || this.session?.readOnly || !newest || newest.id === this.#read) return;
    this.#read = newest.id;
    const { session } = this;
    markTicketRead(client, ticketId!, newest.id).then(
      () => session!.dispatchEvent(new Event('read')),
      () => (this.#read = undefined),
    );
  }

  /** Puts the whole of a message in the place of its beginning. Throws a Failure. */
  async whole(shown: TicketController, id: string): Promise<void> {
    const message = await getMessage(this.client!, shown.ticketId!, id);
    const { value } = shown.messages;
    if (value)
      shown.show(shown.ticket.value!, {
        ...value,
        items: value.items.map((item) => (item.id === id ? message : item)),
      });
  }

  /** A message as it came, the whole of it. Throws a Failure. */
  source(ticketId: string, id: string): Promise<Blob> {
    return downloadMessage(this.client!, ticketId, id);
  }

  /** Forgets how the last wish went. */
  settle(): void {
    this.#key = undefined;
    this.#moving.set();
    this.#zip.set();
  }

  protected override drop(): void {
    this.settle();
  }
}

/** A rating as it is being given: kept like a reply until the portal has it. */
export class RatingController extends SessionController {
  readonly #sending = this.loads<Ticket>();
  readonly #draft = new Draft<Rated>({
    heard: (rated) => this.#take(rated),
    // Both tabs are the same person's; the later word counts.
    overtaken: (rated) => this.#take(rated),
  });
  #ticketId?: string;
  #rated: Rated = nothingYet;

  /** Which ticket; what was begun for the former one stays behind as its draft. */
  get ticketId(): string | undefined {
    return this.#ticketId;
  }

  set ticketId(ticketId: string | undefined) {
    if (ticketId === this.#ticketId) return;
    this.#draft.close();
    this.#ticketId = ticketId;
    this.#sending.set();
    this.#take();
    this.#open();
  }

  /** What was chosen and typed so far. */
  get rated(): Rated {
    return this.#rated;
  }

  /** How the sending stands. */
  get sending(): Async<Ticket> {
    return this.#sending.now;
  }

  override hostConnected(): void {
    this.#draft.listen();
    super.hostConnected();
  }

  override hostDisconnected(): void {
    this.#draft.rest();
    super.hostDisconnected();
  }

  /** Takes what was chosen or typed. */
  set(change: Partial<Rated>): void {
    this.#sending.set();
    this.#take({ ...this.#rated, ...change });
    this.#draft.save(this.#rated);
  }

  /** Sends; answers the ticket, or undefined when it could not be sent. */
  async send(): Promise<Ticket | undefined> {
    const { client } = this;
    const { value, comment } = this.#rated;
    const ticketId = this.#ticketId!;
    if (!client || !value || this.#sending.pending) return;
    const text = comment.trim();
    const ticket = await this.#sending.start(async (signal) => {
      const key = await this.#draft.keyFor([value, text]);
      return rateTicket(client, ticketId, { value, ...(text && { comment: text }) }, key, signal);
    });
    if (ticket) {
      this.#draft.remove();
      this.#take();
    }
    return ticket;
  }

  protected override signedIn(): void {
    super.signedIn();
    this.#open();
  }

  protected override drop(): void {
    this.#draft.abandon();
    this.#sending.set();
    this.#take();
  }

  #take(rated = nothingYet) {
    this.#rated = rated;
    this.changed();
  }

  #open() {
    const { session } = this;
    const place = this.#ticketId && 'rating ' + this.#ticketId;
    if (!place || session?.state !== 'signed-in' || this.#draft.isFor(session, place)) return;
    void this.#draft.open(session, place).then((kept) => {
      if (kept && this.#rated === nothingYet && this.session && this.#draft.isFor(this.session, place))
        this.#take(kept);
    });
  }
}
