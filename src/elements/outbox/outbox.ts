import { html, nothing } from 'lit';
import { outboxOf, type Outbox } from '../../controllers/outbox.js';
import type { PorticoSignOutEvent } from '../../events/sign-out.js';
import { languageOf, type WordsOf } from '../../i18n/locale.js';
import { outboxWords } from '../../i18n/words/outbox.js';
import type { Session } from '../../session/session.js';
import { shared } from '../../styles/shared.js';
import { loadWaitingList, type WaitingList, waitingStyles } from '../../ui/waiting-list.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import { outboxStyles } from './outbox.styles.js';

const words = [outboxWords] as const;

/**
 * Says above a view how much waits to be sent, shows it when asked, and warns whoever signs out. Private: the elements show it by
 * themselves.
 */
export class OutboxPanel extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, waitingStyles, outboxStyles];

  #outbox?: Outbox;
  #host?: Element;
  #list?: WaitingList;
  /** How many there were when the panel was last drawn. */
  #before = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'dialog', 'waiting', 'notice', 'button', 'secondary');
    this.#host = (this.getRootNode() as Partial<ShadowRoot>).host;
    this.#host?.addEventListener('portico-sign-out', this.#warn);
    this.#outbox = this.session && outboxOf(this.session);
    this.#outbox?.addEventListener('change', this.#changed);
    void loadWaitingList(languageOf(this), true).then(
      (list) => {
        this.#list = list;
        this.requestUpdate();
      },
      () => {},
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#host?.removeEventListener('portico-sign-out', this.#warn);
    this.#outbox?.removeEventListener('change', this.#changed);
  }

  protected override get alone(): boolean {
    return false;
  }

  protected override view(): unknown {
    const { t } = this;
    const entries = this.#outbox?.entries ?? [];
    const count = entries.length;
    const isDone = !count && this.#before > 0;
    if (count) this.#before = count;
    const isShown = this.session?.state === 'signed-in';
    return html`<div class=${count && isShown ? 'bar notice' : ''} part="waiting">
        <p role="status" class="hide">
          ${isShown ? (count ? t.waitingCount(count) : isDone ? t.allSent : nothing) : nothing}
        </p>
        ${
          count && isShown
            ? html`<details>
                <summary>${t.waitingCount(count)}</summary>
                ${this.#list?.(entries, {
                  retry: (id) => void this.#outbox!.retry(id),
                  discard: (id) => void this.#outbox!.remove(id),
                  changed: this.#changed,
                })}
              </details>`
            : nothing
        }
      </div>
      <dialog part="dialog" aria-labelledby="title" aria-describedby="text">
        <div class="stack">
          <h3 id="title">${t.leaveTitle}</h3>
          <p id="text">${t.leaveText(count)}</p>
          <div class="row">
            <button type="button" class="primary" part="button" @click=${this.#stay}><span>${t.stayIn}</span></button>
            <button type="button" part="secondary" @click=${this.#leave}>${t.leaveAnyway}</button>
          </div>
        </div>
      </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #changed = (): void => {
    this.requestUpdate();
    if (!this.#outbox?.entries.length) this.#dialog?.close();
  };

  readonly #warn = (event: PorticoSignOutEvent): void => {
    if (event.defaultPrevented || !this.#outbox?.entries.length || !this.#dialog) return;
    event.preventDefault();
    this.#dialog.showModal();
  };

  readonly #stay = (): void => this.#dialog?.close();

  readonly #leave = (): void => {
    this.#dialog?.close();
    void this.session!.signOut();
  };
}

/** Shows in an element, above everything else, what waits in the outbox of its session. */
function showOutbox(host: PorticoElement, session: Session): void {
  if (host.renderRoot.querySelector('portico-outbox')) return;
  const panel = document.createElement('portico-outbox');
  panel.session = session;
  host.renderRoot.prepend(panel);
}

const tags = 'portico-portal, portico-ticket-list, portico-ticket, portico-support-form';

/** The elements of the page that show a session, and not in another one's place. */
const shownIn = (session: Session): PorticoElement[] =>
  [...document.querySelectorAll(tags)].filter(
    (element): element is PorticoElement =>
      element instanceof PorticoElement &&
      element.session === session &&
      !element.parentElement?.closest('portico-portal'),
  );

const watched = new WeakSet<Session>();

/** Sends what waits in a session's outbox, and shows it in every view as soon as something does. */
export async function watchOutbox(session: Session): Promise<void> {
  if (watched.has(session)) return;
  watched.add(session);
  const outbox = outboxOf(session);
  const show = (): void => {
    if (outbox.entries.length) for (const host of shownIn(session)) showOutbox(host, session);
  };
  outbox.addEventListener('change', show);
  show();
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-outbox': OutboxPanel;
  }
}
