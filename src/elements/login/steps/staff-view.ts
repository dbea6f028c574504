import { html } from 'lit';
import type { Failure } from '../../../api/problem.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { StaffViewWords } from '../../../i18n/en/staff-view.js';
import { loadLocale } from '../../../i18n/locale.js';
import { staffViewWords } from '../../../i18n/words/staff-view.js';
import type { Step } from '../../../session/step.js';
import type { StepHost, StepView } from './step-view.js';

/** Lets staff in by their link, to see the portal as a customer does, and says so when it is over. */
export class StaffViewStep implements StepView {
  readonly #host: StepHost;
  readonly #words: CoreWords & StaffViewWords;
  #step?: Step;
  #failure?: Failure;

  private constructor(host: StepHost, words: CoreWords & StaffViewWords) {
    this.#host = host;
    this.#words = words;
  }

  /** Loads the words too. */
  static async load(host: StepHost): Promise<StaffViewStep> {
    return new StaffViewStep(host, (await loadLocale(host.language, [staffViewWords])).t);
  }

  render(step: Step): unknown {
    const words = this.#words;
    if (step !== this.#step) {
      this.#step = step;
      if (step.token) void this.#enter(step.token);
    }
    const failure = this.#failure;
    if (!step.token || (failure && 'code' in failure && failure.code === 'link-expired'))
      return html`<div class="stack way">
        <h3 part="heading" tabindex="-1">${words.ended}</h3>
        <p>${words.endedHint}</p>
      </div>`;
    return html`<div class="stack way">
      <h3 part="heading" tabindex="-1">${words.banner}</h3>
      ${
        failure
          ? html`${this.#host.failed(failure)}
              <button type="button" part="secondary" @click=${() => this.#enter(step.token!)}>${words.retry}</button>`
          : html`<p role="status">${words.entering}</p>`
      }
    </div>`;
  }

  async #enter(staffToken: string): Promise<void> {
    const { element, session, done } = this.#host;
    this.#failure = undefined;
    element.requestUpdate();
    try {
      await session()!.signInWith({ staffToken });
      done();
    } catch (error) {
      this.#failure = error as Failure;
      element.requestUpdate();
    }
  }
}
