import { html, nothing, type PropertyValues } from 'lit';
import type { Failure } from '../../api/problem.js';
import type { OpenSession, Place as SessionPlace } from '../../api/schema.js';
import { AccountController } from '../../controllers/account.js';
import { PorticoSignOutEvent } from '../../events/sign-out.js';
import type { WordsOf } from '../../i18n/locale.js';
import { fieldErrorText, type SpokenFailure } from '../../i18n/problems.js';
import { accountWords } from '../../i18n/words/account.js';
import { shared } from '../../styles/shared.js';
import { describedBy, field } from '../../ui/field.js';
import { chevron, icon } from '../../ui/icon.js';
import { secret } from '../../ui/secret.js';
import { handOn } from '../parts.js';
import { PorticoElement } from '../portico-element.js';
import { accountStyles } from './account.styles.js';
import type { ConsentSection } from './consent.js';

const words = [accountWords] as const;

type Name = 'name' | 'newEmail' | 'emailPassword' | 'currentPassword' | 'newPassword';

/** The fields of the request whose names are others here: a page has each id once. */
const pointers: Partial<Record<Name, string>> = { newEmail: 'email', emailPassword: 'currentPassword' };

type Place = 'name' | 'language' | 'email' | 'password' | 'sessions';

/** The characters a new password has at least; the server has the last word. */
const passwordLength = 10;

/**
 * @summary A person's own account: name, e-mail, password, where the person is signed in, and what they have agreed to.
 * @tag portico-account
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`. Inside a portal it is known already.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 *
 * @fires {PorticoSignOutEvent} portico-sign-out - When the person signed out of this device.
 * @fires {PorticoErrorEvent} portico-error - When something failed and the person was told.
 *
 * @csspart heading - The heading.
 * @csspart details - E-mail and organisation.
 * @csspart row - One device.
 * @csspart view-heading - The heading of the sign-in, where nobody is signed in.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form.
 * @csspart button - A main button.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart section - A section of the account.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart dialog - A question over the window: whether to stay, or to leave what waits to be sent.
 * @csspart waiting - What waits to be sent.
 */
export class PorticoAccount extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, accountStyles];

  #account = new AccountController(this, () => this.session);
  /** What is wrong with what was typed, before the server is asked. */
  #errors: Partial<Record<Name, string>> = {};
  #shown = false;
  /** Whether another e-mail address is being typed. */
  #moves = false;
  #said: Partial<Record<Place, string>> = {};
  #person?: string;
  /** Turns with the person. */
  #isOtherPerson = false;
  #consent?: ConsentSection;
  #consentFailure?: SpokenFailure;
  #isAsked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'section', 'details');
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const person = this.session?.person?.id;
    if (person === this.#person) return;
    this.#person = person;
    this.#isOtherPerson = !this.#isOtherPerson;
    this.#consent = undefined;
    this.#isAsked = false;
    this.#errors = {};
    this.#said = {};
    this.#shown = this.#moves = false;
  }

  protected override view(): unknown {
    const { session } = this;
    const sections = html`${this.#profile()} ${session!.portal.value!.passwordReset ? this.#email() : nothing}
    ${session!.hasPassword ? this.#password() : nothing} ${this.#sessions()}
    ${session!.portal.value?.consent ? this.#showConsent() : nothing}`;
    // What one person typed is not kept for the next: a list of one is drawn anew in place of one alone.
    return html`<h3 part="heading" tabindex="-1">${this.t.account}</h3>
      ${this.#isOtherPerson ? [sections] : sections}`;
  }

  #profile(): unknown {
    const { t } = this;
    const { name, email, organization } = this.session!.person!;
    const { renaming } = this.#account;
    return html`<section part="section" aria-labelledby="profile">
      <h4 id="profile">${t.profile}</h4>
      <dl part="details">
        <dt class="muted">${t.email}</dt>
        <dd><bdi>${email}</bdi></dd>
        ${
          organization
            ? html`<dt class="muted">${t.memberOf}</dt>
                <dd><bdi>${organization}</bdi></dd>`
            : nothing
        }
      </dl>
      ${
        this.session!.readOnly
          ? nothing
          : html`<form class="stack" part="form" novalidate @submit=${this.#rename}>
              ${this.#failure(renaming.error, ['name'])} ${this.#field('name', t.name, 'name', renaming.error, name)}
              ${this.#submit(t.saveName, renaming.state === 'pending')}
            </form>`
      }
      <p class="said muted" role="status">${this.#said.name}</p>
      ${this.session!.portal.value!.languages.length > 1 ? this.#language() : nothing}
    </section>`;
  }

  #language(): unknown {
    const { t } = this;
    const { languages } = this.session!.portal.value!;
    const chosen = this.session!.person!.language;
    const { speaking } = this.#account;
    const option = (value: string, label: string) =>
      html`<option value=${value} ?selected=${value === (chosen ?? '')}>${label}</option>`;
    const control = html`<div class="with">
      <select id="language" part="control" aria-describedby=${describedBy('language')} @change=${this.#speak}>
        ${option('', t.anyLanguage)} ${languages.map((tag) => option(tag, ownName(tag)))}</select
      >${icon(chevron)}
    </div>`;
    return html`${speaking.error ? this.failed(speaking.error) : nothing} ${field('language', t.language, control)}
      <p class="said muted" role="status">${this.#said.language}</p>`;
  }

  #email(): unknown {
    const { t } = this;
    const { emailChange, moving } = this.#account;
    const names: Name[] = ['newEmail', 'emailPassword'];
    const busy = moving.state === 'pending';
    const change = emailChange.value;
    return html`<section part="section" aria-labelledby="email">
      <h4 id="email" tabindex="-1">${t.email}</h4>
      ${this.#failure(moving.error, names)}
      ${
        change
          ? html`<p>${t.pendingEmail(change.email)} ${t.pendingUntil} ${this.time(change.expiresAt)}.</p>
              ${change.confirmed.includes('old') ? html`<p>${t.pendingOld}</p>` : nothing}
              ${change.confirmed.includes('new') ? html`<p>${t.pendingNew}</p>` : nothing}
              <button type="button" part="secondary" aria-disabled=${busy} @click=${this.#keepEmail}>
                ${t.keepEmail}
              </button>`
          : emailChange.error
            ? this.failed(emailChange.error, () => this.#account.reload())
            : change === undefined
              ? this.skeleton()
              : !this.#moves
                ? html`<button type="button" part="secondary" @click=${this.#openEmail}>${t.changeEmail}</button>`
                : html`<form class="stack" part="form" novalidate @submit=${this.#changeEmail}>
                    <p class="muted">${t.confirmationsHelp}</p>
                    ${this.#field('newEmail', t.newEmail, 'email', moving.error)}
                    ${
                      this.session!.hasPassword
                        ? this.#field('emailPassword', t.currentPassword, 'current-password', moving.error)
                        : nothing
                    }
                    ${this.#submit(t.sendConfirmations, busy)}
                  </form>`
      }
      <p class="said muted" role="status">${this.#said.email}</p>
    </section>`;
  }

  #password(): unknown {
    const { t } = this;
    const { changing } = this.#account;
    return html`<section part="section" aria-labelledby="password">
      <h4 id="password">${t.changePassword}</h4>
      <form class="stack" part="form" novalidate @submit=${this.#change}>
        ${this.#failure(changing.error, ['currentPassword', 'newPassword'])}
        <input
          class="hide"
          name="username"
          autocomplete="username"
          .value=${this.session!.person!.email}
          aria-hidden="true"
          tabindex="-1"
          readonly
        />
        ${this.#field('currentPassword', t.currentPassword, 'current-password', changing.error)}
        ${this.#field('newPassword', t.newPassword, 'new-password', changing.error)}
        ${this.#submit(t.changePassword, changing.state === 'pending')}
      </form>
      <p class="said muted" role="status">${this.#said.password}</p>
    </section>`;
  }

  #sessions(): unknown {
    const { t } = this;
    const { sessions, ending } = this.#account;
    const busy = ending.state === 'pending';
    return html`<section part="section" aria-labelledby="sessions">
      <h4 id="sessions" tabindex="-1">${t.sessions}</h4>
      ${ending.error ? this.failed(ending.error) : nothing}
      ${
        sessions.value
          ? html`<ul>
                ${sessions.value.map((session) => this.#row(session, busy))}
              </ul>
              ${
                sessions.value.length > 1 && !this.session!.readOnly
                  ? html`<button
                      type="button"
                      class="all"
                      part="secondary"
                      aria-disabled=${busy}
                      @click=${this.#endOthers}
                    >
                      ${t.signOutOthers}
                    </button>`
                  : nothing
              }`
          : sessions.error
            ? this.failed(sessions.error, () => this.#account.reload())
            : this.skeleton()
      }
      <p class="said muted" role="status">${this.#said.sessions}</p>
    </section>`;
  }

  #showConsent(): unknown {
    if (!this.#isAsked) void this.#loadConsent();
    if (this.#consent) return this.#consent.render();
    return this.#consentFailure ? this.failed(this.#consentFailure, this.#loadAgain) : nothing;
  }

  #loadAgain = (): void => {
    this.#isAsked = false;
    this.requestUpdate();
  };

  async #loadConsent(): Promise<void> {
    const person = this.#person;
    this.#isAsked = true;
    this.#consentFailure = undefined;
    try {
      const { ConsentSection } = await import('./consent.js');
      const section = await ConsentSection.load({
        element: this,
        session: () => this.session,
        language: this.locale.code,
        failed: (failure, retry) => this.failed(failure, retry),
        time: (time) => this.time(time),
        signedOut: () => this.dispatchEvent(new PorticoSignOutEvent()),
      });
      if (person === this.#person) this.#consent = section;
    } catch {
      this.#consentFailure = this.missing();
    }
    this.requestUpdate();
  }

  #row(session: OpenSession, busy: boolean): unknown {
    const { t } = this;
    const { device, place, createdAt, lastUsedAt, isCurrent } = session;
    const name = t.device(device.browser, device.system);
    return html`<li part="row">
      <p>
        ${name} ${isCurrent ? html`<span class="badge small">${t.thisDevice}</span>` : nothing}
        <small class="muted small"
          >${place ? html`${t.timeZoneOf} <bdi>${placeName(this.locale.tag, place)}</bdi> ·` : nothing} ${t.signedIn}
          ${this.time(createdAt)} · ${t.lastUsed} ${this.time(lastUsedAt)}</small
        >
      </p>
      ${
        this.session!.readOnly
          ? nothing
          : html`<button
              type="button"
              class="small"
              part="secondary"
              aria-disabled=${busy}
              aria-label=${isCurrent ? t.signOutThis : t.signOutDevice(name)}
              @click=${() => this.#end(session, name)}
            >
              ${t.signOut}
            </button>`
      }
    </li>`;
  }

  #field(name: Name, label: string, autocomplete: string, failure?: Failure, value = ''): unknown {
    const error = this.#errors[name] ?? this.#told(name, failure);
    const isSecret = name !== 'name' && name !== 'newEmail';
    const help = name === 'newPassword' ? this.t.newHelp(passwordLength) : undefined;
    const control = html`<input
      part="control"
      id=${name}
      name=${name}
      type=${isSecret ? (this.#shown ? 'text' : 'password') : name === 'newEmail' ? 'email' : 'text'}
      autocomplete=${autocomplete}
      autocapitalize=${name === 'name' ? 'words' : 'none'}
      spellcheck="false"
      maxlength=${isSecret ? nothing : name === 'name' ? 100 : 254}
      .value=${value}
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy(name, error, help)}
    />`;
    return field(name, label, isSecret ? secret(this.t, control, this.#shown, this.#show) : control, error, help);
  }

  #submit(label: string, busy: boolean): unknown {
    return html`<button class="primary" part="button" aria-disabled=${busy}>
      <span>${busy ? this.t.saving : label}</span>
    </button>`;
  }

  /** What the server says of a field. */
  #told(name: Name, failure?: Failure): string | undefined {
    const found =
      failure &&
      'errors' in failure &&
      failure.errors.find(({ pointer }) => pointer === '/' + (pointers[name] ?? name));
    if (!found) return;
    const isCurrent = name === 'currentPassword' || name === 'emailPassword';
    if (isCurrent && found.code === 'invalid') return this.t.currentWrong;
    return fieldErrorText(this.t, found);
  }

  /** A failure that no field tells. */
  #failure(failure: Failure | undefined, names: Name[]): unknown {
    return failure && !names.some((name) => this.#told(name, failure)) ? this.failed(failure) : nothing;
  }

  #input(name: Name): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>('#' + name)!;
  }

  #show(): void {
    this.#shown = !this.#shown;
    this.requestUpdate();
  }

  async #rename(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#account.renaming.state === 'pending') return;
    const name = this.#input('name').value.trim();
    this.#said = {};
    this.#errors = { name: name ? undefined : this.t.nameNeeded };
    this.requestUpdate();
    if (!name) return this.#point(['name']);
    if (!(await this.#account.rename(name))) return this.#point(['name'], this.#account.renaming.error);
    // As the portal wrote it.
    this.#input('name').value = this.session!.person!.name;
    this.#say('name', this.t.nameSaved);
  }

  async #change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#account.changing.state === 'pending') return;
    const { t } = this;
    const [before, after] = [this.#input('currentPassword').value, this.#input('newPassword').value];
    this.#said = {};
    this.#errors = {
      currentPassword: before ? undefined : t.currentNeeded,
      newPassword:
        [...after].length < passwordLength
          ? fieldErrorText(t, { code: 'too-short', limit: passwordLength })
          : after.length > 1024
            ? fieldErrorText(t, { code: 'too-long', limit: 1024 })
            : undefined,
    };
    this.requestUpdate();
    const names: Name[] = ['currentPassword', 'newPassword'];
    if (names.some((name) => this.#errors[name])) return this.#point(names);
    if (!(await this.#account.changePassword(before, after))) return this.#point(names, this.#account.changing.error);
    for (const name of names) this.#input(name).value = '';
    this.#shown = false;
    this.#say('password', t.passwordChanged);
  }

  async #speak(event: Event): Promise<void> {
    const { value } = event.target as HTMLSelectElement;
    this.#said = {};
    if (await this.#account.speak(value || null)) this.#say('language', this.t.languageSaved);
  }

  async #openEmail(): Promise<void> {
    this.#moves = true;
    this.#said = {};
    this.requestUpdate();
    await this.updateComplete;
    this.#input('newEmail').focus();
  }

  async #changeEmail(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#account.moving.state === 'pending') return;
    const { t } = this;
    const { hasPassword, person } = this.session!;
    const email = this.#input('newEmail').value.trim();
    const currentPassword = hasPassword ? this.#input('emailPassword').value : undefined;
    this.#said = {};
    this.#errors = {
      newEmail: !email
        ? t.emailNeeded
        : !/^[^\s@]+@[^\s@]+$/.test(email)
          ? t.emailInvalid
          : email.toLowerCase() === person!.email
            ? t.sameEmail
            : undefined,
      emailPassword: currentPassword === '' ? t.currentNeeded : undefined,
    };
    this.requestUpdate();
    const names: Name[] = ['newEmail', 'emailPassword'];
    if (names.some((name) => this.#errors[name])) return this.#point(names);
    const returnTo = location.href.replace(/#.*/, '');
    if (!(await this.#account.changeEmail({ email, currentPassword, returnTo }, this.locale.code)))
      return this.#point(names, this.#account.moving.error);
    this.#shown = this.#moves = false;
    this.#moved(t.confirmationsSent);
  }

  async #keepEmail(): Promise<void> {
    if (this.#account.moving.state === 'pending') return;
    if (await this.#account.keepEmail()) this.#moved(this.t.emailKept);
  }

  /** What had the focus is gone. */
  #moved(words: string): void {
    this.#say('email', words);
    this.renderRoot.querySelector<HTMLElement>('#email')?.focus();
  }

  async #end({ id, isCurrent }: OpenSession, name: string): Promise<void> {
    if (this.#account.ending.state === 'pending') return;
    if (isCurrent) {
      void this.session!.signOut();
      this.dispatchEvent(new PorticoSignOutEvent());
      return;
    }
    this.#say('sessions', '');
    if (await this.#account.endSession(id)) this.#ended(this.t.signedOut(name));
  }

  async #endOthers(): Promise<void> {
    if (this.#account.ending.state === 'pending') return;
    this.#say('sessions', '');
    if (await this.#account.endOtherSessions()) this.#ended(this.t.othersSignedOut);
  }

  /** The button that had the focus is gone with its row. */
  #ended(words: string): void {
    this.#say('sessions', words);
    this.renderRoot.querySelector<HTMLElement>('#sessions')?.focus();
  }

  #say(where: Place, words: string): void {
    this.#said = { [where]: words };
    this.requestUpdate();
  }

  /** Moves the focus to the first field that something is wrong with. */
  async #point(names: Name[], failure?: Failure): Promise<void> {
    await this.updateComplete;
    const wrong = names.find((name) => this.#errors[name] ?? this.#told(name, failure));
    if (wrong) this.#input(wrong).focus();
  }
}

/** A country, and the city that names its time zone where it has several. */
function placeName(tag: string, { country, city }: SessionPlace): string {
  const name = new Intl.DisplayNames(tag, { type: 'region' }).of(country) ?? country;
  return city ? `${name} (${city})` : name;
}

/** What a language calls itself. */
function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-account': PorticoAccount;
  }
}
