/** The person signed out. */
export class PorticoSignOutEvent extends Event {
  constructor() {
    super('portico-sign-out', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-sign-out': PorticoSignOutEvent;
  }
}
