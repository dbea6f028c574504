import { css, html, type LitElement, nothing } from 'lit';
import { ConsentController } from '../../controllers/consent.js';
import type { GetSession } from '../../controllers/session-controller.js';
import type { CoreWords } from '../../i18n/en/core.js';
import type { ConsentWords } from '../../i18n/en/consent.js';
import { loadLocale } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { consentWords } from '../../i18n/words/consent.js';
import { addStyles } from '../../styles/added.js';
import { richStyles, richText } from '../../ui/rich-text.js';

const styles = css`
  .agreed {
    margin-block-start: 0.75em;
    padding: 0.85em 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  /* No rows of the account. */
  .agreed li {
    display: list-item;
    padding: 0;
    border: 0;
  }
  .agreed p {
    margin: 0;
  }
  .agreed > p,
  .agreed .rich > * + p {
    margin-block-start: 0.75em;
  }
  [aria-labelledby='withdraw'] > p {
    flex-basis: 100%;
  }
`;

/** What the section needs of the account it stands in. */
export interface ConsentHost {
  readonly element: LitElement;
  readonly session: GetSession;
  readonly language: string;
  readonly failed: (failure: SpokenFailure, retry?: () => void) => unknown;
  readonly time: (time: string) => unknown;
  /** The person was signed out by it. */
  readonly signedOut: () => void;
}

/** What a person has agreed to, and how to withdraw it; loaded where the portal asks for consent. */
export class ConsentSection {
  readonly #host: ConsentHost;
  readonly #words: CoreWords & ConsentWords;
  readonly #consent: ConsentController;
  #isAsking = false;

  private constructor(host: ConsentHost, words: CoreWords & ConsentWords) {
    this.#host = host;
    this.#words = words;
    this.#consent = new ConsentController(host.element, host.session, (text) => richText(text, words.quote));
    addStyles(host.element.renderRoot, richStyles, styles);
    void this.#consent.loadReceipt();
  }

  /** Loads the words too. */
  static async load(host: ConsentHost): Promise<ConsentSection> {
    return new ConsentSection(host, (await loadLocale(host.language, [consentWords])).t);
  }

  render(): unknown {
    const words = this.#words;
    const { receipt } = this.#consent;
    return html`<section part="section" aria-labelledby="consent">
      <h4 id="consent" tabindex="-1">${words.consent}</h4>
      ${
        receipt.error
          ? this.#host.failed(receipt.error, () => void this.#consent.loadReceipt())
          : receipt.value
            ? this.#receipt()
            : receipt.state === 'ready'
              ? html`<p class="muted" role="status">${words.consentNone}</p>`
              : html`<span class="bone"></span>`
      }
    </section>`;
  }

  #receipt(): unknown {
    const words = this.#words;
    const { text, node } = this.#consent.receipt.value!;
    return html`<p>${words.consentSince(text.version)} ${this.#host.time(text.givenAt)}</p>
      <details>
        <summary>${words.consentText}</summary>
        <div class="agreed" lang=${text.language}>
          ${node}
          <p><strong>${text.label}</strong></p>
        </div>
      </details>
      ${
        this.#isAsking
          ? this.#question(text.isRequired)
          : html`<button type="button" part="secondary" @click=${this.#ask}>${words.withdraw}</button>`
      }`;
  }

  #question(isRequired: boolean): unknown {
    const words = this.#words;
    const { withdrawing } = this.#consent;
    const busy = withdrawing.state === 'pending';
    return html`<div class="notice" role="group" aria-labelledby="withdraw">
      <p>
        <strong id="withdraw" tabindex="-1">${words.withdrawTitle}</strong><br />${
          isRequired ? words.withdrawEnds : words.withdrawStays
        }
      </p>
      ${withdrawing.error ? this.#host.failed(withdrawing.error) : nothing}
      <div class="row">
        <button type="button" part="secondary" aria-disabled=${busy} @click=${this.#withdraw}>
          <span>${busy ? words.withdrawing : words.withdraw}</span>
        </button>
        <button type="button" part="secondary" @click=${this.#keep}>${words.keep}</button>
      </div>
    </div>`;
  }

  #ask = (): void => this.#show(true, '#withdraw');

  #keep = (): void => this.#show(false, '#consent');

  #withdraw = async (): Promise<void> => {
    if (this.#consent.withdrawing.state === 'pending') return;
    await this.#consent.withdraw(this.#host.signedOut);
    if (this.#consent.receipt.value === null) this.#show(false, '#consent');
  };

  #show(isAsking: boolean, focused: string): void {
    this.#isAsking = isAsking;
    const { element } = this.#host;
    element.requestUpdate();
    void element.updateComplete.then(() => element.renderRoot.querySelector<HTMLElement>(focused)?.focus());
  }
}
