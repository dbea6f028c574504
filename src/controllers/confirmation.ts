import type { ReactiveControllerHost } from 'lit';
import { confirmRequest } from '../api/operations/requests.js';
import type { ConfirmedRequest } from '../api/schema.js';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** Confirming a request that was sent without an account, by the link of its mail. */
export class ConfirmationController {
  readonly #getSession: GetSession;
  readonly #run: Run<ConfirmedRequest>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    this.#run = new Run<ConfirmedRequest>(() => host.requestUpdate());
  }

  /** How the confirming stands; its value is the ticket's number. */
  get confirming(): Async<ConfirmedRequest> {
    return this.#run.now;
  }

  /** Confirms; again does no harm. */
  async confirm(token: string): Promise<void> {
    const { client } = this.#getSession()!;
    await this.#run.start((signal) => confirmRequest(client, token, signal));
  }
}
