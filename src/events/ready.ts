/** An element knows its portal, and whether somebody is signed in. */
export class PorticoReadyEvent extends Event {
  /** The id of the person who is signed in; undefined when nobody is. */
  readonly personId: string | undefined;

  constructor(personId: string | undefined) {
    super('portico-ready', { bubbles: true, composed: true });
    this.personId = personId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-ready': PorticoReadyEvent;
  }
}
