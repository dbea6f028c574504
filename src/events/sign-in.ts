/** A person signed in. */
export class PorticoSignInEvent extends Event {
  /** The id of the person. */
  readonly personId: string;

  constructor(personId: string) {
    super('portico-sign-in', { bubbles: true, composed: true });
    this.personId = personId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-sign-in': PorticoSignInEvent;
  }
}
