import { css, html, nothing } from 'lit';
import { languageOf, loadLocale, type WordsOf } from '../../i18n/locale.js';
import { offlineWords } from '../../i18n/words/offline.js';
import { shared } from '../../styles/shared.js';
import { icon, alert } from '../../ui/icon.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';

const words = [offlineWords] as const;

const styles = css`
  :host {
    /* Above, where one reads: below are the buttons. It takes room, or it would cover the head. */
    position: sticky;
    inset-block-start: 0.75em;
    z-index: 3;
    pointer-events: none;
  }
  @media print {
    :host {
      display: none;
    }
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.75em;
    inline-size: fit-content;
    margin: 0 auto 1em;
    padding: 0.65em 0.85em;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: Canvas;
    color: CanvasText;
  }
  @container (max-width: 46em) {
    /* Of one line; the rest is said. */
    .bar {
      gap: 0.5em;
      padding: 0.3em 0.7em;
      font-size: 0.875em;
    }
    .more {
      position: absolute;
      clip-path: inset(50%);
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
    }
  }
`;

/** Says that the line is down and what can be done meanwhile, and that it is back. Private: the portal shows it by itself. */
export class OfflineBanner extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, styles];

  #wasOffline = false;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'banner');
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
    const said = isOffline
      ? html`${t.isOffline} <span class="more">${t.meanwhile}</span>`
      : this.#wasOffline
        ? t.isBack
        : nothing;
    this.#wasOffline ||= isOffline;
    return html`<div class=${isOffline ? 'bar' : 'hide'} part="banner" role="status">
      ${isOffline ? icon(alert) : nothing}
      <p>${said}</p>
    </div>`;
  }

  protected override skeleton(): unknown {
    return nothing;
  }

  readonly #changed = (): void => this.requestUpdate();
}

/** Has a portal say when the line is down. It is there only when its words are: without a line they could not come. */
export async function showOffline(host: PorticoElement): Promise<void> {
  if (!host.localName.endsWith('-portal')) return;
  await loadLocale(languageOf(host), words);
  if (!host.renderRoot.querySelector('portico-offline'))
    host.renderRoot.prepend(document.createElement('portico-offline'));
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-offline': OfflineBanner;
  }
}
