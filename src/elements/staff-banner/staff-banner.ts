import { html } from 'lit';
import type { WordsOf } from '../../i18n/locale.js';
import { staffViewWords } from '../../i18n/words/staff-view.js';
import type { Session } from '../../session/session.js';
import { shared } from '../../styles/shared.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import { staffBannerStyles } from './staff-banner.styles.js';

const words = [staffViewWords] as const;

/**
 * Says for as long as it lasts that somebody of the staff sees the portal as a customer does, and lets them leave. Private: the
 * elements show it by themselves.
 */
export class StaffBanner extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, staffBannerStyles];

  #followed?: Session;
  #announced = false;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'banner', 'secondary');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow();
  }

  protected override get alone(): boolean {
    return false;
  }

  protected override view(): unknown {
    if (this.isConnected) this.#follow(this.session);
    const { t } = this;
    const { person } = this.session!;
    // A live region speaks of what comes into it, not of what it came with.
    const text = this.#announced && person && html`${t.seenAs(person.name)} <strong>${t.readOnly}</strong>`;
    return html`<div class="bar" part="banner" role="region" aria-label=${t.banner}>
      <p role="status">${text || '\u00a0'}</p>
      <button type="button" class="small" part="secondary" @click=${this.#leave}>${t.leave}</button>
    </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    if (this.#announced || !this.renderRoot.querySelector('.bar')) return;
    this.#announced = true;
    // In the same frame it would be as if it had come with it.
    requestAnimationFrame(() => this.requestUpdate());
  }

  #follow(session?: Session): void {
    if (session === this.#followed) return;
    this.#followed?.removeEventListener('change', this.#changed);
    this.#followed = session;
    session?.addEventListener('change', this.#changed);
  }

  readonly #changed = (): void => {
    const session = this.session!;
    const { state, readOnly } = session;
    if (state === 'loading' || state === 'signing-in') return;
    if (state === 'signed-in' && readOnly) return this.requestUpdate();
    this.remove();
    if (state === 'signed-in') return;
    // Nobody of the staff has a password of the customer's: instead of the sign-in it is said that the view has ended.
    session.step = { name: 'view-as' };
    if (state === 'expired') void session.signOut();
  };

  #leave(): void {
    void this.session!.signOut();
  }
}

/** Shows the banner in an element, above everything else, for as long as it is staff who look. */
export function showStaffBanner(host: PorticoElement, session: Session): void {
  // The sign-in itself shows nothing of the customer's.
  if (host.localName === 'portico-login' || session.state !== 'signed-in' || !session.readOnly) return;
  if (host.renderRoot.querySelector('portico-staff-banner')) return;
  const banner = document.createElement('portico-staff-banner');
  banner.session = session;
  host.renderRoot.prepend(banner);
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-staff-banner': StaffBanner;
  }
}
