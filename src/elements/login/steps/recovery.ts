import { html, nothing } from 'lit';
import { RecoveryController } from '../../../controllers/recovery.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { RecoveryWords } from '../../../i18n/en/recovery.js';
import { loadLocale } from '../../../i18n/locale.js';
import { fieldErrorText } from '../../../i18n/problems.js';
import { recoveryWords } from '../../../i18n/words/recovery.js';
import { describedBy, field } from '../../../ui/field.js';
import { secret } from '../../../ui/secret.js';
import type { Step } from '../../../session/step.js';
import { EmailForm, focusOn } from './email-form.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** The shortest password there may be; the portal has the last word. */
const characters = 10;

/** What the sign-in shows to somebody who has forgotten the password; loaded when that happens. */
export class RecoveryView implements StepView {
  readonly #host: StepHost;
  readonly #words: CoreWords & RecoveryWords;
  #way: RecoveryController;
  #step?: Step;
  readonly #form: EmailForm;
  #error?: string;
  #shown = false;

  private constructor(host: StepHost, words: CoreWords & RecoveryWords) {
    this.#host = host;
    this.#words = words;
    this.#way = new RecoveryController(host.element, host.session);
    this.#form = new EmailForm(host, words, async (email) => {
      await this.#way.ask({ email, returnTo: host.returnTo() }, host.language);
      if (this.#way.asking.state !== 'ready') return;
      host.shows('sent');
      await focusOn(host, 'h3');
    });
  }

  /** Loads the words too. */
  static async load(host: StepHost): Promise<RecoveryView> {
    return new RecoveryView(host, (await loadLocale(host.language, [recoveryWords])).t);
  }

  render(step: Step): unknown {
    if (step !== this.#step) {
      this.#step = step;
      this.#error = undefined;
      this.#shown = false;
      this.#form.typed = undefined;
      this.#way = new RecoveryController(this.#host.element, this.#host.session);
    }
    if (step.name === 'forgotten')
      return this.#way.asking.state === 'ready' ? this.#sent() : this.#form.render(this.#way.asking);
    const { error } = this.#way.setting;
    const expired = error && 'code' in error && error.code === 'link-expired';
    return step.token && !expired ? this.#choose() : this.#expired();
  }

  #sent(): unknown {
    const words = this.#words;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.sent}</h3>
      <p>${words.sentTo(this.#way.asking.value!)}</p>
      <p class="muted">${words.sentHint}</p>
      <div class="row">
        <button type="button" part="secondary" @click=${this.#again}>${words.again}</button>
        ${stepLink('sign-in', words.back)}
      </div>
    </div>`;
  }

  #choose(): unknown {
    const words = this.#words;
    const { t, failed } = this.#host;
    const { setting } = this.#way;
    const refused = setting.error && 'errors' in setting.error ? setting.error.errors[0] : undefined;
    const error = this.#error ?? (refused && fieldErrorText(words, refused));
    const rules = words.rules(characters);
    const control = html`<input
      part="control"
      id="password"
      name="password"
      type=${this.#shown ? 'text' : 'password'}
      autocomplete="new-password"
      autocapitalize="none"
      spellcheck="false"
      maxlength="1024"
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy('password', error, rules)}
    />`;
    return html`<form class="stack" novalidate @submit=${this.#submitPassword}>
      <h3 part="heading" tabindex="-1">${words.choose}</h3>
      ${setting.error && !refused ? failed(setting.error) : nothing}
      ${field('password', words.newPassword, secret(t, control, this.#shown, this.#show), error, rules)}
      <button class="primary" part="button" aria-disabled=${setting.state === 'pending'}>
        <span>${setting.state === 'pending' ? words.saving : words.save}</span>
      </button>
    </form>`;
  }

  #expired(): unknown {
    const words = this.#words;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.expired}</h3>
      <p>${words.expiredHint}</p>
      <div class="row">${stepLink('forgotten', words.askAgain)} ${stepLink('sign-in', words.back)}</div>
    </div>`;
  }

  #show = (): void => {
    this.#shown = !this.#shown;
    this.#host.element.requestUpdate();
  };

  #again = (): void => {
    this.#way.reset();
    this.#host.shows('forgotten');
    void focusOn(this.#host, '#email');
  };

  #submitPassword = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#way.setting.state === 'pending') return;
    const { t, language } = this.#host;
    const password = this.#input('password').value;
    const { length } = [...password.normalize('NFKC')];
    this.#error = !length
      ? t.passwordNeeded
      : length < characters
        ? fieldErrorText(this.#words, { code: 'too-short', limit: characters })
        : undefined;
    if (this.#error) return focusOn(this.#host, '#password');
    if (await this.#way.set(this.#step!.token!, password, language)) return this.#host.done(this.#words.done);
    const { error } = this.#way.setting;
    await focusOn(this.#host, error && 'code' in error && error.code === 'link-expired' ? 'h3' : '#password');
  };

  #input(id: string): HTMLInputElement {
    return this.#host.element.renderRoot.querySelector<HTMLInputElement>('#' + id)!;
  }
}
