import { css, html, nothing, type LitElement } from 'lit';
import { codes, SingleSignOn } from '../../controllers/single-sign-on.js';
import type { GetSession } from '../../controllers/session-controller.js';
import type { CoreWords } from '../../i18n/en/core.js';
import type { ProviderWords } from '../../i18n/en/providers.js';
import { loadLocale } from '../../i18n/locale.js';
import { problemText, type SpokenFailure } from '../../i18n/problems.js';
import { providerWords } from '../../i18n/words/providers.js';
import { addStyles } from '../../styles/added.js';
import { notice } from '../../ui/state.js';
import { handOn } from '../parts.js';
import { stepLink } from './steps/step-view.js';

const styles = css`
  .providers {
    gap: 0.6em;
  }
  /* As high and as plain to see as the fields. */
  .providers button {
    min-block-size: calc(2.75em * var(--_dense));
    border-color: var(--_edge);
  }
  .or {
    display: flex;
    align-items: center;
    gap: 0.75em;
  }
  .or::before,
  .or::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }
`;

/** What the identity providers need of the sign-in they stand in. */
export interface ProvidersHost {
  readonly element: LitElement;
  readonly session: GetSession;
  readonly language: string;
  /** Whether the page's address is there to be used. */
  readonly hasAddress: () => boolean;
  readonly failed: (failure: SpokenFailure) => unknown;
  /** Somebody has signed in. */
  readonly done: () => void;
}

/** The identity providers of a sign-in, a button each; loaded where the portal has some. */
export class ProvidersView {
  readonly #host: ProvidersHost;
  readonly #words: CoreWords & ProviderWords;
  readonly #way: SingleSignOn;

  private constructor(host: ProvidersHost, words: CoreWords & ProviderWords) {
    this.#host = host;
    this.#words = words;
    this.#way = new SingleSignOn(host.element, host.session, host);
  }

  /** Loads the words too, and takes over a sign-in that has come back. */
  static async load(host: ProvidersHost): Promise<ProvidersView> {
    handOn(host.element, 'provider');
    addStyles(host.element.renderRoot, styles);
    const view = new ProvidersView(host, (await loadLocale(host.language, [providerWords])).t);
    await view.#way.start();
    return view;
  }

  /** What stands alone while a sign-in ends, or nothing. */
  get finishing(): unknown {
    return this.#way.signingIn.state === 'pending'
      ? html`<div class="empty"><p role="status">${this.#words.finishing}</p></div>`
      : undefined;
  }

  /** The buttons, and how the last sign-in ended, above the form. */
  render(): unknown {
    return html`${this.#buttons()}
      <p class="muted or">${this.#words.or}</p>`;
  }

  /** The buttons by themselves, and the way to the form. */
  choice(): unknown {
    const words = this.#words;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.choose}</h3>
      ${this.#buttons()} ${stepLink('sign-in', words.withPassword)}
    </div>`;
  }

  #buttons(): unknown {
    const { waiting, closed } = this.#way;
    const words = this.#words;
    const portal = this.#host.session()!.portal.value!;
    return html`${this.#ended()}
      <p class="hide" role="status">${waiting ? words.waiting(waiting.label) : nothing}</p>
      ${closed ? html`<p role="status">${words.windowClosed}</p>` : nothing}
      <div class="stack providers">
        ${portal.providers.map(
          (provider) =>
            html`<button type="button" part="provider" @click=${() => this.#way.open(provider)}>
              <span>${words.signInWith(provider.label)}</span>
            </button>`,
        )}
        ${waiting ? html`<p class="muted" aria-hidden="true">${words.waitingLabel}</p>` : nothing}
      </div>`;
  }

  #ended(): unknown {
    const { outcome, signingIn } = this.#way;
    const { error } = signingIn;
    if (!outcome) return error ? this.#host.failed(error) : nothing;
    const words = this.#words;
    const reference = outcome === 'failed' && error && 'requestId' in error && error.requestId;
    return notice(problemText(words, { code: codes[outcome] }) + (reference ? ` ${words.reference(reference)}` : ''));
  }
}
