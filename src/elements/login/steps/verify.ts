import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import type { Step } from '../../../session/step.js';
import { message, prepare, StepForm, type Words } from './form.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** Confirms the e-mail address of a registration, by the link in its mail. */
export class VerifyView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;
  #token?: string;

  private constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
  }

  static async load(host: StepHost): Promise<VerifyView> {
    return new VerifyView(host, await prepare(host));
  }

  render({ token }: Step): unknown {
    const words = this.#words;
    const { sending } = this.#entry;
    const { error } = sending;
    const code = error && 'code' in error ? error.code : undefined;
    this.#token = token;
    if (!token || code === 'link-expired')
      return message(
        words.verifyExpired,
        [words.verifyExpiredHint],
        [stepLink('register', words.again), stepLink('sign-in', words.back)],
      );
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.verifyHeading}</h3>
      <p class="muted">${words.verifyLead}</p>
      ${
        code === 'credentials-wrong'
          ? html`<p class="error" role="alert">${words.verifyWrong}</p>`
          : error
            ? this.#host.failed(error)
            : nothing
      }
      ${this.#form.field('password', words.password, undefined, { known: true })}
      ${this.#form.submit(words.verify, sending.state === 'pending')}
    </form>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#entry.sending.state === 'pending' || !this.#form.read({ known: true })) return;
    const entered = await this.#entry.confirm(this.#token!, this.#form.values.password!);
    this.#form.values.password = '';
    if (entered) return this.#host.entered(entered, this.#words.verified);
    await this.#form.point();
  };
}
