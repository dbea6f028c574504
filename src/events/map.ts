import type { PorticoErrorEvent } from './error.js';
import type { PorticoMessageSentEvent } from './message-sent.js';
import type { PorticoNavigateEvent } from './navigate.js';
import type { PorticoReadyEvent } from './ready.js';
import type { PorticoSignInEvent } from './sign-in.js';
import type { PorticoSignInNeededEvent } from './sign-in-needed.js';
import type { PorticoSignOutEvent } from './sign-out.js';
import type { PorticoTicketCreatedEvent } from './ticket-created.js';
import type { PorticoTicketOpenEvent } from './ticket-open.js';
import type { PorticoUnreadChangeEvent } from './unread-change.js';

/** The events of the library by their names without the prefix. Each bubbles through the whole page as `portico-<name>`. */
export interface PorticoEventMap {
  ready: PorticoReadyEvent;
  'sign-in': PorticoSignInEvent;
  'sign-in-needed': PorticoSignInNeededEvent;
  'sign-out': PorticoSignOutEvent;
  'ticket-open': PorticoTicketOpenEvent;
  'ticket-created': PorticoTicketCreatedEvent;
  'message-sent': PorticoMessageSentEvent;
  'unread-change': PorticoUnreadChangeEvent;
  navigate: PorticoNavigateEvent;
  error: PorticoErrorEvent;
}

/** The same by the names that the page hears. */
export type PorticoDocumentEvents = {
  [Name in keyof PorticoEventMap as `portico-${Name}`]: PorticoEventMap[Name];
};

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a name for what is mapped
  interface DocumentEventMap extends PorticoDocumentEvents {}
}
