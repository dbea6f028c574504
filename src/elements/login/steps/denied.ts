import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import { backButton, message, prepare, StepForm, type Words } from './form.js';
import type { StepHost, StepView } from './step-view.js';

/** Tells somebody that they may not come in, and lets them ask for it. */
export class DeniedView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;

  private constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
    this.#form.values.email = host.email();
  }

  static async load(host: StepHost): Promise<DeniedView> {
    return new DeniedView(host, await prepare(host));
  }

  render(): unknown {
    const words = this.#words;
    const form = this.#form;
    const { sending } = this.#entry;
    const { error } = sending;
    const back = backButton(this.#host, words.back);
    const { name, accessRequests } = this.#host.session()!.portal.value!;
    if (!accessRequests) return message(words.deniedHeading, [words.deniedClosed(name)], back);
    if (sending.state === 'ready') return message(words.asked, [words.askedHint], back);
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.deniedHeading}</h3>
      <p class="muted">${words.deniedLead(name)}</p>
      ${error && !form.tells(error) ? this.#host.failed(error) : nothing} ${form.field('name', words.name, error)}
      ${form.field('email', words.email, error)}
      ${form.field('message', words.message, error, { help: words.messageHelp })}
      ${form.submit(words.ask, sending.state === 'pending')} ${back}
    </form>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = this.#form;
    if (this.#entry.sending.state === 'pending' || !form.read()) return;
    const { name, email, message: text } = form.values;
    await this.#entry.ask({ name: name!, email: email!, message: text! });
    await form.point(this.#entry.sending.error);
  };
}
