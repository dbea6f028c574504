/** A ticket was chosen in the list. Cancel it to keep the list from following its link. */
export class PorticoTicketOpenEvent extends Event {
  /** The id of the ticket. */
  readonly ticketId: string;

  constructor(ticketId: string) {
    super('portico-ticket-open', { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-ticket-open': PorticoTicketOpenEvent;
  }
}
