import { html, nothing } from 'lit';
import { EntryController } from '../../../controllers/entry.js';
import type { Step } from '../../../session/step.js';
import { ConsentBox } from './consent-box.js';
import { message, prepare, StepForm, type Words } from './form.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** Accepts an invitation, by the link in its mail. */
export class InvitationView implements StepView {
  readonly #host: StepHost;
  readonly #words: Words;
  readonly #entry: EntryController;
  readonly #form: StepForm;
  readonly #consent?: ConsentBox;
  #token?: string;

  private constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#entry = new EntryController(host.element, host.session);
    this.#form = new StepForm(host, words);
    if (host.session()!.portal.value!.consent) {
      this.#consent = new ConsentBox(host, words);
      this.#consent.load();
    }
  }

  static async load(host: StepHost): Promise<InvitationView> {
    return new InvitationView(host, await prepare(host));
  }

  render({ token }: Step): unknown {
    const words = this.#words;
    const form = this.#form;
    const { sending, invitation } = this.#entry;
    if (token && token !== this.#token) void this.#open(token);
    const { error } = sending;
    const isOver = [error, invitation.error].some(
      (failure) => failure && 'code' in failure && failure.code === 'link-expired',
    );
    if (!token || isOver)
      return message(words.invitationExpired, [words.invitationExpiredHint], stepLink('sign-in', words.back));
    if (invitation.error) return this.#host.failed(invitation.error, () => void this.#open(token));
    if (!invitation.value) return html`<div class="way" aria-busy="true"><span class="bone"></span></div>`;
    const { email, name } = invitation.value;
    form.values.name ??= name;
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">${words.invitationHeading(this.#host.session()!.portal.value!.name)}</h3>
      <p class="muted">${words.invitationLead(email)}</p>
      ${error && !form.tells(error) ? this.#host.failed(error) : nothing}
      <input
        class="hide"
        name="username"
        autocomplete="username"
        .value=${email}
        aria-hidden="true"
        tabindex="-1"
        readonly
      />
      ${form.field('name', words.name, error)} ${form.field('password', words.password, error)}
      ${this.#consent?.render()} ${form.submit(words.accept, sending.state === 'pending')}
    </form>`;
  }

  async #open(token: string): Promise<void> {
    this.#token = token;
    await this.#entry.open(token);
    await this.#form.point();
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = this.#form;
    if (this.#entry.sending.state === 'pending' || !form.read({ also: this.#consent?.check() })) return;
    const { name, password } = form.values;
    const consent = this.#consent?.given;
    const entered = await this.#entry.accept({ token: this.#token!, name: name!, password: password!, consent });
    if (entered) return this.#host.entered(entered, this.#words.verified);
    const { error } = this.#entry.sending;
    if (error && 'code' in error && error.code === 'consent-required') this.#consent?.load();
    await form.point(error);
  };
}
