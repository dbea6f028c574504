import { css, html, nothing } from 'lit';
import { LiveUpdates, type News } from '../../controllers/live.js';
import type { SessionController } from '../../controllers/session-controller.js';
import type { WordsOf } from '../../i18n/locale.js';
import { liveWords } from '../../i18n/words/live.js';
import type { Session } from '../../session/session.js';
import { addStyles } from '../../styles/added.js';
import { shared } from '../../styles/shared.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import { liveStyles } from './live.styles.js';

const words = [liveWords] as const;

/** How long somebody is held to be writing after it was said. */
const writingTime = 10_000;

/** What lies over the element is placed by it. */
const around = css`
  :host {
    position: relative;
  }
`;

/**
 * Says in a list or a ticket what happened while somebody looked. Private: the elements show it by themselves. It lies over what
 * is read, so that nothing moves.
 */
export class LiveNotice extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, liveStyles];

  #said = '';
  #messages = 0;
  #tickets?: Extract<News, { kind: 'tickets' }>;
  #writing?: string;
  #writingTimer?: ReturnType<typeof setTimeout>;
  #gone = false;
  #ticket?: string;
  #text = '';
  #copied = false;
  #placed?: Animation;
  #watch?: IntersectionObserver;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'news');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#writingTimer);
    this.#watch?.disconnect();
  }

  /** Says something new. */
  async tell(news: News): Promise<void> {
    // Its words, and the region that a screen reader listens to, are there first.
    await this.#ready();
    if (!this.isConnected) return;
    const { t } = this;
    switch (news.kind) {
      case 'messages': {
        const author = news.messages.findLast(({ author }) => author.kind === 'team')?.author;
        if (author) this.#said = t.newReply(author.name);
        this.#endWriting();
        this.#messages += news.messages.length;
        void this.#look();
        break;
      }
      case 'status':
        this.#said = t.newStatus(news.ticket.stage?.label ?? t[news.ticket.status]);
        break;
      case 'writing':
        this.#writing = news.name ? t.isWriting(news.name) : t.someoneWrites;
        clearTimeout(this.#writingTimer);
        this.#writingTimer = setTimeout(this.#endWriting, writingTime);
        break;
      case 'tickets':
        this.#tickets = news.count ? news : undefined;
        if (news.count) this.#said = t.showNew(news.count);
        break;
      case 'gone':
        this.#leave();
    }
    this.requestUpdate();
  }

  /** Whoever is writing goes on where they were on the screen, whatever comes above. */
  hold(): (() => void) | undefined {
    const field = this.#field;
    if (!field?.matches(':focus')) return;
    const before = field.getBoundingClientRect().top;
    return () =>
      void this.#host.updateComplete.then(() =>
        scrollBy({ top: field.getBoundingClientRect().top - before, behavior: 'instant' }),
      );
  }

  /** What was said of another ticket, or of rows that are not shown any more, is over. */
  hostChanged(): void {
    const { ticket } = this.#host as { ticket?: string };
    if (ticket !== this.#ticket) {
      this.#ticket = ticket;
      this.#begin(false, '');
    }
    if (this.#tickets?.isCurrent() === false) {
      this.#tickets = undefined;
      this.requestUpdate();
    }
  }

  protected override get alone(): boolean {
    return false;
  }

  protected override view(): unknown {
    const { t } = this;
    return html`<p class="hide said" role="status">${this.#said}</p>
      ${
        this.#tickets
          ? html`<button type="button" class="pill primary" part="news" @click=${this.#showTickets}>
              <span>${t.showNew(this.#tickets.count)}</span>
            </button>`
          : nothing
      }
      ${this.#writing ? html`<p class="writing small" role="status">${this.#writing}</p>` : nothing}
      ${
        this.#messages
          ? html`<button type="button" class="pill below primary" part="news" @click=${this.#showMessage}>
              <span>${t.newMessages(this.#messages)}</span>
            </button>`
          : nothing
      }
      ${this.#gone ? this.#nothingHere() : nothing}`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    // Where the rows begin, or the reply.
    const below = this.#inHost(this.#tickets ? 'table' : '[part~="composer"]');
    this.#placed?.cancel();
    if (!below) return;
    const at = `${below.getBoundingClientRect().top - this.getBoundingClientRect().top}px`;
    // An animation that stands still leaves no style attribute.
    this.#placed = this.animate({ '--_at': [at, at] }, { fill: 'both' });
  }

  /** Until there is something to say it is not there. */
  protected override skeleton(): unknown {
    return nothing;
  }

  #nothingHere(): unknown {
    const { t } = this;
    return html`<div class="gone stack">
      <h3 tabindex="-1">${t.gone}</h3>
      <p>${t.goneText}</p>
      ${
        this.#text
          ? html`<label class="stack"
                ><span>${t.unsent}</span><textarea readonly rows="6" dir="auto" .value=${this.#text}></textarea>
              </label>
              <div class="row">
                <button type="button" @click=${this.#copy}>${t.copyText}</button>
                <span role="status">${this.#copied ? t.copied : nothing}</span>
              </div>`
          : nothing
      }
    </div>`;
  }

  /** Where the host draws. */
  get #around(): ShadowRoot {
    return this.getRootNode() as ShadowRoot;
  }

  get #host(): PorticoElement {
    return this.#around.host as PorticoElement;
  }

  #inHost<E extends Element>(selector: string): E | null {
    return this.#around.querySelector<E>(selector);
  }

  get #field(): HTMLTextAreaElement | null {
    return this.#inHost<HTMLTextAreaElement>('[part~="composer"] textarea');
  }

  get #newest(): Element | undefined {
    return [...this.#around.querySelectorAll('[part~="message"]')].at(-1);
  }

  async #ready(): Promise<void> {
    do await this.updateComplete;
    while (this.isConnected && !this.renderRoot.querySelector('.said') && (await frame()));
  }

  /** Offers the way to what is new below, until it is seen. */
  async #look(): Promise<void> {
    await this.#host.updateComplete;
    await frame();
    const newest = this.#newest;
    this.#watch?.disconnect();
    if (!newest) return;
    this.#watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && this.#seen());
    this.#watch.observe(newest);
  }

  #seen(): void {
    this.#watch?.disconnect();
    this.#messages = 0;
    this.requestUpdate();
  }

  #showMessage = (): void => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#newest?.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
    this.#seen();
  };

  #showTickets = (): void => {
    this.#tickets?.show();
    this.#tickets = undefined;
    this.#said = '';
    // The button is gone: reading goes on at the heading.
    this.#host.focus({ preventScroll: true });
    this.requestUpdate();
  };

  #endWriting = (): void => {
    clearTimeout(this.#writingTimer);
    this.#writing = undefined;
    this.requestUpdate();
  };

  /** The ticket is not this person's any more: what was typed can be taken along. */
  #leave(): void {
    this.#text = this.#field?.value ?? '';
    const hadFocus = this.#host.matches(':focus-within');
    this.#begin(true, this.t.gone);
    if (hadFocus) this.focus();
  }

  /** What was said before is over. */
  #begin(gone: boolean, said: string): void {
    this.#gone = gone;
    this.#inHost('.root')?.toggleAttribute('inert', gone);
    this.#said = said;
    this.#messages = 0;
    this.#endWriting();
  }

  #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#copied = true;
    } catch {
      // Where the page may not, the text is chosen, to be copied by hand.
      this.renderRoot.querySelector('textarea')?.select();
    }
    this.requestUpdate();
  };
}

const frame = () => new Promise<true>((resolve) => requestAnimationFrame(() => resolve(true)));

const started = new WeakMap<Session, LiveUpdates>();

/** Has what happens come live to the elements of a session, while one of them is in the page. */
export function live(host: PorticoElement, session: Session): void {
  if (session.state !== 'signed-in') return;
  let updates = started.get(session);
  if (!updates) {
    updates = new LiveUpdates(session, (view) => noticeOf(view, session));
    started.set(session, updates);
  }
  updates.join(host);
}

/** What says it in the element that shows a view. */
function noticeOf({ host }: SessionController, session: Session): LiveNotice | undefined {
  if (!(host instanceof PorticoElement)) return;
  const { renderRoot } = host;
  const before = renderRoot.querySelector('portico-live');
  if (before) return before;
  addStyles(renderRoot, around);
  const notice = document.createElement('portico-live');
  notice.session = session;
  renderRoot.append(notice);
  notice.hostChanged();
  host.addController({ hostUpdated: () => notice.isConnected && notice.hostChanged() });
  return notice;
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-live': LiveNotice;
  }
}
