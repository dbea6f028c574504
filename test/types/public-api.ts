/** What the public types promise. See README.md beside this file. */
import type {
  Configuration,
  configure,
  identify,
  on,
  open,
  PorticoEventMap,
  PorticoLauncher,
  PorticoLink,
  PorticoReadyEvent,
  PorticoUnreadChangeEvent,
  signOut,
  GetToken,
  Portico,
  PorticoAccount,
  PorticoErrorEvent,
  PorticoLogin,
  PorticoMessageSentEvent,
  PorticoNavigateEvent,
  PorticoPortal,
  PorticoSignInEvent,
  PorticoSignInNeededEvent,
  PorticoSignOutEvent,
  PorticoSupportForm,
  PorticoTicket,
  PorticoTicketCreatedEvent,
  PorticoTicketList,
  PorticoTicketOpenEvent,
  Session,
  sessionContext,
  sessionFor,
  SessionState,
} from '../../src/index.js';

/** Compiles only when both types are the same, not merely assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_answer: Same<A, B>): void {}

// Tags, as `document.createElement` and `querySelector` know them.
same<HTMLElementTagNameMap['portico-portal'], PorticoPortal>(true);
same<HTMLElementTagNameMap['portico-login'], PorticoLogin>(true);
same<HTMLElementTagNameMap['portico-account'], PorticoAccount>(true);
same<HTMLElementTagNameMap['portico-ticket-list'], PorticoTicketList>(true);
same<HTMLElementTagNameMap['portico-ticket'], PorticoTicket>(true);
same<HTMLElementTagNameMap['portico-support-form'], PorticoSupportForm>(true);
same<HTMLElementTagNameMap['portico-launcher'], PorticoLauncher>(true);
same<HTMLElementTagNameMap['portico-link'], PorticoLink>(true);

// Events, as `addEventListener` knows them.
same<HTMLElementEventMap['portico-sign-in'], PorticoSignInEvent>(true);
same<HTMLElementEventMap['portico-sign-in-needed'], PorticoSignInNeededEvent>(true);
same<HTMLElementEventMap['portico-sign-out'], PorticoSignOutEvent>(true);
same<HTMLElementEventMap['portico-ticket-open'], PorticoTicketOpenEvent>(true);
same<HTMLElementEventMap['portico-ticket-created'], PorticoTicketCreatedEvent>(true);
same<HTMLElementEventMap['portico-message-sent'], PorticoMessageSentEvent>(true);
same<HTMLElementEventMap['portico-navigate'], PorticoNavigateEvent>(true);
same<HTMLElementEventMap['portico-error'], PorticoErrorEvent>(true);
same<HTMLElementEventMap['portico-ready'], PorticoReadyEvent>(true);
same<HTMLElementEventMap['portico-unread-change'], PorticoUnreadChangeEvent>(true);
same<DocumentEventMap['portico-ticket-open'], PorticoTicketOpenEvent>(true);
same<PorticoEventMap['navigate'], PorticoNavigateEvent>(true);

// What a session can be.
same<SessionState, 'loading' | 'anonymous' | 'signing-in' | 'signed-in' | 'expired'>(true);
same<ReturnType<typeof sessionFor>, Session>(true);
same<typeof sessionContext.__context__, Session | undefined>(true);

// What holds for the whole page, by import and by script tag.
same<typeof configure, (changes: Configuration) => void>(true);
same<Configuration['getToken'], GetToken | undefined>(true);
same<Portico['configure'], typeof configure>(true);
same<Portico['identify'], typeof identify>(true);
same<ReturnType<typeof signOut>, Promise<boolean>>(true);
same<Parameters<typeof open>[0], 'tickets' | 'ticket' | 'new' | 'account' | undefined>(true);
same<ReturnType<typeof on>, () => void>(true);
window.portico = [
  ['on', 'ready', ({ personId }: PorticoReadyEvent) => same<typeof personId, string | undefined>(true)],
];
window.portico = { getToken: () => Promise.resolve(null) };
same<NonNullable<Window['portico']>['configure'], typeof configure | undefined>(true);
// @ts-expect-error an attribute of nobody's is no configuration
window.portico = { token: 'x' };

// The elements' attributes are properties too.
const portal = document.createElement('portico-portal');
same<typeof portal.src, string | undefined>(true);
same<typeof portal.profile, string | undefined>(true);
same<typeof portal.session, Session | undefined>(true);
same<typeof portal.getToken, (() => Promise<string | null>) | undefined>(true);
same<typeof portal.address, 'hash' | 'history' | 'memory' | undefined>(true);
same<PorticoTicket['ticket'], string | undefined>(true);
same<PorticoSupportForm['form'], string | undefined>(true);

// An event carries ids and nothing of what people wrote.
portal.addEventListener('portico-ticket-open', ({ ticketId }) => same<typeof ticketId, string>(true));
portal.addEventListener('portico-message-sent', (event) => {
  same<typeof event.messageId, string>(true);
  // @ts-expect-error the text of a message never leaves the element
  void event.text;
});
