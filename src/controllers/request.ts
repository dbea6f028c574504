import type { PortalClient } from '../api/client.js';
import { createChallenge, createRequest } from '../api/operations/requests.js';
import { PortalProblem } from '../api/problem.js';
import type { NewRequest, Work } from '../api/schema.js';
import { solveAside } from './work-aside.js';

/** What is sent, but for the work. */
export type RequestBody = Omit<NewRequest, 'work'>;

/** Work that is done, and how long it is good. */
interface Done {
  readonly work: Work;
  /** Milliseconds by this browser's clock. */
  readonly from: number;
  readonly until: number;
}

const patience = 3;

/** A request of somebody who is not signed in: does the work that the portal asks for, and sends it. */
export class RequestSender {
  #working?: Promise<Done>;
  #abort?: AbortController;

  /** Asks for work and does it, while the person is still writing. */
  begin(client: PortalClient): void {
    (this.#working ??= this.#start(client)).catch(() => {});
  }

  /** Sends a request. What the portal wants done otherwise is seen to here; what fails, fails with a Failure. */
  async send(
    client: PortalClient,
    body: RequestBody,
    key: string,
    language: string,
    signal: AbortSignal,
  ): Promise<void> {
    for (let soon = 0, isAgain = false; ;) {
      const { work, from } = await this.#work(client);
      await pause(from - Date.now(), signal);
      try {
        await createRequest(client, { ...body, work }, key, language, signal);
        this.stop();
        return;
      } catch (error) {
        if (!(error instanceof PortalProblem)) throw error;
        if (error.code === 'too-soon' && soon++ < patience) await pause((error.retryAfter ?? 1) * 1000, signal);
        else if (error.code === 'work-refused' && !isAgain) {
          isAgain = true;
          this.stop();
        } else {
          if (error.code === 'work-refused') this.stop();
          throw error;
        }
      }
    }
  }

  /** Works no more, and forgets what was done. */
  stop(): void {
    this.#abort?.abort();
    this.#working = undefined;
  }

  /** The work, which is done once; what is too old by now is done anew. */
  async #work(client: PortalClient): Promise<Done> {
    const done = await (this.#working ??= this.#start(client));
    if (done.until > Date.now()) return done;
    this.stop();
    return (this.#working = this.#start(client));
  }

  #start(client: PortalClient): Promise<Done> {
    const { signal } = (this.#abort = new AbortController());
    const working = begin(client, signal);
    // What could not be had is asked for again.
    working.catch(() => {
      if (this.#working === working) this.#working = undefined;
    });
    return working;
  }
}

async function begin(client: PortalClient, signal: AbortSignal): Promise<Done> {
  const { salt, digest, maxNumber, signature, notBefore, expiresAt } = await createChallenge(client, signal);
  const from = Date.now() + notBefore * 1000;
  const number = await solveAside({ salt, digest, maxNumber }, signal);
  if (number === undefined) throw new PortalProblem({ code: 'work-refused', status: 422 });
  // A clock that is far from the portal's makes it ask once more, no worse.
  return { work: { salt, digest, signature, number }, from, until: Date.parse(expiresAt) - 5000 };
}

/** Waits, unless it is given up. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
  signal.throwIfAborted();
}
