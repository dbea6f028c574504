import { html, nothing } from 'lit';
import type { Async } from '../../../controllers/async.js';
import { describedBy, field } from '../../../ui/field.js';
import { type StepHost, stepLink } from './step-view.js';

/** What the form says. */
export interface EmailFormWords {
  readonly email: string;
  readonly emailNeeded: string;
  readonly emailInvalid: string;
  readonly heading: string;
  readonly lead: string;
  readonly send: string;
  readonly sending: string;
  readonly back: string;
}

/** Asks for the e-mail address of an account, to send a link there. */
export class EmailForm {
  /** What was typed last. */
  typed?: string;
  readonly #host: StepHost;
  readonly #words: EmailFormWords;
  readonly #ask: (email: string) => Promise<void>;
  #error?: string;

  constructor(host: StepHost, words: EmailFormWords, ask: (email: string) => Promise<void>) {
    this.#host = host;
    this.#words = words;
    this.#ask = ask;
  }

  render({ state, error }: Async<unknown>): unknown {
    const words = this.#words;
    const isPending = state === 'pending';
    const control = html`<input
      part="control"
      id="email"
      name="email"
      type="email"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      required
      .value=${this.typed ?? this.#host.email()}
      aria-invalid=${this.#error ? 'true' : 'false'}
      aria-describedby=${describedBy('email', this.#error)}
    />`;
    return html`<form class="stack" novalidate @submit=${(event: SubmitEvent) => this.#submit(event, isPending)}>
      <h3 part="heading" tabindex="-1">${words.heading}</h3>
      <p class="muted">${words.lead}</p>
      ${error ? this.#host.failed(error) : nothing} ${field('email', words.email, control, this.#error)}
      <button class="primary" part="button" aria-disabled=${isPending}>
        <span>${isPending ? words.sending : words.send}</span>
      </button>
      ${stepLink('sign-in', words.back)}
    </form>`;
  }

  async #submit(event: SubmitEvent, isPending: boolean): Promise<void> {
    event.preventDefault();
    if (isPending) return;
    const { emailNeeded, emailInvalid } = this.#words;
    const email = (this.typed = this.#host.element.renderRoot.querySelector<HTMLInputElement>('#email')!.value.trim());
    this.#error = !email ? emailNeeded : /^\S+@\S+$/.test(email) ? undefined : emailInvalid;
    if (this.#error) return focusOn(this.#host, '#email');
    await this.#ask(email);
  }
}

/** Draws the step anew, and moves the focus. */
export async function focusOn({ element }: StepHost, what: string): Promise<void> {
  element.requestUpdate();
  await element.updateComplete;
  element.renderRoot.querySelector<HTMLElement>(what)?.focus();
}
