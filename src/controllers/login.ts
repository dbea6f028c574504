import type { ReactiveControllerHost } from 'lit';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** Signing in with e-mail and password. */
export class LoginController {
  readonly #getSession: GetSession;
  readonly #run: Run<true>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    this.#run = new Run<true>(() => host.requestUpdate());
  }

  /** How the signing in stands. */
  get signingIn(): Async<true> {
    return this.#run.now;
  }

  /** Signs in; true when somebody is signed in then. */
  async signIn(email: string, password: string): Promise<boolean> {
    return !!(await this.#run.start(async (signal) => {
      await this.#getSession()!.signIn(email.trim(), password, signal);
      return true;
    }));
  }

  /** Forgets a failure. */
  reset(): void {
    this.#run.set();
  }
}
