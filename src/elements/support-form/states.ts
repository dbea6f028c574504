import { html, nothing } from 'lit';
import type { FormReference } from '../../api/schema.js';
import type { OutboxEntry } from '../../controllers/outbox.js';
import type { Lost, SupportFormController } from '../../controllers/support-form.js';
import type { FormStateWords } from '../../i18n/en/form-states.js';
import { loadLocale } from '../../i18n/locale.js';
import { formStateWords } from '../../i18n/words/form-states.js';
import { addStyles } from '../../styles/added.js';
import { emptyState } from '../../ui/empty.js';
import { check } from '../../ui/file-icons.js';
import { loadWaitingList, type WaitingList, waitingStyles } from '../../ui/waiting-list.js';
import { stateStyles } from './states.styles.js';

/** What the states need of the form they belong to. */
export interface StatesHost {
  readonly root: ShadowRoot;
  readonly form: SupportFormController;
  readonly changed: () => void;
  /** Offers the empty form again. */
  readonly another: () => void;
  readonly choose: (formId: string) => void;
}

/** What a support form is before it is chosen and after it was sent, where that is not a ticket at once. */
export class FormStates {
  readonly #host: StatesHost;
  readonly #words: FormStateWords;
  readonly #waitingList: WaitingList;

  private constructor(host: StatesHost, words: FormStateWords, waitingList: WaitingList) {
    this.#host = host;
    this.#words = words;
    this.#waitingList = waitingList;
  }

  /** Loads the words too, and gives the form the look of what stands in it. */
  static async load(host: StatesHost, language: string): Promise<FormStates> {
    const [{ t }, waitingList] = await Promise.all([
      loadLocale(language, [formStateWords]),
      loadWaitingList(language, false),
    ]);
    addStyles(host.root, stateStyles, waitingStyles);
    return new FormStates(host, t, waitingList);
  }

  /** One form of several is to be chosen. */
  chooser(forms: readonly FormReference[]): unknown {
    return html`<h3 part="heading" tabindex="-1">${this.#words.chooseForm}</h3>
      <ul class="forms">
        ${forms.map(
          ({ id, title, description }, index) =>
            html`<li class="card" part="choice">
              <button
                type="button"
                class="plain"
                aria-describedby=${description ? `form-${index}-about` : nothing}
                @click=${() => this.#host.choose(id)}
              >
                ${title}
              </button>
              ${description ? html`<p class="muted" id="form-${index}-about">${description}</p>` : nothing}
            </li>`,
        )}
      </ul>`;
  }

  /** A link is on its way to somebody who is not signed in. */
  linkSent(email: string): unknown {
    const words = this.#words;
    return html`<div tabindex="-1" role="status">
      ${emptyState(
        check,
        words.linkSent,
        html`<bdi>${words.linkSentTo(email)}</bdi> ${words.linkSentHint}`,
        html`<button type="button" class="plain" part="secondary" @click=${this.#host.another}>
          ${words.anotherRequest}
        </button>`,
      )}
    </div>`;
  }

  /** It waits for the line. */
  waits(entry: OutboxEntry, another: string): unknown {
    const words = this.#words;
    const { form, changed } = this.#host;
    return html`<div class="stack">
      <h3 part="heading" tabindex="-1">${words.ticketWaits}</h3>
      <p role="status" class="muted">${words.ticketWaitsHint}</p>
      ${this.#waitingList([entry], {
        retry: () => form.retry(),
        discard: () => void form.discard(),
        takeBack: () => void form.takeBack(),
        changed,
      })}
      <div><button type="button" class="plain" part="secondary" @click=${this.#host.another}>${another}</button></div>
    </div>`;
  }

  /** What became of what was typed into a form that was changed meanwhile. */
  changedNotice(lost: readonly Lost[]): unknown {
    const words = this.#words;
    return html`<div class="notice summary" id="changed" tabindex="-1" role="group" aria-labelledby="changed-title">
      <h4 id="changed-title">${words.formChanged}</h4>
      <p>${words.formChangedHint}</p>
      ${
        lost.length
          ? html`<p>${words.formLost}</p>
              <dl>
                ${lost.map(
                  ({ label, text }) =>
                    html`<dt>${label}</dt>
                      <dd dir="auto">${text}</dd>`,
                )}
              </dl>`
          : nothing
      }
    </div>`;
  }
}
