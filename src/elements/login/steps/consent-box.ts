import { html, nothing } from 'lit';
import type { Consent, GivenConsent } from '../../../api/schema.js';
import { ConsentController } from '../../../controllers/consent.js';
import { richText } from '../../../ui/rich-text.js';
import type { Words } from './form.js';
import type { StepHost } from './step-view.js';

/** The text that is to be agreed to, with its box. */
export class ConsentBox {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #consent: ConsentController;
  #isTicked = false;
  #isMissing = false;

  constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#consent = new ConsentController(host.element, host.session, (text) => richText(text, words.noQuote));
  }

  /** Loads the text, and forgets the tick: it was for what was read before. */
  load(): void {
    this.#isTicked = this.#isMissing = false;
    void this.#consent.load(this.#host.language);
  }

  /** What was agreed to. */
  get given(): GivenConsent | undefined {
    const { value } = this.#consent.consent;
    return this.#isTicked && value ? { version: value.text.version, language: value.text.language } : undefined;
  }

  /** Whether all is agreed to that has to be; if not, the box says so from now on. */
  check(): boolean {
    const { value } = this.#consent.consent;
    this.#isMissing = !value || (value.text.isRequired && !this.#isTicked);
    this.#host.element.requestUpdate();
    return !this.#isMissing;
  }

  render(): unknown {
    const { consent } = this.#consent;
    if (consent.error) return this.#host.failed(consent.error, () => this.load());
    const { value } = consent;
    if (!value) return html`<span class="bone"></span><span class="bone"></span>`;
    return html`<div tabindex="0" role="region" aria-label=${this.#words.consentHeading} lang=${value.text.language}>
        ${value.node}
      </div>
      ${this.#tick(value.text)}`;
  }

  #tick({ label, language, isRequired }: Consent): unknown {
    const error = this.#isMissing ? this.#words.consentNeeded : undefined;
    return html`<div class="tick" part="field">
      <input
        type="checkbox"
        id="consent"
        .checked=${this.#isTicked}
        aria-required=${isRequired}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? 'consent-error' : nothing}
        @change=${this.#change}
      /><label for="consent" part="label" lang=${language}>${label}</label>
      ${error ? html`<p class="error" id="consent-error">${error}</p>` : nothing}
    </div>`;
  }

  #change = (event: Event): void => {
    this.#isTicked = (event.target as HTMLInputElement).checked;
    this.#isMissing &&= !this.#isTicked;
    this.#host.element.requestUpdate();
  };
}
