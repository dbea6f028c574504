import type { Route } from '../elements/route.js';

/** The portal is about to show another view. Cancel it to stay. */
export class PorticoNavigateEvent extends Event {
  /** The view to come. */
  readonly view: Route['view'];
  /** The id of the ticket, where the view is one. */
  readonly ticketId: string | undefined;

  constructor(view: Route['view'], ticketId: string | undefined) {
    super('portico-navigate', { bubbles: true, composed: true, cancelable: true });
    this.view = view;
    this.ticketId = ticketId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-navigate': PorticoNavigateEvent;
  }
}
