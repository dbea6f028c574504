import { closeTicket, downloadTicket, rateTicket, reopenTicket } from '../api/operations/ticket-actions.js';
import type { Ticket } from '../api/schema.js';
import type { Async } from './async.js';
import { Draft } from './drafts.js';
import { SessionController } from './session-controller.js';

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
      if (kept && this.#rated === nothingYet && this.session && this.#draft.isFor(this.session, place)) this.#take(kept);
    });
  }
}
