import { completePasswordReset, createPasswordReset } from '../api/operations/password-reset.js';
import { getSession } from '../api/operations/session.js';
import type { ReactiveControllerHost } from 'lit';
import type { NewPasswordReset } from '../api/schema.js';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** Asking for a link to a new password, and setting one with its token. */
export class RecoveryController {
  readonly #getSession: GetSession;
  readonly #asking: Run<string>;
  readonly #setting: Run<true>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    this.#asking = new Run<string>(() => host.requestUpdate());
    this.#setting = new Run<true>(() => host.requestUpdate());
  }

  /** How the asking stands; its value is the e-mail address. */
  get asking(): Async<string> {
    return this.#asking.now;
  }

  /** How the setting stands. */
  get setting(): Async<true> {
    return this.#setting.now;
  }

  /** Asks for a link. */
  async ask(reset: NewPasswordReset, language: string): Promise<void> {
    await this.#asking.start(async (signal) => {
      await createPasswordReset(this.#getSession()!.client, reset, language, signal);
      return reset.email;
    });
  }

  /** Sets a new password; true when it is. It ends the person's sessions. */
  async set(token: string, password: string, language: string): Promise<boolean> {
    const session = this.#getSession()!;
    return !!(await this.#setting.start(async (signal) => {
      await completePasswordReset(session.client, { token, password }, language, signal);
      // Learns that the session has ended, if it was this person's; what was being written is kept.
      if (session.state === 'signed-in') await getSession(session.client, signal).catch(() => {});
      return true;
    }));
  }

  /** Begins anew. */
  reset(): void {
    this.#asking.set();
    this.#setting.set();
  }
}
