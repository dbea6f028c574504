import { css, html, nothing } from 'lit';
import type { WordsOf } from '../../i18n/locale.js';
import { offlineWords } from '../../i18n/words/offline.js';
import { shared } from '../../styles/shared.js';
import { icon, alert } from '../../ui/icon.js';
import { PorticoElement } from '../portico-element.js';

const words = [offlineWords] as const;

const styles = css`
  :host {
    /* Above, where one reads: below are the buttons. It takes no room, so nothing moves when it comes. */
    position: sticky;
    inset-block-start: 0.75em;
    z-index: 3;
    block-size: 0;
    pointer-events: none;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.75em;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 0.65em 0.85em;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: Canvas;
    color: CanvasText;
  }
`;

/** Says that the line is down and what can be done meanwhile, and that it is back. Private: the portal shows it by itself. */
export class OfflineBanner extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, styles];

  #wasOffline = false;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['online', 'offline']) addEventListener(type, this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['online', 'offline']) removeEventListener(type, this.#changed);
  }

  protected override get alone(): boolean {
    return false;
  }

  protected override view(): unknown {
    const isOffline = !navigator.onLine;
    const { t } = this;
    const said = isOffline ? t.isOffline : this.#wasOffline ? t.isBack : nothing;
    this.#wasOffline ||= isOffline;
    return html`<div class=${isOffline ? 'bar' : 'hide'} role="status">
      ${isOffline ? icon(alert) : nothing}
      <p>${said}</p>
    </div>`;
  }

  protected override skeleton(): unknown {
    return nothing;
  }

  readonly #changed = (): void => this.requestUpdate();
}

/** Has a portal say when the line is down. */
export function showOffline(host: PorticoElement): void {
  if (!host.localName.endsWith('-portal') || host.renderRoot.querySelector('portico-offline')) return;
  host.renderRoot.prepend(document.createElement('portico-offline'));
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-offline': OfflineBanner;
  }
}
