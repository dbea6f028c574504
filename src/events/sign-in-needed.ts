/** Nobody is signed in to the page that `getToken` asks: the portal waits for it. */
export class PorticoSignInNeededEvent extends Event {
  constructor() {
    super('portico-sign-in-needed', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-sign-in-needed': PorticoSignInNeededEvent;
  }
}
