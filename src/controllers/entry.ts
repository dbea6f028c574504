import {
  completeInvitation,
  completeRegistration,
  createAccessRequest,
  createRegistration,
  openInvitation,
} from '../api/operations/entry.js';
import type { ProofKey } from '../api/proof.js';
import type {
  GivenConsent,
  Invitation,
  InvitationCompletion,
  NewAccessRequest,
  NewRegistration,
} from '../api/schema.js';
import type { ReactiveControllerHost } from 'lit';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** How a way to an account ended: in, with an account to sign in to, or at another step that is in between. */
export type Entered = 'in' | 'account' | 'step';

/** Coming to an account: registering, confirming, accepting an invitation, agreeing, or asking to be let in. */
export class EntryController {
  readonly #getSession: GetSession;
  readonly #sending: Run<true | Entered>;
  readonly #invitation: Run<Invitation>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    this.#sending = new Run<true | Entered>(() => host.requestUpdate());
    this.#invitation = new Run<Invitation>(() => host.requestUpdate());
  }

  /** How it stands with what was sent last. */
  get sending(): Async<true | Entered> {
    return this.#sending.now;
  }

  /** Whom the invitation is for. */
  get invitation(): Async<Invitation> {
    return this.#invitation.now;
  }

  /** Asks for an account; true when a mail is on its way. */
  async register(body: NewRegistration, language: string): Promise<boolean> {
    return !!(await this.#sending.start(async (signal) => {
      await createRegistration(this.#client, body, language, signal);
      return true;
    }));
  }

  /** Confirms the e-mail address, and signs in with the password. */
  confirm(token: string, password: string): Promise<Entered | undefined> {
    return this.#enter(async (signal) => {
      const { email } = await completeRegistration(this.#client, { token, password }, signal);
      return { email, password };
    });
  }

  /** Finds out whom an invitation is for. */
  async open(token: string): Promise<void> {
    await this.#invitation.start((signal) => openInvitation(this.#client, token, signal));
  }

  /** Accepts the invitation that was opened, and signs in. */
  accept(body: InvitationCompletion): Promise<Entered | undefined> {
    const { email } = this.#invitation.now.value!;
    return this.#enter(async (signal) => {
      await completeInvitation(this.#client, body, signal);
      return { email, password: body.password };
    });
  }

  /** Agrees, and signs in as who was asked to, with the key they came with. */
  async agree(consent: GivenConsent, key?: ProofKey): Promise<boolean> {
    return !!(await this.#sending.start(async (signal) => {
      await this.#getSession()!.signInWith({ consent }, signal, key);
      return true;
    }));
  }

  /** Asks to be let in; true when it was taken. */
  async ask(body: NewAccessRequest): Promise<boolean> {
    return !!(await this.#sending.start(async (signal) => {
      await createAccessRequest(this.#client, body, signal);
      return true;
    }));
  }

  /** Begins anew. */
  reset(): void {
    this.#sending.set();
  }

  get #client() {
    return this.#getSession()!.client;
  }

  /** What was done stays done when the signing in after it fails. */
  async #enter(
    complete: (signal: AbortSignal) => Promise<{ email: string; password: string }>,
  ): Promise<Entered | undefined> {
    return (await this.#sending.start(async (signal) => {
      const { email, password } = await complete(signal);
      const session = this.#getSession()!;
      const { step } = session;
      return session.signIn(email, password, signal).then(
        () => 'in' as const,
        () => (session.step === step ? 'account' : 'step'),
      );
    })) as Entered | undefined;
  }
}
