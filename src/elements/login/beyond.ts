import { html, type LitElement, nothing } from 'lit';
import { PorticoSignInNeededEvent } from '../../events/sign-in-needed.js';
import type { Locale } from '../../i18n/locale.js';
import type { SpokenFailure } from '../../i18n/problems.js';
import type { Session } from '../../session/session.js';
import { isPage, type PageStep, showStep, type Step } from '../../session/step.js';
import type { Aside } from './aside.js';
import type { ProvidersView } from './providers.js';
import type { StepView } from './steps/step-view.js';
import { loadStep } from './steps/steps.js';

/** What the parts that are loaded later need of the sign-in they stand in. */
export interface LoginInsides {
  readonly element: LitElement & { readonly session?: Session };
  readonly locale: () => Locale;
  /** The address that was typed so far. */
  readonly typed: () => string;
  readonly skeleton: () => unknown;
  readonly failed: (failure: SpokenFailure, retry?: () => void) => unknown;
  /** What a part of the library that did not arrive is told as. */
  readonly missing: () => SpokenFailure;
  readonly time: (at: string) => unknown;
  /** Goes back to the form, with a word of success. */
  readonly leave: (success?: string) => void;
  /** Somebody has signed in; `around` is the element the sign-in stood in. */
  readonly entered: (around?: Element) => void;
}

/** Whether there is something to say above the form. */
const isAside = (step?: Step): step is Step => step?.name === 'signed-out' || step?.name === 'expired';

/** What the sign-in shows beside its form and in place of it: identity providers, and the steps that have an address. */
export class Beyond {
  /** Resolves when what is to be shown is there. */
  ready?: Promise<void>;

  readonly #insides: LoginInsides;
  #step?: PageStep;
  #view?: StepView;
  #failure?: SpokenFailure;
  #providers?: ProvidersView;
  #asked = false;
  /** Whether the page was told that somebody has to sign in to it. */
  #toldHost = false;
  #providersFailure?: SpokenFailure;
  #aside?: Aside | 'missing';

  constructor(insides: LoginInsides) {
    this.#insides = insides;
    this.#session.addEventListener('change', () => {
      if (this.#session.state === 'signed-in') this.#toldHost = false;
    });
  }

  /** What stands in place of the form, if anything does. */
  instead(step?: Step): unknown {
    const { skeleton, failed } = this.#insides;
    const providers = this.#session.portal.value!.providers.length > 0;
    if (!isPage(step)) {
      if (this.#session.getToken) return this.#atHost();
      if (providers && !this.#asked) void this.#loadProviders();
      if (isAside(step) && !this.#aside) void this.#loadAside();
      if ((providers && !this.#providers && !this.#providersFailure) || (isAside(step) && !this.#aside))
        return skeleton();
      return this.#providers?.finishing ?? (step?.name === 'providers' ? this.#providers?.choice() : undefined);
    }
    if (step !== this.#step) {
      this.#step = step;
      this.ready = this.#loadStep(step);
    }
    if (this.#view) return this.#view.render(step);
    return this.#failure ? failed(this.#failure, this.#retryStep) : skeleton();
  }

  /** What stands above the form. */
  beside(step?: Step): unknown {
    return [
      isAside(step) && this.#aside instanceof Object ? this.#aside.render(step.name) : nothing,
      this.#besideAll(),
    ];
  }

  #besideAll(): unknown {
    if (this.#providersFailure) return this.#insides.failed(this.#providersFailure, () => void this.#loadProviders());
    return this.#providers?.render();
  }

  /** The page has its own login: it is asked to sign somebody in. */
  #atHost(): unknown {
    const { element, locale } = this.#insides;
    const { t } = locale();
    if (!this.#toldHost) {
      this.#toldHost = true;
      void element.updateComplete.then(() => element.dispatchEvent(new PorticoSignInNeededEvent()));
    }
    return html`<div class="empty">
      <h3 part="heading" tabindex="-1">${t.signIn}</h3>
      <p class="muted">${t.signInAtSite}</p>
      <slot name="sign-in"></slot>
      <button type="button" part="secondary" @click=${() => this.#session.retry()}>${t.retry}</button>
    </div>`;
  }

  get #session(): Session {
    return this.#insides.element.session!;
  }

  /** The element around, which may be a portal. */
  get #around(): (Element & { readonly address?: string }) | undefined {
    return (this.#insides.element.getRootNode() as Partial<ShadowRoot>).host;
  }

  // A portal that keeps its place for itself would not find a link in the page's address.
  #hasAddress = (): boolean => this.#around?.address !== 'memory';

  #retryStep = (): void => {
    this.ready = this.#loadStep(this.#step!);
    this.#insides.element.requestUpdate();
  };

  async #loadStep(step: PageStep): Promise<void> {
    const { element, locale, typed, failed, missing, time, leave, entered } = this.#insides;
    const around = this.#around;
    this.#view = this.#failure = undefined;
    try {
      const view = await loadStep(step.name, {
        element,
        session: () => element.session,
        language: locale().code,
        t: locale().t,
        email: () => typed() || (this.#session.person?.email ?? ''),
        returnTo: () => (this.#hasAddress() ? location.href.replace(/#.*/, '') : undefined),
        failed,
        time,
        go: (name) => {
          this.#session.step = { name };
        },
        shows: (name) => {
          if (this.#hasAddress()) showStep(name);
        },
        done: leave,
        entered: (how, text) => {
          if (how === 'in') entered(around);
          else if (how === 'account') leave(text);
        },
      });
      if (step === this.#step) this.#view = view;
    } catch {
      if (step === this.#step) this.#failure = missing();
    }
    element.requestUpdate();
  }

  async #loadAside(): Promise<void> {
    const { element, locale } = this.#insides;
    try {
      const { Aside } = await import('./aside.js');
      this.#aside = await Aside.load(this.#session, locale().code);
    } catch {
      // The form says enough without.
      this.#aside = 'missing';
    }
    element.requestUpdate();
  }

  async #loadProviders(): Promise<void> {
    const { element, locale, failed, missing, entered } = this.#insides;
    this.#asked = true;
    this.#providersFailure = undefined;
    try {
      const { ProvidersView } = await import('./providers.js');
      this.#providers = await ProvidersView.load({
        element,
        session: () => element.session,
        language: locale().code,
        hasAddress: this.#hasAddress,
        failed,
        done: entered,
      });
    } catch {
      this.#providersFailure = missing();
    }
    element.requestUpdate();
  }
}
