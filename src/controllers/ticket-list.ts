import { getPreferences } from '../api/operations/preferences.js';
import { listTickets } from '../api/operations/tickets.js';
import type { TicketQuery } from '../api/operations/tickets.js';
import type { ListColumn, Preferences, TicketPage } from '../api/schema.js';
import type { Async } from './async.js';
import { SessionController } from './session-controller.js';

/** What the list shows: the part of listTickets' parameters that a person chooses, and how many rows there are. */
export type TicketListQuery = Required<Pick<TicketQuery, 'scope' | 'q' | 'sort'>> &
  Omit<TicketQuery, 'cursor' | 'limit'> & {
    /** How many rows are to be there, when it is more than a page. */
    rows?: number;
    /** The number of the ticket at the top of what can be seen, when the first ones cannot. */
    at?: number;
  };

/** What is asked for at the beginning. */
export const start: TicketListQuery = { scope: 'mine', q: '', sort: '-last-activity' };

/** A query as the search part of an address, in one order, without what is as at the beginning. */
export const queryText = (query: Partial<TicketListQuery>): string =>
  new URLSearchParams(
    Object.entries(query)
      .flatMap(([name, value]) =>
        [value].flat().flatMap((one) => (one && one !== start[name as 'q'] ? [[name, `${one}`]] : [])),
      )
      .sort(),
  ).toString();

/** What is asked for, without where the person is in it. */
const asked = ({ rows: _, at: __, ...query }: TicketListQuery): TicketListQuery => query;

const isSame = (one: TicketListQuery, other: TicketListQuery): boolean =>
  queryText(asked(one)) === queryText(asked(other));

/** The columns in the order the person likes. */
export const inOrder = (columns: ListColumn[], order: string[] = []): ListColumn[] =>
  // Those that are not named keep their places after the others.
  [...columns].sort((one, other) => (order.indexOf(one.name) + 1 || 999) - (order.indexOf(other.name) + 1 || 999));

const typing = 250;
const largest = 100;
const most = 1000;

/** The list of tickets: searched, filtered, sorted, a page at a time. */
export class TicketListController extends SessionController {
  readonly #page = this.loads<TicketPage>();
  readonly #more = this.loads<true>();
  /** How the person likes the list to be; as the portal has it when that is not known. */
  preferences?: Preferences;
  #query = start;
  #timer?: ReturnType<typeof setTimeout>;

  /** What is asked for. Change it by `ask` or `setQuery`. */
  get query(): TicketListQuery {
    return this.#query;
  }

  /** Whether anything but words narrows it down. */
  get narrowed(): boolean {
    return !!queryText({ ...asked(this.#query), ...start });
  }

  /** The tickets so far. While another query is on its way the former rows stay in `value`. */
  get page(): Async<TicketPage> {
    return this.#page.now;
  }

  /** How loading more of them stands. */
  get more(): Async<true> {
    return this.#more.now;
  }

  /** Changes some of what is asked for; an undefined value takes a filter away. */
  setQuery(patch: Partial<TicketListQuery>, typed?: boolean): void {
    this.ask({ ...asked(this.#query), ...patch }, typed);
  }

  /** Asks for something else; what is typed, as `q` is, waits until the typing pauses. */
  ask(query: TicketListQuery, typed?: boolean): void {
    const before = this.#query;
    this.#query = query;
    if (isSame(query, before)) return;
    this.changed();
    this.#quiet();
    if (this.client && (typed || isSame({ ...query, q: before.q }, before)))
      this.#timer = setTimeout(() => this.refresh(), typing);
    else this.refresh();
  }

  /** Loads the next page under the rows that are shown. */
  async loadMore(): Promise<void> {
    const { client } = this;
    const { value, state } = this.page;
    if (!client || state !== 'ready' || !value.nextCursor || this.#more.pending) return;
    await this.#more.start(async (signal) => {
      const page = await this.#next(value, signal);
      this.#query = { ...this.#query, rows: page.items.length };
      this.#page.set(page);
      return true;
    });
  }

  /** Shows what came live. */
  show(page: TicketPage): void {
    this.#page.set(page);
  }

  /** Asks again, for as many as are shown. */
  reload(): void {
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
    const rows = Math.min(Math.max(this.#query.rows! | 0, 0), most);
    void this.#page.start(async (signal) => {
      const likes = this.preferences ?? getPreferences(this.client!, signal).catch(() => undefined);
      let page = await this.#ask(rows ? Math.min(rows, largest) : undefined, undefined, signal);
      while (page.items.length < rows && page.nextCursor) page = await this.#next(page, signal, largest);
      const liked = await likes;
      // What was chosen meanwhile stays.
      this.preferences ??= liked;
      return page;
    });
  }

  protected override drop(): void {
    this.#quiet();
    this.#query = start;
    this.preferences = undefined;
    this.#more.set();
    this.#page.set();
  }

  #ask(limit: number | undefined, cursor: string | undefined, signal: AbortSignal) {
    return listTickets(this.client!, { ...asked(this.#query), limit, cursor }, signal);
  }

  /** A page with the one after it. A ticket that moved in the meantime may come again. */
  async #next({ items, nextCursor }: TicketPage, signal: AbortSignal, limit?: number): Promise<TicketPage> {
    const next = await this.#ask(limit, nextCursor!, signal);
    signal.throwIfAborted();
    const known = new Set(items.map(({ id }) => id));
    return { ...next, items: [...items, ...next.items.filter(({ id }) => !known.has(id))] };
  }

  #quiet() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
