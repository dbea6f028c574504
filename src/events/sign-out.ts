/** The person wants to sign out. Cancel it to keep them signed in. */
export class PorticoSignOutEvent extends Event {
  constructor() {
    super('portico-sign-out', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-sign-out': PorticoSignOutEvent;
  }
}
