import type { Requester } from '../accounts/requester.ts';
import type { Row, TicketStatus } from '../db/tables.ts';

/** What a person may do to a ticket they may see. */
export type TicketAction = 'reply';

/** Whether a reply opens a closed ticket again. */
export function mayReopen(portal: Pick<Row<'portals'>, 'closed_ticket_reply'>): boolean {
  return portal.closed_ticket_reply === 'reopen';
}

/** The actions a visible ticket allows now; what is not named is refused. */
export function ticketActions(
  ticket: { status: TicketStatus },
  portal: Pick<Row<'portals'>, 'closed_ticket_reply'>,
  person: Pick<Requester, 'readOnly'>,
): TicketAction[] {
  if (person.readOnly) return [];
  return ticket.status === 'open' || mayReopen(portal) ? ['reply'] : [];
}
