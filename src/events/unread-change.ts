/** The number of messages that the person has not read is another, or known for the first time. */
export class PorticoUnreadChangeEvent extends Event {
  /** How many there are, as far as they were counted; 0 when nobody is signed in. */
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly isMore: boolean;

  constructor(count: number, isMore: boolean) {
    super('portico-unread-change', { bubbles: true, composed: true });
    this.count = count;
    this.isMore = isMore;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-unread-change': PorticoUnreadChangeEvent;
  }
}
