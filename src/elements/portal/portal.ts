import type { Context, ContextEvent } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import type { TicketListQuery } from '../../controllers/ticket-list.js';
import { PorticoNavigateEvent } from '../../events/navigate.js';
import { PorticoSignOutEvent } from '../../events/sign-out.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { configuration } from '../../session/configuration.js';
import { sessionContext } from '../../session/context.js';
import type { Session } from '../../session/session.js';
import { shared } from '../../styles/shared.js';
import { icon, leave, person, plus } from '../../ui/icon.js';
import { parseStep, placeAfter } from '../../session/step.js';
import { innerParts, PorticoElement } from '../portico-element.js';
import type { Menu } from './menu.js';
import { portalStyles } from './portal.styles.js';
import { type Address, addressOf, formatRoute, keepAddress, parseRoute, placeIn, type Route } from '../route.js';

/** The elements a portal loads when they are first needed. */
export type Part = 'ticket' | 'support-form' | 'account';

/** The element, by its tag without the prefix, that shows a view. */
const partOf = (view: Route['view']): Part =>
  ({ tickets: 'ticket-list', ticket: 'ticket', new: 'support-form', account: 'account' })[view] as Part;

/** Whether two routes show the same, whatever is asked of the list. */
const isSame = (one: Route, other: Route): boolean => one.view === other.view && one.ticketId === other.ticketId;

type Listener = (session: Session | undefined, unsubscribe: () => void) => void;

const start: Route = { view: 'tickets', query: {} };

/**
 * @summary A whole customer portal: sign-in, tickets, conversation and support form.
 * @tag portico-portal
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {'canvas'} images - With `canvas` the portal's pictures are drawn, for a page whose policy lets it ask the portal and show no images of it.
 * @attr {'hash' | 'history' | 'memory'} address - Where the portal keeps its place: in the page's hash, in its path, or for itself alone.
 * @attr {string} base - With `address="history"`: the path the places come after, `/support`; without it they begin at the site's root.
 * @attr {string} heading - A heading in place of the portal's name; empty for none.
 * @attr {'tickets' | 'ticket' | 'new' | 'account'} view - Where it begins, unless the page's address says; changed, it goes there.
 * @attr {string} ticket - The id of the ticket that it begins with; changed, it goes there.
 *
 * @fires {PorticoReadyEvent} portico-ready - When it knows its portal, and whether somebody is signed in.
 * @fires {PorticoSignInEvent} portico-sign-in - When a person signed in.
 * @fires {PorticoSignOutEvent} portico-sign-out - When the person signs out; cancelable.
 * @fires {PorticoSignInNeededEvent} portico-sign-in-needed - When nobody is signed in to the page that `getToken` asks.
 * @fires {PorticoNavigateEvent} portico-navigate - Before another view is shown; cancelable.
 * @fires {PorticoTicketOpenEvent} portico-ticket-open - When a ticket is chosen; cancelable.
 * @fires {PorticoTicketCreatedEvent} portico-ticket-created - When a new ticket was opened.
 * @fires {PorticoMessageSentEvent} portico-message-sent - When a reply was sent.
 * @fires {PorticoUnreadChangeEvent} portico-unread-change - When the number of messages that were not read is another.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @slot header - In place of the portal's logo and name.
 * @slot nav - More links of the navigation, while somebody is signed in.
 * @slot before - Between the header and what is shown.
 * @slot after - After what is shown.
 * @slot footer - At the end.
 * @slot sign-in - With `getToken`: how to sign in to the page, shown while nobody is.
 *
 * @csspart header - The portal's name, navigation and person.
 * @csspart heading - The portal's name.
 * @csspart nav - The navigation.
 * @csspart logo - The portal's logo.
 * @csspart menu-link - A link of the navigation or of the portal's menu, or the button that signs out.
 * @csspart footer - The end of the portal.
 * @csspart view-heading - The heading of a view: of the sign-in, the list, a ticket or a form.
 * @csspart toolbar - Search, filters and order.
 * @csspart select - The choice inside a control of the list's toolbar, beside its name.
 * @csspart table - The tickets.
 * @csspart head - The names of the list's columns, where there is room for them.
 * @csspart sort - The name of a column, which sorts by it.
 * @csspart row - One ticket of the list, or one device of the account.
 * @csspart status - A ticket's status or stage.
 * @csspart panel - The filters, or the choice of columns, while they are open.
 * @csspart chips - The filters that are active.
 * @csspart chip - One of them.
 * @csspart details - A ticket's properties.
 * @csspart message - One message.
 * @csspart avatar - The letter beside a message.
 * @csspart author - Who wrote a message, when and where.
 * @csspart body - What a message says.
 * @csspart day - The day above the messages of a day.
 * @csspart new - Where the new messages begin.
 * @csspart event - A change of the status between messages.
 * @csspart files - The files of a message.
 * @csspart viewer - An image over the whole window.
 * @csspart tools - The buttons above a ticket.
 * @csspart after - What follows the conversation of a closed ticket.
 * @csspart composer - The reply.
 * @csspart formats - The buttons that format a reply.
 * @csspart attachments - The files of what is being written.
 * @csspart articles - Articles that may help.
 * @csspart news - The button that tells of something new.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form: the support form, or one of the sign-in or the account.
 * @csspart button - The link to a new ticket, and the main button of a view.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart file - A file of a message.
 * @csspart choice - A form to choose.
 * @csspart section - A section of the account.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart dialog - A question over the window: whether to stay, or to leave what waits to be sent.
 * @csspart waiting - What waits to be sent.
 *
 * @cssprop [--portico-logo-width=2em] - Width of the logo; it is 2em high.
 */
export class PorticoPortal extends PorticoElement {
  static override styles = [shared, portalStyles];
  static override properties = { address: {}, base: {}, heading: {}, startView: { attribute: 'view' }, ticket: {} };

  /** Loads the elements that are not there from the beginning; the define files fill it. */
  static parts: Partial<Record<Part, () => Promise<unknown>>> = {};

  /** Where the portal keeps its place. */
  declare address?: Address['address'];
  /** The path that the places come after, where the page's path holds them. */
  declare base?: string;
  /** A heading in place of the portal's name. */
  declare heading?: string;
  /** Where it begins, and where it goes when that is set to something else. */
  declare startView?: Route['view'] | null;
  /** The ticket that it begins with, or goes to. */
  declare ticket?: string | null;

  #route = start;
  #person?: string;
  #listSeen = false;
  /** What draws the logo and the menu, where the portal has any: null while that part is on its way, empty where it did not arrive. */
  #menu?: Partial<Menu> | null;
  #partFailure?: SpokenFailure;
  #loading?: Promise<unknown>;
  /** What the list was last narrowed to, for the way back. */
  #query?: Partial<TicketListQuery>;
  #provided?: Session;
  #listeners = new Map<Listener, () => void>();

  constructor() {
    super();
    this.addEventListener('context-request', this.#provide);
    this.addEventListener('click', this.#clicked);
    // What a link leads to is fetched when it is about to be followed.
    // From one row to the next nothing but a move is heard out here.
    for (const type of ['pointermove', 'pointerdown', 'focusin']) this.addEventListener(type, this.#intended);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(this.address === 'history' ? 'popstate' : 'hashchange', this.#follow);
    if (this.hasAddress) this.#route = parseRoute(placeAfter(location.hash) || placeIn(location, this)) ?? this.#route;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#follow);
    removeEventListener('hashchange', this.#follow);
  }

  /** Shows a place: a ticket, the new ticket, or the list; whether that was not cancelled. */
  navigate(route: Route): boolean {
    if (!this.dispatchEvent(new PorticoNavigateEvent(route.view, route.ticketId))) return false;
    const place = formatRoute(route);
    // Without a change of the address nothing would be heard.
    if (!this.hasAddress || place === placeIn(location, this)) this.#show(route);
    else if (this.address !== 'history') location.hash = place;
    else {
      keepAddress(route, this, true);
      this.#show(route);
    }
    return true;
  }

  /** Moves the focus to the heading of what is shown. */
  override focus(): void {
    void this.#focusView();
  }

  protected override get alone(): boolean {
    return true;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { session } = this;
    if (changed.has('startView') || changed.has('ticket'))
      this.#lead(parseRoute(`#/${this.ticket ? `tickets/${this.ticket}` : this.startView}`));
    if (this.#provided !== session) {
      this.#provided = session;
      for (const [listener, unsubscribe] of this.#listeners) listener(session, unsubscribe);
    }
    const isIn = session?.state === 'signed-in';
    const person = isIn ? session.person!.id : this.#person;
    if (this.#person && person !== this.#person) this.#begin();
    this.#person = person;
    if (isIn && !session.step && this.hasAddress && parseStep(location.hash)) this.#replace(this.#route);
    if ((isIn || this.asks) && !this.#partFailure) this.#load(this.#route.view);
    const portal = session?.portal.value;
    if (this.#menu === undefined && (portal?.logo || portal?.menu.length)) void this.#loadMenu();
  }

  protected override gate(): unknown {
    // With it nothing moves when the logo and the menu are there.
    if (this.#menu === null) return this.skeleton();
    const { session, t } = this;
    const portal = session?.portal.value;
    const heading = this.heading ?? portal?.name;
    const { view } = this.#route;
    const signedIn = session?.state === 'signed-in' && session.person;
    const link = (to: Route['view'], content: unknown, look: string): unknown =>
      html`<a
        class="button ${look}"
        part=${to === 'new' ? 'button' : 'menu-link'}
        href=${this.#href({ view: to })}
        aria-current=${view === to ? 'page' : nothing}
        >${content}</a
      >`;
    return html`${
        portal && (heading || signedIn)
          ? html`<header class="row" part="header">
              <slot name="header"
                >${this.#menu?.logo?.(portal, heading)}${
                  heading ? html`<h2 part="heading">${heading}</h2>` : nothing
                }</slot
              >
              ${
                signedIn
                  ? html`<nav class="row" part="nav" aria-label=${t.navigation}>
                        ${link('tickets', t.tickets, 'plain')}
                        ${
                          session.forms.length
                            ? link('new', html`<span>${icon(plus)}</span><span>${t.newTicket}</span>`, 'primary')
                            : nothing
                        }${this.#menu?.links?.(portal)}<slot name="nav"></slot>
                      </nav>
                      <span class="row push"
                        ><a
                          class="button plain small"
                          part="menu-link"
                          href=${this.#href({ view: 'account' })}
                          title=${t.account}
                          aria-current=${view === 'account' ? 'page' : nothing}
                          >${icon(person)}<span class="who"
                            ><span class="hide">${t.signedInAs('')}</span>${signedIn.name}</span
                          ></a
                        ><button type="button" class="plain small" part="menu-link" @click=${this.#signOut}>
                          ${icon(leave)}<span class="who">${t.signOut}</span>
                        </button></span
                      >`
                  : nothing
              }
            </header>`
          : nothing
      } <slot name="before"></slot>${super.gate()}${
        this.#isOpen && view !== 'new' && session!.state !== 'loading' && !session!.step
          ? html`<p class="ask"><a href=${this.#href({ view: 'new' })}>${t.askWithout}</a></p>`
          : nothing
      }<slot name="after"></slot>
      <footer part="footer"><slot name="footer"></slot></footer>`;
  }

  protected override view(): unknown {
    const { view, ticketId, query } = this.#route;
    this.#listSeen ||= view === 'tickets';
    return html`${
      this.#listSeen
        ? html`<portico-ticket-list
            exportparts=${innerParts}
            ?hidden=${view !== 'tickets'}
            .query=${query ?? this.#query}
            .queryChanged=${this.#remember}
            .address=${this.address}
            .ticketHref=${this.#ticketHref}
            .newHref=${this.session!.forms.length ? this.#href({ view: 'new' }) : undefined}
          ></portico-ticket-list>`
        : nothing
    }
    ${
      view === 'tickets'
        ? nothing
        : this.#partFailure
          ? this.failed(this.#partFailure, () => this.#load(view))
          : !customElements.get('portico-' + partOf(view))
            ? this.skeleton()
            : view === 'account'
              ? html`<portico-account exportparts=${innerParts}></portico-account>`
              : view === 'new'
                ? html`<portico-support-form
                    exportparts=${innerParts}
                    .prefill=${configuration.prefill}
                    .ticketHref=${this.#ticketHref}
                  ></portico-support-form>`
                : html`<portico-ticket
                    exportparts=${innerParts}
                    .ticket=${ticketId}
                    .ticketHref=${this.#ticketHref}
                    .backHref=${this.#href({ view: 'tickets', query: this.#query })}
                  ></portico-ticket>`
    }`;
  }

  /** Whether a form can be sent by somebody who is not signed in, as it is now. */
  get #isOpen(): boolean {
    const { session } = this;
    return !session?.person && !!session?.forms.some(({ isOpen }) => isOpen);
  }

  protected override get asks(): boolean {
    return this.#isOpen && this.#route.view === 'new';
  }

  protected override get hasAddress(): boolean {
    return this.address !== 'memory';
  }

  protected override get place(): string {
    // The path of the page stays as it is under a step.
    return this.address === 'history' ? '' : formatRoute(this.#route).slice(1);
  }

  /** Answers the elements inside that ask for the session, and tells them when it is another. */
  #provide(event: ContextEvent<Context<unknown, unknown>>): void {
    if (event.context !== sessionContext || event.contextTarget === this) return;
    event.stopPropagation();
    const listener = event.callback as Listener;
    const unsubscribe = (): boolean => this.#listeners.delete(listener);
    if (event.subscribe) this.#listeners.set(listener, unsubscribe);
    listener(this.#provided, unsubscribe);
  }

  #remember = (query: TicketListQuery, isStep?: boolean): void => {
    this.#query = query;
    this.#replace({ view: 'tickets', query }, isStep);
  };

  #replace(route: Route, isStep?: boolean): void {
    this.#route = route;
    keepAddress(route, this, isStep);
  }

  #href(route: Route): string {
    return addressOf(route, this);
  }

  #routeIn(at: Location | HTMLAnchorElement): Route | undefined {
    return parseRoute(placeIn(at, this));
  }

  #ticketHref = (ticketId: string): string => this.#href({ view: 'ticket', ticketId });

  #follow = (): void => {
    if (!this.hasAddress) return;
    // Somebody who is signed in came by the address of a step.
    this.requestUpdate();
    const route = this.#routeIn(location) ?? (location.hash ? undefined : start);
    if (route) this.#show(route);
  };

  /** Goes where the page's attributes lead; the page's address comes first at the beginning. */
  #lead(route = start): void {
    if (isSame(route, this.#route)) return;
    if (!this.hasUpdated) {
      if (this.#route === start) this.#route = route;
    } else if (this.dispatchEvent(new PorticoNavigateEvent(route.view, route.ticketId))) {
      keepAddress(route, this, true);
      this.#show(route, !this.matches(':focus-within'));
    }
  }

  async #loadMenu(): Promise<void> {
    this.#menu = null;
    this.#menu = await import('./menu.js').then(
      ({ adopt }) => adopt(this),
      () => ({}),
    );
    this.requestUpdate();
  }

  #show(route: Route, quietly?: boolean): void {
    const before = this.#route;
    if (this.session) this.session.step = undefined;
    this.#route = route;
    this.#query = route.query ?? this.#query;
    this.#partFailure = undefined;
    this.requestUpdate();
    if (isSame(route, before)) {
      if (route.view === 'new') this.renderRoot.querySelector('portico-support-form')?.another?.();
      return;
    }
    PorticoElement.turn?.(this.renderRoot as ShadowRoot, route, before);
    // Whoever is elsewhere in the page stays there.
    if (quietly) return;
    void (route.view === 'tickets' ? this.#comeBack(before.ticketId) : this.#focusView());
  }

  /** Shows the list as it was left: at the same height, with the focus on the ticket one comes from. */
  async #comeBack(ticketId?: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('portico-ticket-list')?.comeBack(ticketId);
  }

  /** Moves the focus to the heading of what is shown, which may still be on its way. */
  async #focusView(): Promise<void> {
    await this.updateComplete;
    await this.#loading;
    await this.updateComplete;
    const { session } = this;
    const isThere = (this.asks || session?.state === 'signed-in') && !session!.step;
    const tag = isThere ? partOf(this.#route.view) : 'login';
    this.renderRoot.querySelector<HTMLElement>('portico-' + tag)?.focus();
  }

  /** Loads the element that a view needs. */
  #load(view: Route['view']): void {
    const part = partOf(view);
    if (this.#loading || customElements.get('portico-' + part)) return;
    this.#partFailure = undefined;
    this.#loading = PorticoPortal.parts[part]?.()
      .catch(() => {
        this.#partFailure = this.missing();
      })
      .then(() => {
        this.#loading = undefined;
        this.requestUpdate();
      });
  }

  #intended(event: Event): void {
    const link = linkOf(event);
    const route = link && this.#routeIn(link);
    if (route) this.#load(route.view);
  }

  #clicked(event: MouseEvent): void {
    const link = linkOf(event);
    const route = link && this.#routeIn(link);
    const step = link && !this.hasAddress ? parseStep(placeIn(link, this)) : undefined;
    if (
      !(route ?? step) ||
      event.defaultPrevented ||
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    if (route) this.navigate(route);
    else this.session!.step = step;
  }

  /** Forgets where the person was. */
  #begin(): void {
    this.#person = this.#query = undefined;
    this.#listSeen = false;
    this.#replace(start);
  }

  #signOut(): void {
    if (!this.dispatchEvent(new PorticoSignOutEvent())) return;
    void this.session!.signOut();
    this.#begin();
  }
}

/** The link under an event, to somewhere in this page or this site. */
function linkOf(event: Event): HTMLAnchorElement | undefined {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  return link?.origin === location.origin ? link : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-portal': PorticoPortal;
  }
}
