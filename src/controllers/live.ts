import type { ReactiveControllerHost } from 'lit';
import { readQuietly } from '../api/events.js';
import { PortalProblem } from '../api/problem.js';
import type { LiveEvent, Message, MessagePage, Ticket, TicketPage, TicketSummary } from '../api/schema.js';
import { LiveLine } from '../session/live.js';
import type { Session } from '../session/session.js';
import { SessionController } from './session-controller.js';
import type { TicketController } from './ticket.js';
import type { TicketListController } from './ticket-list.js';

/** What there is to say of what came live. */
export type News =
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'status'; readonly ticket: Ticket }
  | { readonly kind: 'writing'; readonly name: string | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'tickets'; readonly count: number; readonly show: () => void; readonly isCurrent: () => boolean };

/** Says in a view what came live. `hold` is called before the view changes, its answer afterwards: for what must not move meanwhile. */
export interface Notice {
  tell(news: News): Promise<void>;
  hold(): (() => void) | undefined;
}

type NoticeOf = (view: SessionController) => Notice | undefined;

/** What somebody looks at. */
export type LiveHost = ReactiveControllerHost & { readonly session?: Session | undefined };

const atOnce = 100;
/** How long something may be on its way to another place of the page. */
const moving = 1000;
/** How long is waited for more of the same. */
const gathering = 150;
/** How long is waited at most before what failed is tried again. */
const longest = 10_000;

/** The view is changing: it is to be looked at once it stands. */
const later = new Error('later');

const isTicket = (view: SessionController): view is TicketController => 'messages' in view;
const isList = (view: SessionController): view is TicketListController => 'page' in view;

/** Keeps the lists and tickets of a page up to date while somebody is signed in. */
export class LiveUpdates {
  readonly #session: Session;
  readonly #noticeOf: NoticeOf;
  readonly #waiting = new Map<SessionController, LiveEvent[]>();
  readonly #line: LiveLine;
  readonly #joined = new WeakSet<LiveHost>();
  /** Those of them that are in the page. */
  readonly #hosts = new Set<LiveHost>();

  constructor(session: Session, noticeOf: NoticeOf) {
    this.#session = session;
    this.#noticeOf = noticeOf;
    this.#line = new LiveLine(
      session,
      (event) => this.#hear(event),
      () => [...this.#hosts].some((host) => host.session === session),
    );
  }

  /** Goes on as long as this is in the page; what is only moved does not interrupt it. */
  join(host: LiveHost): void {
    if (this.#joined.has(host)) return;
    this.#joined.add(host);
    host.addController({
      hostConnected: () => {
        this.#hosts.add(host);
        this.#line.follow();
      },
      hostDisconnected: () => {
        this.#hosts.delete(host);
        setTimeout(this.#line.follow, moving);
      },
    });
  }

  #hear(event: LiveEvent): void {
    if (event.kind === 'ready') return;
    if (event.kind !== 'writing') this.#session.dispatchEvent(new Event('live'));
    for (const view of SessionController.connected) {
      if (view.session !== this.#session) continue;
      const isMeant = isTicket(view) && (view.ticketId === event.ticketId || event.kind === 'reset');
      if (event.kind === 'writing') {
        if (isMeant) void this.#noticeOf(view)?.tell({ kind: 'writing', name: event.name });
      } else if (isMeant || isList(view)) this.#gather(view, event);
    }
  }

  /** Looks once for several events that come together, and never twice at once. */
  #gather(view: SessionController, event: LiveEvent, pause = gathering): void {
    const waiting = this.#waiting.get(view);
    if (waiting) return void waiting.push(event);
    const events = [event];
    this.#waiting.set(view, events);
    setTimeout(() => {
      const now = events.splice(0);
      let next = gathering;
      void this.#look(view, now)
        // What could not be loaded is tried again, or it would be missed.
        .catch(() => {
          events.push(...now);
          next = Math.min(longest, pause * 8);
        })
        .then(() => {
          this.#waiting.delete(view);
          for (const later of events) this.#gather(view, later, next);
        });
    }, pause);
  }

  async #look(view: SessionController, events: readonly LiveEvent[]): Promise<void> {
    if (!SessionController.connected.has(view) || this.#session.state !== 'signed-in') return;
    if (isTicket(view)) await this.#lookAtTicket(view, events);
    else if (isList(view)) await this.#lookAtList(view, events);
  }

  async #lookAtTicket(view: TicketController, events: readonly LiveEvent[]): Promise<void> {
    const { ticketId } = view;
    const before = view.ticket.value;
    const known = view.messages.value;
    if (!ticketId) return;
    // What is on its way to be shown may have been written before the news.
    if (!before || !known) throw later;
    const ticket = await this.#ticket(ticketId);
    if (view.ticketId !== ticketId) return;
    const notice = this.#noticeOf(view);
    if (!ticket) return void notice?.tell({ kind: 'gone' });
    const hasMore = events.some(
      ({ kind, messageId }) => kind === 'reset' || (kind === 'message-created' && !has(known.items, messageId)),
    );
    const page = hasMore ? await this.#messages(ticketId, known) : undefined;
    const latest = view.messages.value;
    if (view.ticketId !== ticketId || !latest) return;
    const fresh = page?.items.filter(({ id }) => !has(latest.items, id)) ?? [];
    const after = notice?.hold();
    view.show(ticket, fresh.length ? { ...latest, items: [...latest.items, ...fresh] } : undefined);
    after?.();
    if (fresh.length) void notice?.tell({ kind: 'messages', messages: fresh });
    if (ticket.status !== before.status || ticket.stage?.id !== before.stage?.id)
      void notice?.tell({ kind: 'status', ticket });
  }

  /** The ticket; undefined when it is not there (any more). */
  async #ticket(ticketId: string): Promise<Ticket | undefined> {
    try {
      return await this.#read<Ticket>(pathOf(ticketId));
    } catch (error) {
      if (error instanceof PortalProblem && error.status === 404) return;
      throw error;
    }
  }

  /** The newest messages, as far back as to those that are known. */
  async #messages(ticketId: string, known: MessagePage): Promise<MessagePage> {
    const path = pathOf(ticketId) + '/messages';
    let page = await this.#read<MessagePage>(path);
    while (page.earlierCursor && !page.items.some(({ id }) => has(known.items, id)) && page.items.length < 1000) {
      const earlier = await this.#read<MessagePage>(path, { cursor: page.earlierCursor, limit: atOnce });
      page = { ...earlier, items: [...earlier.items, ...page.items] };
    }
    return page;
  }

  async #lookAtList(view: TicketListController, events: readonly LiveEvent[]): Promise<void> {
    const { query, page } = view;
    if (page.state !== 'ready') throw later;
    const shown = page.value;
    const fresh = await this.#read<TicketPage>('/tickets', {
      ...query,
      rows: undefined,
      limit: Math.min(atOnce, Math.max(25, shown.items.length)),
    });
    const rows = new Map(fresh.items.map((ticket) => [ticket.id, ticket]));
    const told = (id: string): LiveEvent[] => events.filter(({ ticketId }) => ticketId === id);
    for (const row of shown.items) {
      const { id } = row;
      const ticket = !rows.has(id) && told(id).length && (await this.#ticket(id));
      if (ticket) rows.set(id, partOf(row, ticket));
    }
    if (view.query !== query || view.page.value !== shown) throw later;
    // Rows change where they are. What moved or is new waits until the person wants to see it.
    const items = shown.items.flatMap(
      (row) => rows.get(row.id) ?? (told(row.id).some(({ kind }) => kind === 'ticket-gone') ? [] : row),
    );
    const base = { ...shown, items };
    const notice = this.#noticeOf(view);
    const after = notice?.hold();
    view.show(base);
    after?.();
    // What only came up from behind the last row is not new; without any that is known all of them are.
    const last = shown.nextCursor ? fresh.items.findLastIndex(({ id }) => has(items, id)) : -1;
    const count = moved(items, fresh.items.slice(0, last + 1 || undefined));
    const isCurrent = () => view.page.value === base;
    void notice?.tell({ kind: 'tickets', count, show: () => view.show(fresh), isCurrent });
  }

  async #read<T>(path: string, query = {}): Promise<T> {
    return (await (await readQuietly(this.#session.client, path, { query })).json()) as T;
  }
}

const pathOf = (ticketId: string): string => `/tickets/${encodeURIComponent(ticketId)}`;

const has = (items: readonly { id: string }[], wanted: string | null): boolean => items.some(({ id }) => id === wanted);

/** A row with what the ticket says by now. */
function partOf(row: TicketSummary, { subject, status, stage, lastActivityAt, requester }: Ticket): TicketSummary {
  return { ...row, subject, status, stage, lastActivityAt, requester };
}

/** How many of the fresh rows are not where they are shown: the fewest that would have to be taken out for the rest to be in order. */
export function moved(shown: readonly { id: string }[], fresh: readonly { id: string }[]): number {
  const places = new Map(shown.map(({ id }, place) => [id, place]));
  const order = fresh.flatMap(({ id }) => places.get(id) ?? []);
  const isNew = fresh.length - order.length;
  // The longest row of places that only grow.
  const ends: number[] = [];
  for (const place of order) {
    const at = ends.findIndex((end) => end > place);
    ends[at < 0 ? ends.length : at] = place;
  }
  return isNew + order.length - ends.length;
}
