/** A reply arrived at the portal. */
export class PorticoMessageSentEvent extends Event {
  /** The id of the ticket. */
  readonly ticketId: string;
  /** The id of the new message. */
  readonly messageId: string;

  constructor(ticketId: string, messageId: string) {
    super('portico-message-sent', { bubbles: true, composed: true });
    this.ticketId = ticketId;
    this.messageId = messageId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-message-sent': PorticoMessageSentEvent;
  }
}
