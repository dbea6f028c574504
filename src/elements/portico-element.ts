import type { ContextCallback } from '@lit/context';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { PorticoErrorEvent } from '../events/error.js';
import { PorticoReadyEvent } from '../events/ready.js';
import { type Group, languageOf, loadLocale, type Locale } from '../i18n/locale.js';
import { problemText, type SpokenFailure } from '../i18n/problems.js';
import { problemWords } from '../i18n/words/problems.js';
import { configuration } from '../session/configuration.js';
import { showStep, type Step, takeStep } from '../session/step.js';
import { sessionContext } from '../session/context.js';
import type { GetToken } from '../session/host.js';
import { type Session, sessionFor, type SessionState } from '../session/session.js';
import { holds } from '../session/store.js';
import { shared } from '../styles/shared.js';
import { timeTag } from '../ui/time.js';
import { notice } from '../ui/state.js';
import type { Route } from './route.js';

/** The parts of the elements inside another one, which a style sheet reaches through it. */
export const innerParts =
  'heading: view-heading, button, field, label, control, form, notice, empty, toolbar, table, head, row, sort, select, status, secondary';

const noSource: SpokenFailure = { reason: 'no-source' };

const languageFor = (element: Element): string => configuration.locale ?? languageOf(element);

/**
 * What the public elements share: finding the session, the words, the sign-in in their place, and the telling of failures.
 *
 * The session is the one handed in, else that of the `src` attribute, else that of the portal around the element.
 *
 * @cssState loading - While it is being found out whether somebody is signed in.
 * @cssState anonymous - Nobody is signed in.
 * @cssState signing-in - Somebody is about to be.
 * @cssState signed-in - Somebody is signed in.
 * @cssState expired - The session has ended, and what was begun is kept for the person.
 *
 * @cssprop [--portico-accent=currentColor] - Colour of the main buttons and of the focus.
 * @cssprop [--portico-on-accent] - Text on the accent; black or white by itself, whichever reads.
 * @cssprop [--portico-text=inherit] - Colour of text.
 * @cssprop [--portico-link=inherit] - Colour of links.
 * @cssprop [--portico-muted] - Colour of what matters less.
 * @cssprop [--portico-line] - Colour of rules and quiet borders.
 * @cssprop [--portico-edge] - Colour of the borders of fields.
 * @cssprop [--portico-tint] - Background of what is pointed at or set apart.
 * @cssprop [--portico-surface=Canvas] - Background of what lies over the page.
 * @cssprop [--portico-shadow] - Shadow of what lies over the page.
 * @cssprop [--portico-field=transparent] - Background of fields.
 * @cssprop [--portico-danger] - Colour of failures.
 * @cssprop [--portico-success] - Colour of what is open or done.
 * @cssprop [--portico-focus=--portico-accent] - Colour of the focus ring.
 * @cssprop [--portico-status-open=--portico-success] - The dot of a ticket that is open.
 * @cssprop [--portico-status-closed=--portico-edge] - The dot of a ticket that is closed.
 * @cssprop [--portico-new] - What is new in a conversation: its word and its line.
 * @cssprop [--portico-message-customer] - Background of what customers say.
 * @cssprop [--portico-message-team] - Background of what the team says.
 * @cssprop [--portico-message-event=--portico-muted] - Changes of the status between messages.
 * @cssprop [--portico-message-padding=0] - Space between a message and the edge of its background.
 * @cssprop [--portico-message-radius=0] - Roundness of the background of a message.
 * @cssprop [--portico-radius=0.5em] - Roundness.
 * @cssprop [--portico-button-radius=--portico-radius] - Roundness of buttons.
 * @cssprop [--portico-space=1em] - The unit of the spaces.
 * @cssprop [--portico-density=1] - How high rows and controls are.
 * @cssprop [--portico-font=inherit] - Font family.
 * @cssprop [--portico-line-height=inherit] - Height of a line of text; in lists and forms it is 1.5 where nothing else is said.
 * @cssprop [--portico-heading-font=inherit] - Font family of headings.
 * @cssprop [--portico-heading-weight=650] - Weight of headings.
 * @cssprop [--portico-duration=0.12s] - How long a change of colour takes.
 */
export abstract class PorticoElement<W = unknown> extends LitElement {
  static override styles: CSSResultGroup = shared;
  static override properties: PropertyDeclarations = {
    src: {},
    profile: {},
    session: { attribute: false, noAccessor: true },
    sessionKind: { attribute: 'session' },
    getToken: { attribute: false },
    preset: {},
  };

  /** The groups of words that the view says beside the core's. */
  static words: readonly Group<object>[] = [];

  /** Sends and shows what waits to be sent; the define files fill it. */
  static watchOutbox?: (session: Session) => Promise<void>;

  /** Looks after the session of somebody who is signed in: its end, and what comes live; the define files fill it. */
  static attend?: (host: PorticoElement, session: Session) => Promise<void>;

  /** Leads the eye from one view of a portal to another; comes with the ticket. */
  static turn?: (root: ShadowRoot, to: Route, from: Route) => void;

  /** The portal's address, `https://host/<slug>`. */
  declare src?: string;
  /** Keeps several identities apart on one page: elements of one profile share a session. */
  declare profile?: string;

  /** What the page was made with, so that the element looks like it: `bootstrap`, `tailwind`, `vitepress` and others, or `auto`. */
  declare preset?: string | null;

  /** What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site. */
  declare sessionKind?: string;

  /** The page's own login: answers a token it signed for whoever is signed in there, or null. With it nobody is asked for a password. */
  declare getToken?: GetToken;

  /** The formats, and the core's words, which are there before the first render; the view's are there before the view is asked for. */
  protected locale!: Locale<W>;

  /** How it stands with the words of the view. */
  #words?: 'pending' | 'ready' | 'failed';

  /** The language that the page wanted when they were loaded. */
  #spoken?: string | undefined;

  /** Whether the sentences for what seldom goes wrong were asked for. */
  #asked = false;

  /** What the platform keeps of the element: its custom states, and what it is in a form. */
  protected readonly internals = this.attachInternals();

  #given?: Session;
  #found?: Session;
  #heard?: Session;
  #state?: SessionState;
  #told?: SpokenFailure;
  #failure?: SpokenFailure;
  #wantsFocus?: FocusOptions;
  #outer?: Session;
  #step?: Step;
  #unsubscribe?: () => void;
  #isReady = false;
  /** The preset it looks like; where the browser cannot choose a text for the accent, it is dressed without one too. */
  #worn?: string | null | undefined = CSS.supports('color:color(from currentColor xyz x y z)') ? undefined : null;
  /** Why nothing could be drawn. */
  #broken?: SpokenFailure | undefined;

  /** The session in use. Set it to hand one in; a text is as the attribute's. */
  get session(): Session | undefined {
    return this.#given ?? this.#found;
  }

  set session(session: Session | string | undefined) {
    // Frameworks that find a property set it in the attribute's place.
    if (typeof session === 'string') this.sessionKind = session;
    else this.#given = session;
    this.requestUpdate('session', null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
    this.#ask();
    // A portal around it that is registered later could not answer yet.
    if (this.closest('portico-portal:not(:defined)')) {
      void customElements.whenDefined('portico-portal').then(() => this.isConnected && this.#ask());
    }
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    this.#unsubscribe?.();
    this.#outer = undefined;
    this.#listen();
  }

  /** In another document it needs its styles anew. Without that part of the library it goes on without them. */
  adoptedCallback(): void {
    import('./adoption.js').then(({ adopt }) => adopt(this)).catch(() => {});
  }

  /** Moves the focus to the element's heading, as soon as there is one. */
  override focus(options?: FocusOptions): void {
    this.#wantsFocus = options ?? {};
    this.requestUpdate();
  }

  /** What the element shows to a person who is signed in. */
  protected abstract view(): unknown;

  /** Whether this element asks for the sign-in itself; inside a portal, the portal does. */
  protected get alone(): boolean {
    const { session } = this;
    return !session || session !== this.#outer;
  }

  /** Whether this is the sign-in inside another of our elements, which has said where it is already. */
  protected get nested(): boolean {
    return (this.getRootNode() as Partial<ShadowRoot>).host instanceof PorticoElement;
  }

  protected get t(): Locale<W>['t'] {
    return this.locale.t;
  }

  protected override async scheduleUpdate(): Promise<void> {
    // Without that part of the library it looks as without a preset.
    const dressed =
      this.#worn !== (this.#worn = this.preset) &&
      import('../styles/dress.js').then((look) => look.dress(this)).catch(() => {});
    if (!this.#words || this.#spoken !== configuration.locale) await this.#learn();
    if (dressed) await dressed;
    await super.scheduleUpdate();
  }

  /** What throws while it is drawn takes nothing else of the page along. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      if (this.#broken) throw error;
      this.#broken = { reason: 'broken' };
      reportError(error);
      this.requestUpdate();
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#found =
      this.src === undefined
        ? this.#outer
        : URL.canParse(this.src, document.baseURI)
          ? sessionFor(this.src, this.profile, this.sessionKind === 'cookie')
          : undefined;
    if (this.session && this.getToken && (changed.has('getToken') || this.session !== this.#heard))
      this.session.getToken = this.getToken;
    if (this.isConnected) this.#listen(this.session);
    const { state, step } = this.session ?? {};
    if (step !== this.#step && (this.#step = step) && this.hasAddress)
      showStep(step.name, step.name === 'expired' ? this.place : '');
    try {
      const { states } = this.internals;
      states.clear();
      if (state) states.add(state);
    } catch {
      // A browser that has no custom states, or only ones that begin with dashes.
    }
    if (state === this.#state || state === 'loading' || state === 'signing-in') return;
    // What had the focus gives way to the sign-in, or the sign-in to what is behind it.
    if (this.#state && this.alone && this.matches(':focus-within')) {
      void this.updateComplete.then(() =>
        state === 'signed-in' ? this.focus() : this.renderRoot.querySelector('portico-login')?.focus(),
      );
    }
    this.#state = state;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#moveFocus();
    const { session } = this;
    if (!this.#isReady && this.alone && !this.nested && session?.portal.value && this.#state) {
      this.#isReady = true;
      this.dispatchEvent(new PorticoReadyEvent(session.person?.id));
    }
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure && failure !== this.#told) {
      this.dispatchEvent(new PorticoErrorEvent((failure.code ?? failure.reason)!, failure.requestId));
    }
    this.#told = failure;
  }

  protected override render(): unknown {
    if (!this.locale as boolean)
      return html`<button type="button" aria-label="Try again" @click=${this.#learnAgain}>↻</button>`;
    return html`<div lang=${this.locale.tag} class="root">
      ${
        this.#broken
          ? this.failed(this.#broken, this.#mend)
          : this.alone
            ? this.gate()
            : html`<div class="view">${this.spoken()}</div>`
      }
    </div>`;
  }

  /** The view, or what stands in its place until the person has signed in. What was begun stays under an expired session. */
  protected gate(): unknown {
    const { session } = this;
    // A view counts on the portal's settings, which may come after the person.
    const isKnown = session?.portal.value && (this.asks || session.person);
    const open = isKnown && (this.asks || session.state === 'signed-in') && !session.step;
    return html`${open ? nothing : (this.obstacle() ?? html`<portico-login exportparts=${innerParts} .session=${session}><slot name="sign-in" slot="sign-in"></slot></portico-login>`)}
    ${isKnown ? html`<div class="view" ?hidden=${!open}>${this.spoken()}</div>` : nothing}`;
  }

  /** Whether the view is for people who are not signed in too. */
  protected get asks(): boolean {
    return false;
  }

  /** Whether the page's address says which step of the sign-in this element shows. */
  protected get hasAddress(): boolean {
    return this.alone && !this.nested;
  }

  /** The place to come back to, as a path, when the session has expired and somebody is signed in again. */
  protected get place(): string {
    return '';
  }

  /** Why not even the sign-in can be shown: no portal, a failure, or a check that is still on its way. */
  protected obstacle(): unknown {
    const { session } = this;
    if (!session) return this.failed(noSource);
    if (session.portal.value && session.state !== 'loading') return;
    return session.failure ? this.failed(session.failure, () => session.retry()) : this.skeleton();
  }

  /** Something like the view, while there is nothing to show. */
  protected skeleton(): unknown {
    return html`<div class="stack" aria-busy="true">
      <span class="hide" role="status">${this.t.loading}</span>
      <span class="bone"></span><span class="bone"></span><span class="bone"></span>
    </div>`;
  }

  /** A failure in the words of its code, with a way to try again. */
  protected failed(failure: SpokenFailure, retry?: (event: Event) => void, lead = ''): unknown {
    this.#failure = failure;
    const { t } = this;
    if (!this.#asked && !((failure.code ?? failure.reason)! in t.problems)) {
      this.#asked = true;
      void this.#load(problemWords)
        .then(
          (locale) => (this.locale = locale),
          // Then it is told in general.
          () => {},
        )
        .then(() => this.requestUpdate());
      return nothing;
    }
    return notice(
      lead + problemText(t, failure),
      retry && html`<button type="button" @click=${retry}>${t.retry}</button>`,
    );
  }

  /** What a part of the library that did not arrive is told as. */
  protected missing(): SpokenFailure {
    return { reason: navigator.onLine ? 'unreachable' : 'offline' };
  }

  protected time(time: string): unknown {
    return timeTag(this.locale.tag, time);
  }

  #follow = (): void => {
    if (this.session && this.hasAddress) this.session.step = takeStep(this.session.step);
  };

  #load(...more: Group<object>[]): Promise<Locale<W>> {
    return loadLocale(languageFor(this), [...(this.constructor as typeof PorticoElement).words, ...more]) as Promise<
      Locale<W>
    >;
  }

  /** Loads the core's words and the view's at once; the core's are enough to begin, and the session asks its portal meanwhile. */
  async #learn(): Promise<void> {
    this.#words ??= 'pending';
    this.#spoken = configuration.locale;
    // Asked for first, so that words which are all there already are not waited for with a skeleton.
    const all = this.#load();
    const core = loadLocale(languageFor(this)).then(
      (locale) => (this.locale ??= locale as Locale<W>),
      () => {},
    );
    const ready = all.then(
      (locale) => {
        this.locale = locale;
        this.#words = 'ready';
      },
      async () => {
        await core;
        this.#words = 'failed';
        addEventListener('online', this.#learnAgain, { once: true });
      },
    );
    void ready.then(() => this.requestUpdate());
    await Promise.race([ready, core]);
  }

  #learnAgain = (): void => {
    this.#words = undefined;
    this.requestUpdate();
  };

  #mend = (): void => {
    this.#broken = undefined;
    this.requestUpdate();
  };

  /** The view, once its words are there. */
  protected spoken(): unknown {
    if (this.#words === 'ready') return this.view();
    return this.#words === 'failed' ? this.failed(this.missing(), this.#learnAgain) : this.skeleton();
  }

  #changed = (): void => {
    this.requestUpdate();
    const { session } = this;
    // Without that part of the library the session ends unannounced, and nothing comes live.
    if (session?.person && this.alone) PorticoElement.attend?.(this, session).catch(() => {});
  };

  /** Asks the portal around for its session, by the protocol of @lit/context. */
  #ask(): void {
    const callback: ContextCallback<Session | undefined> = (session, unsubscribe) => {
      this.#outer = session;
      this.#unsubscribe = unsubscribe;
      this.requestUpdate();
    };
    this.dispatchEvent(
      Object.assign(new Event('context-request', { bubbles: true, composed: true }), {
        context: sessionContext,
        contextTarget: this,
        callback,
        subscribe: true,
      }),
    );
  }

  #listen(session?: Session): void {
    if (session === this.#heard) return;
    this.#heard?.removeEventListener('change', this.#changed);
    this.#heard = session;
    if (!session) return;
    session.addEventListener('change', this.#changed);
    this.#follow();
    session.start();
    void this.#lookForUnsent(session);
    this.#changed();
  }

  /** What waits from before is sent from whatever page the person comes to. */
  async #lookForUnsent(session: Session): Promise<void> {
    if (await holds('drafts', session.storageKey + 'outbox')) PorticoElement.watchOutbox?.(session).catch(() => {});
  }

  #moveFocus(): void {
    const heading = this.#wantsFocus && this.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]');
    if (!heading) return;
    heading.focus(this.#wantsFocus);
    this.#wantsFocus = undefined;
  }
}
