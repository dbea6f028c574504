import type { ReactiveControllerHost } from 'lit';
import { answerEmailChange } from '../api/operations/email-change.js';
import { getSession } from '../api/operations/session.js';
import type { AnsweredEmailChange } from '../api/schema.js';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';
import { update } from '../session/update.js';

/** What the reader of a mail says to a change of an e-mail address. */
export class EmailAnswerController {
  readonly #getSession: GetSession;
  readonly #answering: Run<AnsweredEmailChange['state']>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    this.#answering = new Run<AnsweredEmailChange['state']>(() => host.requestUpdate());
  }

  /** How the answer stands; its value is what became of the change. */
  get answering(): Async<AnsweredEmailChange['state']> {
    return this.#answering.now;
  }

  /** Confirms or refuses. */
  async answer(token: string, answer: 'confirm' | 'cancel', language: string): Promise<void> {
    const session = this.#getSession()!;
    await this.#answering.start(async (signal) => {
      const { state } = await answerEmailChange(session.client, { token, answer }, language, signal);
      // Learns the new address, or that this session has ended.
      if (session.state === 'signed-in')
        await getSession(session.client, signal).then(
          ({ person }) => update(session, person),
          () => {},
        );
      return state;
    });
  }
}
