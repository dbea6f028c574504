import { html, nothing } from 'lit';
import { keepsDrafts } from '../../controllers/keeps-drafts.js';
import type { AsideWords } from '../../i18n/en/aside.js';
import { loadLocale } from '../../i18n/locale.js';
import { asideWords } from '../../i18n/words/aside.js';
import type { Session } from '../../session/session.js';
import type { StepName } from '../../session/step.js';

/** What stands above the form of the sign-in where its address says how somebody came to it. */
export class Aside {
  readonly #words: AsideWords;
  /** Whether something is left that was written and not sent. */
  readonly #isKept: boolean;

  private constructor(words: AsideWords, isKept: boolean) {
    this.#words = words;
    this.#isKept = isKept;
  }

  /** Loads the words too. */
  static async load(session: Session, language: string): Promise<Aside> {
    const [{ t }, isKept] = await Promise.all([loadLocale(language, [asideWords]), keepsDrafts(session)]);
    return new Aside(t, isKept);
  }

  render(step: StepName): unknown {
    const words = this.#words;
    const isEnd = step === 'expired';
    return html`<div role="status">
      <p><strong>${isEnd ? words.ended : words.signedOut}</strong></p>
      ${isEnd ? html`<p class="muted">${words.endedHint} ${this.#isKept ? words.kept : nothing}</p>` : nothing}
    </div>`;
  }
}
