import { html } from 'lit';
import type { Failure } from '../../../api/problem.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { EntryWords } from '../../../i18n/en/entry.js';
import { loadLocale } from '../../../i18n/locale.js';
import { fieldErrorText } from '../../../i18n/problems.js';
import { entryWords } from '../../../i18n/words/entry.js';
import { addStyles } from '../../../styles/added.js';
import { describedBy, field } from '../../../ui/field.js';
import { secret } from '../../../ui/secret.js';
import { richStyles } from '../../../ui/rich-text.js';
import { entryStyles } from './entry.styles.js';
import type { StepHost } from './step-view.js';

export type Words = CoreWords & EntryWords;

/** The shortest password there may be; the portal has the last word. */
const characters = 10;

/** What a form of these steps may ask for. */
export type Name = 'name' | 'email' | 'password' | 'message';

const kinds: Record<Name, { type: string; autocomplete: string; limit: number }> = {
  name: { type: 'text', autocomplete: 'name', limit: 100 },
  email: { type: 'email', autocomplete: 'username', limit: 254 },
  password: { type: 'password', autocomplete: 'new-password', limit: 1024 },
  message: { type: 'text', autocomplete: 'off', limit: 1000 },
};

/** Loads the words, and gives the sign-in the look of what stands in it. */
export async function prepare(host: StepHost): Promise<Words> {
  const { t } = await loadLocale(host.language, [entryWords]);
  addStyles(host.element.renderRoot, richStyles, entryStyles);
  return t;
}

/** The fields of a step: what was typed, and what is wrong with it. */
export class StepForm {
  readonly #host: StepHost;
  readonly #words: Words;
  /** What was typed when it was read last. */
  values: Partial<Record<Name, string>> = {};
  #errors: Partial<Record<Name, string>> = {};
  #names: Name[] = [];
  #shown = false;

  constructor(host: StepHost, words: Words) {
    this.#host = host;
    this.#words = words;
  }

  /** A field; the server's word on it is in the failure. */
  field(name: Name, label: string, failure?: Failure, more: { known?: boolean; help?: string } = {}): unknown {
    const { type, autocomplete, limit } = kinds[name];
    if (!this.#names.includes(name)) this.#names.push(name);
    const isNew = name === 'password' && !more.known;
    const help = isNew ? this.#words.rules(characters) : more.help;
    const error = this.#errors[name] ?? this.#told(name, failure);
    const id = `step-${name}`;
    const value = this.values[name] ?? '';
    const invalid = error ? 'true' : 'false';
    const described = describedBy(id, error, help);
    const control =
      name === 'message'
        ? html`<textarea
            part="control"
            id=${id}
            name=${name}
            maxlength=${limit}
            .value=${value}
            aria-describedby=${described}
          ></textarea>`
        : html`<input
            part="control"
            id=${id}
            name=${name}
            type=${name === 'password' && this.#shown ? 'text' : type}
            autocomplete=${more.known ? 'current-password' : autocomplete}
            autocapitalize=${name === 'name' ? 'words' : 'none'}
            spellcheck="false"
            maxlength=${limit}
            .value=${value}
            required
            aria-invalid=${invalid}
            aria-describedby=${described}
          />`;
    const whole = name === 'password' ? secret(this.#words, control, this.#shown, this.#show) : control;
    return field(id, label, whole, error, help);
  }

  /** The button that sends. */
  submit(label: string, busy: boolean, busyLabel = this.#words.sending): unknown {
    return html`<button class="primary" part="button" aria-disabled=${busy}>
      <span>${busy ? busyLabel : label}</span>
    </button>`;
  }

  /** Reads what was typed; false, with the focus at the first fault, when something is missing. */
  read({ known = false, also = true } = {}): boolean {
    const words = this.#words;
    for (const name of this.#names) {
      const { value } = this.#control(name)!;
      this.values[name] = name === 'password' ? value : value.trim();
    }
    const { name = '', email = '', password = '' } = this.values;
    const has = (asked: Name) => this.#names.includes(asked);
    this.#errors = {
      ...(has('name') && !name && { name: words.nameNeeded }),
      ...(has('email') && !/^\S+@\S+$/.test(email) && { email: email ? words.emailInvalid : words.emailNeeded }),
      ...(has('password') && this.#passwordFault(password, known)),
    };
    this.#host.element.requestUpdate();
    if (!Object.keys(this.#errors).length && also) return true;
    void this.point();
    return false;
  }

  /** Whether the failure is told at a field. */
  tells(failure?: Failure): boolean {
    return this.#names.some((name) => this.#told(name, failure));
  }

  /** Moves the focus to the first field that something is wrong with, else to the heading. */
  async point(failure?: Failure): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    const wrong = this.#names.find((name) => this.#errors[name] ?? this.#told(name, failure));
    const find = (selector: string) => element.renderRoot.querySelector<HTMLElement>(selector);
    const target = wrong ? this.#control(wrong) : (find('[type=checkbox][aria-invalid=true]') ?? find('h3'));
    target?.focus();
  }

  #passwordFault(password: string, known: boolean): { password: string } | false {
    if (!password) return { password: this.#words.passwordNeeded };
    const isShort = !known && [...password.normalize('NFKC')].length < characters;
    return isShort && { password: fieldErrorText(this.#words, { code: 'too-short', limit: characters }) };
  }

  #told(name: Name, failure?: Failure): string | undefined {
    const found = failure && 'errors' in failure && failure.errors.find(({ pointer }) => pointer === '/' + name);
    return found ? fieldErrorText(this.#words, found) : undefined;
  }

  #control(name: Name): HTMLInputElement | null {
    return this.#host.element.renderRoot.querySelector<HTMLInputElement>(`#step-${name}`);
  }

  #show = (): void => {
    this.#shown = !this.#shown;
    this.#host.element.requestUpdate();
  };
}

/** A place that only says something, with ways on. */
export const message = (heading: string, lines: unknown[], ways: unknown): unknown =>
  html`<div class="stack way">
    <h3 part="heading" tabindex="-1">${heading}</h3>
    ${lines.map((line) => html`<p>${line}</p>`)}
    <div class="row">${ways}</div>
  </div>`;

/** Back to the form of the sign-in, where the page's address says nothing of the step. */
export const backButton = (host: StepHost, label: string): unknown =>
  html`<button type="button" part="secondary" @click=${() => host.done()}>${label}</button>`;
