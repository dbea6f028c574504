import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import { ConsentBox } from './consent-box.js';
import { backButton, prepare, StepForm, type Words } from './form.js';
import type { StepHost, StepView } from './step-view.js';

/** Asks somebody who has shown who they are to agree before they come in. */
export class ConsentView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;
  readonly #consent: ConsentBox;

  private constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
    this.#consent = new ConsentBox(host, words);
    this.#consent.load();
  }

  static async load(host: StepHost): Promise<ConsentView> {
    return new ConsentView(host, await prepare(host));
  }

  render(): unknown {
    const words = this.#words;
    const { sending } = this.#entry;
    return html`<form class="stack wide" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.consentHeading}</h3>
      <p class="muted">${words.consentLead}</p>
      ${sending.error ? this.#host.failed(sending.error) : nothing} ${this.#consent.render()}
      ${this.#form.submit(words.agree, sending.state === 'pending', words.agreeing)}
      ${backButton(this.#host, words.decline)}
    </form>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#entry.sending.state === 'pending' || !this.#form.read({ also: this.#consent.check() })) return;
    const given = this.#consent.given;
    if (!given) return;
    if (await this.#entry.agree(given)) return this.#host.entered('in');
    const { error } = this.#entry.sending;
    if (error && 'code' in error && error.code === 'consent-required') this.#consent.load();
    await this.#form.point();
  };
}
