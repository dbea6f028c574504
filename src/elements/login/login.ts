import { html, nothing, type PropertyValues } from 'lit';
import { LoginController } from '../../controllers/login.js';
import { PorticoSignInEvent } from '../../events/sign-in.js';
import { PorticoSignInNeededEvent } from '../../events/sign-in-needed.js';
import { shared } from '../../styles/shared.js';
import { describedBy, field } from '../../ui/field.js';
import { PorticoElement } from '../portico-element.js';
import { loginStyles } from './login.styles.js';

type Name = 'email' | 'password';

/**
 * @summary Signs a person in to a portal with e-mail and password.
 * @tag portico-login
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 *
 * @fires {PorticoSignInEvent} portico-sign-in - When a person signed in.
 * @fires {PorticoSignInNeededEvent} portico-sign-in-needed - When nobody is signed in to the page that `getToken` asks.
 * @fires {PorticoErrorEvent} portico-error - When the portal could not be used.
 *
 * @slot sign-in - With `getToken`: how to sign in to the page, shown while nobody is.
 *
 * @csspart heading - The heading.
 * @csspart field - A label with its control and its error.
 * @csspart button - The button that signs in.
 * @csspart notice - What went wrong.
 */
export class PorticoLogin extends PorticoElement {
  static override styles = [shared, loginStyles];

  #login = new LoginController(this, () => this.session);
  #errors: Partial<Record<Name, string>> = {};
  #shown = false;
  #waitUntil = 0;
  #needed = false;
  #timer?: ReturnType<typeof setInterval>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** Moves the focus to the first thing to fill in. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() =>
      (this.#input('email') ?? this.renderRoot.querySelector<HTMLElement>('h3'))?.focus(options),
    );
  }

  protected override get alone(): boolean {
    return true;
  }

  protected override gate(): unknown {
    return this.obstacle() ?? (this.session!.state === 'signed-in' ? nothing : this.view());
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { session } = this;
    const needed = !!session?.getToken && (session.state === 'anonymous' || session.state === 'expired');
    if (needed && !this.#needed) this.dispatchEvent(new PorticoSignInNeededEvent());
    this.#needed = needed;
  }

  protected override view(): unknown {
    const { t } = this;
    if (this.session!.getToken)
      return html`<div class="empty">
        <h3 part="heading" tabindex="-1">${t.signIn}</h3>
        <p class="muted">${t.signInAtSite}</p>
        <slot name="sign-in"></slot>
        <button type="button" @click=${() => this.session!.retry()}>${t.retry}</button>
      </div>`;
    const { signingIn } = this.#login;
    const { person, portal } = this.session!;
    // A portal says its name above.
    const inside = (this.getRootNode() as Partial<ShadowRoot>).host?.localName === 'portico-portal';
    const busy = signingIn.state === 'pending';
    const wait = Math.ceil((this.#waitUntil - Date.now()) / 1000);
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h3 part="heading" tabindex="-1">
        ${person ? t.signInAgain : t.signIn}
        ${inside ? nothing : html`<span class="muted">${t.signInTo(portal.value!.name)}</span>`}
      </h3>
      ${person ? html`<p class="muted">${t.signInReason}</p>` : nothing}
      ${signingIn.error ? this.failed(signingIn.error) : nothing} ${this.#field('email', t.email, nothing)}
      ${this.#field(
        'password',
        t.password,
        html`<button
          type="button"
          class="plain small"
          aria-label=${this.#shown ? t.hidePassword : t.showPassword}
          @click=${this.#show}
        >
          ${this.#shown ? t.hide : t.show}
        </button>`,
      )}
      <button class="primary" part="button" aria-disabled=${busy || wait > 0}>
        <span>${busy ? t.signingIn : wait > 0 ? t.waitSeconds(wait) : t.signIn}</span>
      </button>
    </form>`;
  }

  #field(name: Name, label: string, extra: unknown): unknown {
    const error = this.#errors[name];
    const secret = name === 'password';
    const control = html`<input
      id=${name}
      name=${name}
      type=${secret ? (this.#shown ? 'text' : name) : name}
      autocomplete=${secret ? 'current-password' : 'username'}
      autocapitalize="none"
      spellcheck="false"
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy(name, error)}
    />`;
    return field(name, label, secret ? html`<div class="secret">${control}${extra}</div>` : control, error);
  }

  #input(name: Name): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('#' + name);
  }

  #show(): void {
    this.#shown = !this.#shown;
    this.requestUpdate();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#login.signingIn.state === 'pending' || this.#waitUntil > Date.now()) return;
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
    if (await this.#login.signIn(address, password.value)) {
      this.dispatchEvent(new PorticoSignInEvent(this.session!.person!.id));
      return;
    }
    const { error } = this.#login.signingIn;
    if (error && 'retryAfter' in error) this.#wait(error.retryAfter ?? 0);
    if (error && 'code' in error && error.code === 'credentials-wrong') {
      password.select();
    }
  }

  /** Counts down the seconds that the portal asks to wait. */
  #wait(seconds: number): void {
    clearInterval(this.#timer);
    this.#waitUntil = Date.now() + seconds * 1000;
    this.#timer = setInterval(() => {
      if (Date.now() >= this.#waitUntil) {
        clearInterval(this.#timer);
        this.#login.reset();
      }
      this.requestUpdate();
    }, 1000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-login': PorticoLogin;
  }
}
