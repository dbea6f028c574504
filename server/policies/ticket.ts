import type { Requester } from '../accounts/requester.ts';
import type { Row, TicketStatus } from '../db/tables.ts';
import type { Capabilities, DeskRating } from '../desks/desk.ts';

/** What a person may do to a ticket they may see. */
export type TicketAction = 'reply' | 'close' | 'reopen' | 'follow-up' | 'rate';

const DAY = 86_400_000;

type Settings = Pick<Row<'portals'>, 'closed_ticket_reply' | 'customers_close' | 'reopen_days' | 'rating'>;

/** A ticket, as far as what may be done to it depends on it. */
export interface JudgedTicket {
  readonly status: TicketStatus;
  readonly contactId: string;
  readonly closedAt: Date | null;
  readonly rating: Pick<DeskRating, 'givenAt'> | null;
}

/** Who looks at a ticket, where and when; an operation's call is one. */
export interface Onlooker {
  readonly person: Pick<Requester, 'readOnly' | 'contactId'>;
  readonly portal: Settings;
  readonly ports: { readonly desk: { readonly capabilities: Capabilities } };
  readonly now: Date;
}

/** What a person may do to a visible ticket now, and until when its rating can be changed. */
export function judgeTicket(ticket: JudgedTicket, onlooker: Onlooker) {
  return { actions: ticketActions(ticket, onlooker), ratingEnds: ratingEnd(ticket) };
}

/** Whether a closed ticket is opened again, by a reply or by a wish. */
export function mayReopen(
  ticket: Pick<JudgedTicket, 'closedAt'>,
  { portal, now }: Pick<Onlooker, 'portal' | 'now'>,
): boolean {
  const { closed_ticket_reply, reopen_days } = portal;
  if (closed_ticket_reply !== 'reopen') return false;
  if (reopen_days === null || ticket.closedAt === null) return true;
  return now.getTime() <= ticket.closedAt.getTime() + reopen_days * DAY;
}

/** Until when a rating can be changed; null when there is none of the time since the ticket was closed. */
export function ratingEnd(ticket: Pick<JudgedTicket, 'closedAt' | 'rating'>): Date | null {
  const { rating, closedAt } = ticket;
  if (!rating || (closedAt !== null && rating.givenAt < closedAt)) return null;
  return new Date(rating.givenAt.getTime() + DAY);
}

/** The actions a visible ticket allows now; what is not named is refused. */
export function ticketActions(ticket: JudgedTicket, onlooker: Onlooker): TicketAction[] {
  const { person, portal } = onlooker;
  const can = onlooker.ports.desk.capabilities;
  if (person.readOnly) return [];
  const actions: TicketAction[] = [];
  if (ticket.status === 'open') {
    if (can.reply) actions.push('reply');
    if (can.close && portal.customers_close) actions.push('close');
    return actions;
  }
  if (mayReopen(ticket, onlooker)) {
    if (can.reply && can.reopen) actions.push('reply');
    if (can.reopen) actions.push('reopen');
  } else if (can.followUp && can.openTickets && portal.closed_ticket_reply !== 'refuse') actions.push('follow-up');
  if (can.rate && mayRate(ticket, onlooker)) actions.push('rate');
  return actions;
}

/** Only whose ticket it is says how it went; for a day they may think again. */
function mayRate(ticket: JudgedTicket, { person, portal, now }: Onlooker): boolean {
  if (portal.rating === 'off' || ticket.contactId !== person.contactId) return false;
  const end = ratingEnd(ticket);
  return end === null || now <= end;
}
