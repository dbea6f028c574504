import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import { ConsentBox } from './consent-box.js';
import { message, prepare, StepForm, type Words } from './form.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** Asks for an account, and says where to look then. */
export class RegisterView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;
  readonly #consent?: ConsentBox;

  private constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
    this.#form.values.email = host.email();
    if (host.session()!.portal.value!.consent) {
      this.#consent = new ConsentBox(host, words);
      this.#consent.load();
    }
  }

  static async load(host: StepHost): Promise<RegisterView> {
    return new RegisterView(host, await prepare(host));
  }

  render(): unknown {
    const words = this.#words;
    const form = this.#form;
    const { sending } = this.#entry;
    if (sending.state === 'ready')
      return message(
        words.sent,
        [words.sentTo(form.values.email!), html`<span class="muted">${words.sentHint}</span>`],
        [
          html`<button type="button" part="secondary" @click=${this.#change}>${words.change}</button>`,
          stepLink('sign-in', words.back),
        ],
      );
    const { error } = sending;
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.registerHeading}</h3>
      <p class="muted">${words.registerLead}</p>
      ${error && !form.tells(error) ? this.#host.failed(error) : nothing} ${form.field('name', words.name, error)}
      ${form.field('email', words.email, error)} ${form.field('password', words.password, error)}
      ${this.#consent?.render()} ${form.submit(words.register, sending.state === 'pending')}
      ${stepLink('sign-in', words.back)}
    </form>`;
  }

  #change = (): void => {
    this.#entry.reset();
    this.#host.shows('register');
    void this.#form.point();
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = this.#form;
    if (this.#entry.sending.state === 'pending' || !form.read({ also: this.#consent?.check() })) return;
    const { name, email, password } = form.values;
    const consent = this.#consent?.given;
    const { language, returnTo } = this.#host;
    const body = { name: name!, email: email!, password: password!, consent, returnTo: returnTo() };
    const done = await this.#entry.register(body, language);
    const { error } = this.#entry.sending;
    if (error && 'code' in error && error.code === 'consent-required') this.#consent?.load();
    // It is not kept longer than it takes.
    if (done) form.values.password = '';
    if (done) this.#host.shows('sent');
    await form.point(error);
  };
}
