import { queryText, type TicketListQuery } from '../controllers/ticket-list.js';
import { parseStep } from '../session/step.js';

/** A place in the portal. */
export interface Route {
  readonly view: 'tickets' | 'ticket' | 'new' | 'account';
  /** The ticket, in the view of one. */
  readonly ticketId?: string;
  /** What the list is narrowed to. */
  readonly query?: Partial<TicketListQuery>;
}

/** Reads a place from a hash; nothing when the hash is the host's, or a step of the sign-in. */
export function parseRoute(hash: string): Route | undefined {
  const [, path, search] = /^#\/([^?]*)\??(.*)/.exec(hash) ?? [];
  if (path === undefined || parseStep(hash)) return;
  const [view, ticketId] = path.split('/');
  if (view === 'new' || view === 'account') return { view };
  if (view === 'tickets' && ticketId) return { view: 'ticket', ticketId };
  const found = new URLSearchParams(search);
  return {
    view: 'tickets',
    query: Object.fromEntries(
      [...found]
        .filter(([name]) => /^(scope|status|stage|q|sort|rows|at|property|(created|activity)(From|To))$/.test(name))
        .map(([name, value]) => [name, name === 'property' ? found.getAll(name) : value]),
    ),
  };
}

/** Writes a place as a hash. */
export function formatRoute({ view, ticketId, query }: Route): string {
  const search = queryText(query ?? {});
  return `#/${view === 'ticket' ? 'tickets' : view}${ticketId ? `/${ticketId}` : ''}${search && '?' + search}`;
}

/** Where an element keeps its place. */
export interface Address {
  readonly address?: 'hash' | 'history' | 'memory';
  readonly base?: string;
}

/** The path that comes before every place; nothing where the hash holds it. */
const baseOf = ({ address, base }: Address): string | undefined =>
  address === 'history' ? (base ?? '').replace(/\/$/, '') : undefined;

/** The place, written as a hash, that the page's address or a link leads to. */
export function placeIn({ hash, pathname, search }: Location | HTMLAnchorElement, kept: Address): string {
  const base = baseOf(kept);
  if (base === undefined) return pathname === location.pathname ? hash : '';
  return `${pathname}/`.startsWith(base + '/') ? '#/' + pathname.slice(base.length + 1) + search : '';
}

/** The address of a place in this page. */
export const addressOf = (route: Route, kept: Address): string =>
  // With the path, so that a <base> in the page does not lead it astray.
  (baseOf(kept) ?? location.pathname + location.search + '#') + formatRoute(route).slice(1);

/** Puts a place into the page's address: in a step of its own to come back to, or in place of the former. */
export function keepAddress(route: Route, kept: Address, isStep?: boolean): void {
  if (kept.address === 'memory') return;
  const href = addressOf(route, kept);
  if (isStep && placeIn(location, kept) !== formatRoute(route)) history.pushState(null, '', href);
  // The page's own state is kept: frameworks put theirs there.
  else history.replaceState(history.state, '', href);
}
