import { html, nothing } from 'lit';
import type { ConfirmedRequest } from '../../../api/schema.js';
import { ConfirmationController } from '../../../controllers/confirmation.js';
import type { ConfirmWords } from '../../../i18n/en/confirm.js';
import { loadLocale } from '../../../i18n/locale.js';
import { confirmWords } from '../../../i18n/words/confirm.js';
import type { Step } from '../../../session/step.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** Confirms a request that was sent without an account, by the link in its mail. */
export class ConfirmView implements StepView {
  readonly #host: StepHost;
  readonly #words: ConfirmWords;
  #confirmation: ConfirmationController;
  #step?: Step;

  private constructor(host: StepHost, words: ConfirmWords) {
    this.#host = host;
    this.#words = words;
    this.#confirmation = new ConfirmationController(host.element, host.session);
  }

  static async load(host: StepHost): Promise<ConfirmView> {
    return new ConfirmView(host, (await loadLocale(host.language, [confirmWords])).t);
  }

  render(step: Step): unknown {
    const words = this.#words;
    if (step !== this.#step) {
      this.#step = step;
      this.#confirmation = new ConfirmationController(this.#host.element, this.#host.session);
    }
    const { error, value, state } = this.#confirmation.confirming;
    if (value) return this.#thanks(value);
    if (!step.token || (error && 'code' in error && error.code === 'link-expired'))
      return html`<div class="stack way">
        <h3 part="heading" tabindex="-1">${words.confirmExpired}</h3>
        <p>${words.confirmExpiredHint}</p>
        <div class="row">${this.#ways()}</div>
      </div>`;
    // A program that only looks at the links of mails confirms nothing.
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.confirming}</h3>
      <p>${words.confirmLead}</p>
      ${error ? this.#host.failed(error) : nothing}
      <button type="button" class="primary" part="button" aria-disabled=${state === 'pending'} @click=${this.#confirm}>
        <span>${words.confirm}</span>
      </button>
    </div>`;
  }

  #thanks({ number, subject, thanks }: ConfirmedRequest): unknown {
    const words = this.#words;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.confirmed(`#${number}`)}</h3>
      <p dir="auto"><b>${subject}</b></p>
      <p dir="auto">${thanks ?? words.confirmedHint}</p>
      ${this.#isIn ? nothing : html`<p class="muted">${words.confirmedWays}</p>`}
      <div class="row">${this.#ways()}</div>
    </div>`;
  }

  get #isIn(): boolean {
    return !!this.#host.session()?.person;
  }

  /** Where one may go on. */
  #ways(): unknown {
    const { t, session } = this.#host;
    if (this.#isIn)
      return html`<button type="button" part="secondary" @click=${() => this.#host.done()}>${t.tickets}</button>`;
    return [
      stepLink('sign-in', t.signIn),
      session()?.portal.value?.registration ? stepLink('register', t.register) : nothing,
    ];
  }

  #confirm = async (): Promise<void> => {
    if (this.#confirmation.confirming.state === 'pending') return;
    await this.#confirmation.confirm(this.#step!.token!);
    const { element } = this.#host;
    await element.updateComplete;
    element.renderRoot.querySelector<HTMLElement>('h3')?.focus();
  };
}
