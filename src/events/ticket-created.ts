/** A support form was sent and became a ticket. */
export class PorticoTicketCreatedEvent extends Event {
  /** The id of the new ticket. */
  readonly ticketId: string;

  constructor(ticketId: string) {
    super('portico-ticket-created', { bubbles: true, composed: true });
    this.ticketId = ticketId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-ticket-created': PorticoTicketCreatedEvent;
  }
}
