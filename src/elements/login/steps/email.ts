import { html, nothing } from 'lit';
import { EmailAnswerController } from '../../../controllers/email-answer.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { LinkWords } from '../../../i18n/en/link.js';
import { loadLocale } from '../../../i18n/locale.js';
import { linkWords } from '../../../i18n/words/link.js';
import type { Step } from '../../../session/step.js';
import type { StepHost, StepView } from './step-view.js';

/** Asks the reader of a mail whether an account is to have another e-mail address. Opening the page answers nothing yet. */
export class EmailView implements StepView {
  readonly #host: StepHost;
  readonly #words: CoreWords & LinkWords;
  #way: EmailAnswerController;
  #step?: Step;

  private constructor(host: StepHost, words: CoreWords & LinkWords) {
    this.#host = host;
    this.#words = words;
    this.#way = new EmailAnswerController(host.element, host.session);
  }

  /** Loads the words too. */
  static async load(host: StepHost): Promise<EmailView> {
    return new EmailView(host, (await loadLocale(host.language, [linkWords])).t);
  }

  render(step: Step): unknown {
    const words = this.#words;
    if (step !== this.#step) {
      this.#step = step;
      this.#way = new EmailAnswerController(this.#host.element, this.#host.session);
    }
    const { value, error } = this.#way.answering;
    if (value) return this.#told(words.changeStates[value], words.changeHints[value]);
    if (!step.token || (error && 'code' in error && error.code === 'link-expired'))
      return this.#told(words.expired, words.changeExpiredHint);
    if (error && 'code' in error && error.code === 'email-taken')
      return this.#told(words.changeStates.cancelled, words.problems['email-taken']);
    const busy = this.#way.answering.state === 'pending';
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.change}</h3>
      <p>${words.changeLead}</p>
      ${error ? this.#host.failed(error) : nothing}
      <button type="button" class="primary" part="button" aria-disabled=${busy} @click=${() => this.#answer('confirm')}>
        <span>${words.confirm}</span>
      </button>
      <button type="button" part="secondary" aria-disabled=${busy} @click=${() => this.#answer('cancel')}>
        ${words.refuse}
      </button>
    </div>`;
  }

  #told(heading: string, text: string): unknown {
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${heading}</h3>
      <p>${text}</p>
      <div class="row">
        <button type="button" part="secondary" @click=${() => this.#host.done()}>${this.#words.goOn}</button>
      </div>
    </div>`;
  }

  async #answer(answer: 'confirm' | 'cancel'): Promise<void> {
    if (this.#way.answering.state === 'pending') return;
    await this.#way.answer(this.#step!.token!, answer, this.#host.language);
    const { element } = this.#host;
    await element.updateComplete;
    element.renderRoot.querySelector<HTMLElement>('h3')?.focus();
  }
}
