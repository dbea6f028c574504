import type { LitElement } from 'lit';
import type { TicketSummary } from '../../api/schema.js';
import { SessionController } from '../../controllers/session-controller.js';
import type { TicketListController } from '../../controllers/ticket-list.js';
import type { Route } from '../route.js';
import type { PorticoTicket } from '../ticket/ticket.js';
import type * as Travel from './travel.js';

let travel: typeof Travel | undefined;
if ('startViewTransition' in Element.prototype)
  import('./travel.js').then(
    (part) => (travel = part),
    // Without it the subject does not move.
    () => {},
  );

/** Fades another view of a portal in, in twice `--portico-duration`. A ticket that the list knows has its subject at once. */
export async function turn(root: ShadowRoot, to: Route, from: Route): Promise<void> {
  const view = root.querySelector('.view');
  if (!view) return;
  // A subject that is still on its way is there.
  root.querySelector('.stage')?.remove();
  const list = root.querySelector('portico-ticket-list');
  const ticketId = to.ticketId ?? from.ticketId;
  const row = (): Element | null | undefined =>
    ticketId ? list?.renderRoot.querySelector(`[href="${CSS.escape(list.ticketHref!(ticketId))}"]`) : undefined;
  const ticket = (): PorticoTicket | null => root.querySelector('portico-ticket');
  const known = listed(list, ticketId);
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const time = getComputedStyle(view).getPropertyValue('--_time');
    const duration = 2 * parseFloat(time) * (time.endsWith('ms') ? 1 : 1000) || 0;
    view.animate({ opacity: [0, 1] }, duration);
    if (list)
      travel?.travel(root, list, () => (list.hidden ? ticket()?.renderRoot.querySelector('h3[dir]') : row()), duration);
  }
  await (root.host as LitElement).updateComplete;
  const opened = ticket();
  if (opened) opened.outline = known;
}

/** What a list knows of a ticket. */
function listed(list: LitElement | null, ticketId?: string): TicketSummary | undefined {
  const isOfList = (one: SessionController): one is TicketListController => one.host === list && 'page' in one;
  return [...SessionController.connected].find(isOfList)?.page.value?.items.find(({ id }) => id === ticketId);
}
