import { listTickets } from '../api/operations/tickets.js';
import type { TicketQuery } from '../api/operations/tickets.js';
import type { TicketPage } from '../api/schema.js';
import type { Async } from './async.js';
import { SessionController } from './session-controller.js';

/** What the list shows: the part of listTickets' parameters that a person chooses. */
export type TicketListQuery = Required<Pick<TicketQuery, 'scope' | 'q' | 'sort'>> &
  Pick<TicketQuery, 'status' | 'stage'>;

const typing = 250;

/** The list of tickets: searched, filtered, sorted, a page at a time. */
export class TicketListController extends SessionController {
  readonly #page = this.loads<TicketPage>();
  readonly #more = this.loads<true>();
  #query: TicketListQuery = { scope: 'mine', q: '', sort: '-last-activity' };
  #timer?: ReturnType<typeof setTimeout>;
  #limit?: number;
  /** Whether there is more than the first page. */
  #grown = false;

  /** What is asked for. Change it by `setQuery`. */
  get query(): TicketListQuery {
    return this.#query;
  }

  /** The tickets so far. While another query is on its way the former rows stay in `value`. */
  get page(): Async<TicketPage> {
    return this.#page.now;
  }

  /** How loading more of them stands. */
  get more(): Async<true> {
    return this.#more.now;
  }

  /** Changes what is asked for; an undefined value takes a filter away. A changed `q` waits until the typing pauses. */
  setQuery(patch: Partial<TicketListQuery>): void {
    const changed = (Object.keys(patch) as (keyof TicketListQuery)[]).filter(
      (name) => patch[name] !== this.#query[name],
    );
    if (!changed.length) return;
    this.#query = { ...this.#query, ...patch };
    this.changed();
    this.#quiet();
    if (changed.join() === 'q' && this.client) this.#timer = setTimeout(() => this.refresh(), typing);
    else this.refresh();
  }

  /** Loads the next page under the rows that are shown. */
  async loadMore(): Promise<void> {
    const { client } = this;
    const { value, state } = this.page;
    if (!client || state !== 'ready' || !value.nextCursor || this.#more.pending) return;
    await this.#more.start(async (signal) => {
      const next = await listTickets(client, { ...this.#query, cursor: value.nextCursor! }, signal);
      signal.throwIfAborted();
      // A ticket that moved in the meantime may come again.
      const known = new Set(value.items.map((ticket) => ticket.id));
      this.#grown = true;
      this.#page.set({ ...next, items: [...value.items, ...next.items.filter((ticket) => !known.has(ticket.id))] });
      return true;
    });
  }

  /** Asks again, for as many as are shown. */
  reload(): void {
    this.#limit = this.#grown ? Math.min(100, this.page.value!.items.length) : undefined;
    this.refresh();
  }

  override hostDisconnected(): void {
    const waiting = this.#timer;
    clearTimeout(waiting);
    super.hostDisconnected();
    // Without a session this remembers that what was typed is still to be asked for.
    if (waiting) this.refresh();
  }

  protected override load(): void {
    this.#quiet();
    this.#more.set();
    const limit = this.#limit;
    this.#limit = undefined;
    this.#grown = !!limit;
    void this.#page.start((signal) => listTickets(this.client!, { ...this.#query, limit }, signal));
  }

  protected override drop(): void {
    this.#quiet();
    this.#query = { scope: 'mine', q: '', sort: '-last-activity' };
    this.#more.set();
    this.#page.set();
  }

  #quiet() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
