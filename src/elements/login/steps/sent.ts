import { message, prepare, type Words } from './form.js';
import { type StepHost, type StepView, stepLink } from './step-view.js';

/** Says to look for a mail, to somebody who has loaded the page anew meanwhile. */
export class SentView implements StepView {
  readonly #words: Words;

  private constructor(words: Words) {
    this.#words = words;
  }

  static async load(host: StepHost): Promise<SentView> {
    return new SentView(await prepare(host));
  }

  render(): unknown {
    const words = this.#words;
    return message(words.sent, [words.sentAgain], stepLink('sign-in', words.back));
  }
}
