/** Something failed, and the person was told. */
export class PorticoErrorEvent extends Event {
  /** The code of the problem; or why the portal could not be reached. */
  readonly code: string;
  /** What to quote to the administrator of the portal. */
  readonly requestId: string | undefined;

  constructor(code: string, requestId: string | undefined) {
    super('portico-error', { bubbles: true, composed: true });
    this.code = code;
    this.requestId = requestId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portico-error': PorticoErrorEvent;
  }
}
