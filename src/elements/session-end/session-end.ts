import { html, nothing } from 'lit';
import { PorticoSignOutEvent } from '../../events/sign-out.js';
import { languageOf, loadLocale, type WordsOf } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { sessionEndWords } from '../../i18n/words/session-end.js';
import type { Session } from '../../session/session.js';
import { shared } from '../../styles/shared.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import { sessionEndStyles } from './session-end.styles.js';

const words = [sessionEndWords] as const;

/** Seconds before the end at which a screen reader says how many are left: each would be too much to hear. */
const spoken = [30, 10];

/**
 * Warns of the end of its session with a dialog that counts down. Private: the elements show it by themselves.
 *
 * The dialog closes as soon as the session says so, before the elements around it render: what had the focus has it back when
 * they decide where it goes.
 */
export class SessionEndDialog extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, sessionEndStyles];

  #followed?: Session;
  #timer?: ReturnType<typeof setInterval>;
  #said = '';
  #staying = false;
  #dismissed = false;
  #failure?: SpokenFailure;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'dialog', 'notice', 'button', 'secondary');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow();
    clearInterval(this.#timer);
  }

  protected override get alone(): boolean {
    return false;
  }

  protected override view(): unknown {
    if (this.isConnected) this.#follow(this.session);
    const { t } = this;
    const { ending } = this.session ?? {};
    const seconds = ending ? Math.max(0, Math.ceil((ending.at - Date.now()) / 1000)) : 0;
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (spoken.includes(seconds)) this.#said = t.secondsLeft(seconds);
    const final = ending?.final;
    const forStaff = final && this.session!.readOnly;
    return html`<dialog
      part="dialog"
      aria-labelledby="title"
      aria-describedby="text"
      @cancel=${this.#cancel}
      @close=${this.#closed}
    >
      <div class="stack">
        <h3 id="title">${forStaff ? t.staffTitle : final ? t.finalTitle : t.endTitle}</h3>
        <p id="text">${forStaff ? t.staffText : final ? t.finalText : t.endText}</p>
        <p class="left" role="timer" aria-label=${t.timeLeft}>${left}</p>
        <p class="hide" role="status">${this.#said}</p>
        ${this.#failure ? this.failed(this.#failure) : nothing}
        <div class="row">
          ${
            final
              ? html`${
                    forStaff
                      ? nothing
                      : html`<button type="button" class="primary" part="button" @click=${this.#again}>
                          <span>${t.signInAgain}</span>
                        </button>`
                  } <button type="button" part="secondary" @click=${this.#dismiss}>${t.later}</button>`
              : html`<button
                  type="button"
                  class="primary"
                  part="button"
                  aria-disabled=${this.#staying}
                  @click=${this.#stay}
                >
                  <span>${this.#staying ? t.staying : t.stay}</span>
                </button>`
          }
          <button type="button" part="secondary" @click=${this.#leave}>${t.signOut}</button>
        </div>
      </div>
    </dialog>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    this.#open();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #open(): void {
    const dialog = this.#dialog;
    const host = (this.getRootNode() as Partial<ShadowRoot>).host;
    if (!dialog || dialog.open || this.#dismissed || !this.session?.ending || !this.isConnected) return;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
    // A dialog without a box would close the page to its reader and show nothing.
    if (host?.checkVisibility() !== false) dialog.showModal();
  }

  #follow(session?: Session): void {
    if (session === this.#followed) return;
    this.#followed?.removeEventListener('change', this.#changed);
    this.#followed = session;
    session?.addEventListener('change', this.#changed);
  }

  readonly #changed = (): void => {
    const { ending, state } = this.session!;
    if (ending) return;
    clearInterval(this.#timer);
    this.#dismissed = false;
    this.#failure = undefined;
    this.#said = '';
    if (!this.#dialog?.open) return;
    this.#dialog.close();
    if (state === 'expired') void this.#toSignIn();
  };

  /** Whoever was in the dialog goes on at the sign-in that takes the place of what was shown. */
  async #toSignIn(): Promise<void> {
    const host = (this.getRootNode() as ShadowRoot).host as PorticoElement;
    await host.updateComplete;
    host.shadowRoot?.querySelector<HTMLElement>('portico-login')?.focus();
  }

  async #stay(): Promise<void> {
    if (this.#staying) return;
    this.#staying = true;
    this.#failure = undefined;
    this.requestUpdate();
    try {
      await this.session!.stay();
    } catch (error) {
      this.#failure = error as SpokenFailure;
    }
    this.#staying = false;
    this.requestUpdate();
  }

  #again(): void {
    this.session!.expire();
  }

  #leave(): void {
    void this.session!.signOut();
    this.dispatchEvent(new PorticoSignOutEvent());
  }

  #dismiss(): void {
    this.#dismissed = true;
    this.#dialog?.close();
  }

  /** Escape: whoever presses it is still there. */
  #cancel(event: Event): void {
    event.preventDefault();
    if (this.session!.ending?.final) this.#dismiss();
    else void this.#stay();
  }

  /** Browsers let nobody be kept in a dialog: pressed twice, Escape closes it. */
  #closed(): void {
    const { ending } = this.session!;
    if (!ending || this.#dismissed) return;
    this.#dismissed = true;
    if (!ending.final) void this.#stay();
  }
}

/** Has one element of the page warn of the end of a session; where that one cannot be seen, another does. */
const warners = new WeakMap<Session, SessionEndDialog>();

/** Warns of the end of a session in an element that it is shown by. */
export async function warnOfEnd(host: PorticoElement, session: Session): Promise<void> {
  // The dialog comes with its words: without them it would be a box in the page that nobody opened.
  await loadLocale(languageOf(host), words);
  if (!session.ending) return;
  const before = warners.get(session);
  const shownBy = before?.isConnected ? (before.getRootNode() as ShadowRoot).host : undefined;
  if (shownBy === host || shownBy?.checkVisibility()) return;
  before?.remove();
  const dialog = document.createElement('portico-session-end');
  dialog.session = session;
  warners.set(session, dialog);
  host.renderRoot.append(dialog);
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-session-end': SessionEndDialog;
  }
}
