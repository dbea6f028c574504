import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import { PendingEntry } from '../../../controllers/pending-entry.js';
import { ConsentBox } from './consent-box.js';
import { backButton, message, prepare, StepForm, type Words } from './form.js';
import type { StepHost, StepView } from './step-view.js';

/** Asks somebody who has shown who they are to agree before they come in. */
export class ConsentView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;
  readonly #consent: ConsentBox;
  /** Whom the portal waits for; nobody when the page was opened by its address alone. */
  readonly #way?: PendingEntry;

  private constructor(host: StepHost, words: Words, way?: PendingEntry) {
    this.#host = host;
    this.#words = words;
    this.#way = way;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
    this.#consent = new ConsentBox(host, words);
    if (way) this.#consent.load();
  }

  static async load(host: StepHost): Promise<ConsentView> {
    const [words, way] = await Promise.all([prepare(host), PendingEntry.of(host.session()!)]);
    return new ConsentView(host, words, way);
  }

  render(): unknown {
    const words = this.#words;
    const { sending } = this.#entry;
    const { error } = sending;
    if (!this.#way || (error && 'code' in error && error.code === 'session-expired'))
      return message(words.consentHeading, [words.consentFirst], backButton(this.#host, words.back));
    return html`<form class="stack wide" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.consentHeading}</h3>
      <p class="muted">${words.consentLead}</p>
      ${error ? this.#host.failed(error) : nothing} ${this.#consent.render()}
      ${this.#form.submit(words.agree, sending.state === 'pending', words.agreeing)}
      <button type="button" part="secondary" @click=${this.#decline}>${words.decline}</button>
    </form>`;
  }

  #decline = (): void => {
    void this.#way?.end();
    this.#host.done();
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#entry.sending.state === 'pending' || !this.#form.read({ also: this.#consent.check() })) return;
    const given = this.#consent.given;
    if (!given) return;
    if (await this.#entry.agree(given, this.#way?.key)) {
      await this.#way?.end();
      return this.#host.entered('in');
    }
    const { error } = this.#entry.sending;
    if (error && 'code' in error && error.code === 'consent-required') this.#consent.load();
    await this.#form.point();
  };
}
