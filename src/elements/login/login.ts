import { html, nothing, type PropertyValues } from 'lit';
import { LoginController } from '../../controllers/login.js';
import { PorticoSignInEvent } from '../../events/sign-in.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import { shared } from '../../styles/shared.js';
import { describedBy, field } from '../../ui/field.js';
import { secret } from '../../ui/secret.js';
import { clearStep, isPage, type PageStep, type StepName } from '../../session/step.js';
import { PorticoElement } from '../portico-element.js';
import type { Beyond } from './beyond.js';
import { loginStyles } from './login.styles.js';

type Name = 'email' | 'password';

/**
 * @summary Signs a person in to a portal with e-mail and password or by an identity provider, and sets a new password by a link sent by mail.
 * @tag portico-login
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 *
 * @fires {PorticoSignInEvent} portico-sign-in - When a person signed in.
 * @fires {PorticoSignInNeededEvent} portico-sign-in-needed - When nobody is signed in to the page that `getToken` asks.
 * @fires {PorticoErrorEvent} portico-error - When the portal could not be used.
 *
 * @slot sign-in - With `getToken`: how to sign in to the page, shown while nobody is.
 *
 * @csspart heading - The heading.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form.
 * @csspart button - A main button.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 */
export class PorticoLogin extends PorticoElement {
  static override styles = [shared, loginStyles];

  #login = new LoginController(this, () => this.session);
  #errors: Partial<Record<Name, string>> = {};
  #shown = false;
  /** How long to wait before the next try, in words. */
  #wait?: string;
  /** The step that is shown in place of the form. */
  #step?: PageStep;
  /** What there is beside the form, once that part of the library is asked for. */
  #beyond?: Beyond;
  #failure?: SpokenFailure;
  #loading?: Promise<void>;
  #address = '';
  #success?: string;

  /** Moves the focus to the first thing to fill in. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete
      .then(() => this.#loading)
      .then(() => this.#beyond?.ready)
      .then(() => this.updateComplete)
      .then(() =>
        (this.#input('email') ?? this.#input('password') ?? this.renderRoot.querySelector('h3'))?.focus(options),
      );
  }

  protected override get alone(): boolean {
    return true;
  }

  protected override gate(): unknown {
    return this.obstacle() ?? (this.session!.state === 'signed-in' && !this.session!.step ? nothing : this.view());
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { step: found } = this.session ?? {};
    const step = isPage(found) ? found : undefined;
    if (step === this.#step) return;
    // What was typed there is offered here.
    this.#address = this.#input('email')?.value ?? this.#address;
    this.#step = step;
    this.#login.reset();
    if (this.hasUpdated) this.focus();
  }

  protected override view(): unknown {
    const { t } = this;
    const { person, portal, getToken, step: found } = this.session!;
    // Somebody whose session has just expired is told so by the form itself.
    const step = person && found?.name === 'expired' ? undefined : found;
    const { providers, passwordReset, registration, signIn } = portal.value!;
    let beside: unknown;
    if (step || getToken || providers.length) {
      this.#loading ??= this.#load();
      if (!this.#beyond && !this.#failure) return this.skeleton();
      const instead = this.#beyond?.instead(step);
      if (instead) return instead;
      beside = this.#beyond ? this.#beyond.beside(step) : this.failed(this.#failure!, this.#reload);
      if (this.#step || getToken) return beside;
    }
    const { signingIn } = this.#login;
    const busy = signingIn.state === 'pending';
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">
        ${person ? t.signInAgain : t.signIn}
        ${this.nested ? nothing : html`<span class="muted">${t.signInTo(portal.value!.name)}</span>`}
      </h3>
      ${person ? html`<p class="muted">${t.signInReason}</p>` : nothing}
      ${this.#success ? html`<p role="status"><strong>${this.#success}</strong></p>` : nothing} ${beside}
      ${signingIn.error ? this.failed(signingIn.error) : nothing} ${this.#field('email', t.email)}
      ${this.#field('password', t.password)}
      <button class="primary" part="button" aria-disabled=${busy || !!this.#wait}>
        <span>${busy ? t.signingIn : (this.#wait ?? t.signIn)}</span>
      </button>
      ${passwordReset ? this.#link('forgotten', t.forgotten) : nothing}
      ${signIn.includes('email-link') ? this.#link('link', t.signInByLink) : nothing}
      ${registration ? this.#link('register', t.register) : nothing}
    </form>`;
  }

  #link(step: StepName, label: string): unknown {
    return html`<a href=${`${location.pathname}${location.search}#/${step}`}>${label}</a>`;
  }

  #field(name: Name, label: string): unknown {
    const error = this.#errors[name];
    const isSecret = name === 'password';
    const control = html`<input
      part="control"
      id=${name}
      name=${name}
      type=${isSecret ? (this.#shown ? 'text' : name) : name}
      autocomplete=${isSecret ? 'current-password' : 'username'}
      autocapitalize="none"
      spellcheck="false"
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy(name, error)}
    />`;
    return field(name, label, isSecret ? secret(this.t, control, this.#shown, this.#show) : control, error);
  }

  #input(name: Name): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('#' + name);
  }

  #show = (): void => {
    this.#shown = !this.#shown;
    this.requestUpdate();
  };

  #reload = (): void => {
    this.#loading = this.#failure = undefined;
    this.requestUpdate();
  };

  async #load(): Promise<void> {
    try {
      const { Beyond } = await import('./beyond.js');
      this.#beyond = new Beyond({
        element: this,
        locale: () => this.locale,
        typed: () => this.#address,
        skeleton: () => this.skeleton(),
        failed: (failure, retry) => this.failed(failure, retry),
        missing: () => this.missing(),
        time: (at) => this.time(at),
        leave: (success) => this.#leaveStep(success),
        entered: (around) => this.#entered(around),
      });
    } catch {
      this.#failure = this.missing();
    }
    this.requestUpdate();
  }

  /** What is around may have put itself in the sign-in's place already. */
  #entered(around?: Element): void {
    this.#leaveStep();
    ((!this.isConnected && around) || this).dispatchEvent(new PorticoSignInEvent(this.session!.person!.id));
  }

  #leaveStep(success?: string): void {
    this.#success = success;
    clearStep();
    this.session!.step = undefined;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#login.signingIn.state === 'pending' || this.#wait) return;
    const { t } = this;
    const email = this.#input('email')!;
    const password = this.#input('password')!;
    const address = email.value.trim();
    this.#errors = {
      email: !address ? t.emailNeeded : /^\S+@\S+$/.test(address) ? undefined : t.emailInvalid,
      password: password.value ? undefined : t.passwordNeeded,
    };
    this.#login.reset();
    const wrong = this.#errors.email ? email : this.#errors.password ? password : undefined;
    if (wrong) {
      await this.updateComplete;
      return wrong.focus();
    }
    if (await this.#login.signIn(address, password.value)) return this.#entered();
    const error = this.#login.signingIn.error as (SpokenFailure & { retryAfter?: number }) | undefined;
    if (error?.retryAfter) {
      const part = await import('./wait.js').catch(() => undefined);
      void part?.countDown(this, error.retryAfter, (text) => {
        this.#wait = text;
        if (!text) this.#login.reset();
      });
    }
    if (error?.code === 'credentials-wrong') password.select();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-login': PorticoLogin;
  }
}
