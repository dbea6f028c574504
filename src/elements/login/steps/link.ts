import { html, nothing } from 'lit';
import type { OpenedSignInLink } from '../../../api/schema.js';
import { SignInLinkController } from '../../../controllers/sign-in-link.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { LinkWords } from '../../../i18n/en/link.js';
import { loadLocale } from '../../../i18n/locale.js';
import type { SpokenFailure } from '../../../i18n/problems.js';
import { linkWords } from '../../../i18n/words/link.js';
import type { Step } from '../../../session/step.js';
import { addStyles } from '../../../styles/added.js';
import { describedBy, field } from '../../../ui/field.js';
import { EmailForm, focusOn } from './email-form.js';
import { linkStyles } from './link.styles.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

const isExpired = (failure: SpokenFailure | undefined) => failure?.code === 'link-expired';

/** What the sign-in shows to somebody who comes in by a link of a mail; loaded when that happens. */
export class LinkView implements StepView {
  readonly #host: StepHost;
  readonly #words: CoreWords & LinkWords;
  #way: SignInLinkController;
  #step?: Step;
  readonly #form: EmailForm;
  #error?: string;

  private constructor(host: StepHost, words: CoreWords & LinkWords) {
    this.#host = host;
    this.#words = words;
    this.#way = new SignInLinkController(host.element, host.session);
    this.#form = new EmailForm(host, words, async (email) => {
      await this.#way.ask({ email, returnTo: host.returnTo() }, host.language);
      if (this.#way.asking.state === 'ready') await focusOn(host, 'h3');
    });
  }

  /** Loads the words too, and what was asked for here before. */
  static async load(host: StepHost): Promise<LinkView> {
    const view = new LinkView(host, (await loadLocale(host.language, [linkWords])).t);
    addStyles(host.element.renderRoot, linkStyles);
    await view.#way.recall();
    return view;
  }

  render(step: Step): unknown {
    if (step !== this.#step) {
      this.#step = step;
      this.#error = undefined;
      if (step.token) void this.#open(step.token);
    }
    const { asking, entering, opening } = this.#way;
    if (step.token) {
      if (isExpired(opening.error)) return this.#expired();
      return opening.value && opening.value !== true ? this.#code(opening.value) : this.#opening(step.token);
    }
    if (isExpired(entering.error)) return this.#expired();
    return asking.state === 'ready' ? this.#sent() : this.#form.render(asking);
  }

  #sent(): unknown {
    const words = this.#words;
    const { entering, asking } = this.#way;
    const wrong = entering.error && 'errors' in entering.error && entering.error.errors.length > 0;
    const error = this.#error ?? (wrong ? words.codeWrong : undefined);
    const busy = entering.state === 'pending';
    const control = html`<input
      part="control"
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="12"
      dir="ltr"
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy('code', error, words.codeHelp)}
    />`;
    return html`<form class="stack" novalidate @submit=${this.#submitCode}>
      <h3 part="heading" tabindex="-1">${words.sent}</h3>
      <p>${words.sentTo(asking.value!.email)}</p>
      <p class="muted">${words.sentHint}</p>
      ${entering.error && !wrong ? this.#host.failed(entering.error) : nothing}
      ${field('code', words.code, control, error, words.codeHelp)}
      <button class="primary" part="button" aria-disabled=${busy}>
        <span>${busy ? words.entering : words.enter}</span>
      </button>
      <div class="row">
        <button type="button" part="secondary" @click=${this.#again}>${words.again}</button>
        ${stepLink('sign-in', words.back)}
      </div>
    </form>`;
  }

  #opening(token: string): unknown {
    const { error } = this.#way.opening;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${this.#words.opening}</h3>
      ${error ? this.#host.failed(error, () => void this.#open(token)) : html`<p role="status">${this.#words.loading}…</p>`}
    </div>`;
  }

  #code({ code, device, askedAt }: OpenedSignInLink): unknown {
    const words = this.#words;
    const { browser, system } = device;
    const name = browser && system ? words.device(browser, system) : (browser ?? system ?? words.unknownDevice);
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.show}</h3>
      <p><output class="code" dir="ltr">${code}</output></p>
      <p>${words.showHint}</p>
      <p class="muted">${words.asked(name)}, ${this.#host.time(askedAt)}</p>
      <p class="muted">${words.warning}</p>
    </div>`;
  }

  #expired(): unknown {
    const words = this.#words;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.expired}</h3>
      <p>${words.expiredHint}</p>
      <div class="row">
        <button type="button" part="secondary" @click=${this.#anew}>${words.askAgain}</button>
        ${stepLink('sign-in', words.back)}
      </div>
    </div>`;
  }

  async #open(token: string): Promise<void> {
    await this.#way.open(token);
    if (this.#way.opening.value === true) this.#host.done();
    else await focusOn(this.#host, 'h3');
  }

  #again = (): void => {
    this.#form.typed = this.#way.asking.value?.email;
    this.#way.reset();
    void focusOn(this.#host, '#email');
  };

  #anew = async (): Promise<void> => {
    this.#form.typed = this.#way.asking.value?.email;
    await this.#way.restart();
    if (this.#step?.token) this.#host.go('link');
    else await focusOn(this.#host, '#email');
  };

  #submitCode = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#way.entering.state === 'pending') return;
    const code = this.#input('code').value.replaceAll(/[\s-]/g, '');
    this.#error = /^\d{6}$/.test(code) ? undefined : this.#words.codeNeeded;
    if (this.#error) return focusOn(this.#host, '#code');
    if (await this.#way.enter(code)) return this.#host.done();
    await focusOn(this.#host, isExpired(this.#way.entering.error) ? 'h3' : '#code');
  };

  #input(id: string): HTMLInputElement {
    return this.#host.element.renderRoot.querySelector<HTMLInputElement>('#' + id)!;
  }
}
