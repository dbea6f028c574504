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
  return {
    view: 'tickets',
    query: Object.fromEntries(
      [...new URLSearchParams(search)].filter(([name]) => /^(scope|status|stage|q|sort|rows)$/.test(name)),
    ),
  };
}

/** Writes a place as a hash. */
export function formatRoute({ view, ticketId, query }: Route): string {
  const search = queryText(query ?? {});
  return `#/${view === 'ticket' ? 'tickets' : view}${ticketId ? `/${ticketId}` : ''}${search && '?' + search}`;
}
