import { getConsent, getOwnConsent, withdrawConsent } from '../api/operations/entry.js';
import type { Consent, ConsentReceipt } from '../api/schema.js';
import type { ReactiveControllerHost } from 'lit';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** A text with the means to show it, which are loaded with it. */
export interface Shown<T> {
  readonly text: T;
  readonly node: Node;
}

/** Turns html that somebody else wrote into something safe. */
export type MakeSafe = (html: string) => Promise<Node>;

/** What is to be agreed to, and what has been. */
export class ConsentController {
  readonly #getSession: GetSession;
  readonly #makeSafe: MakeSafe;
  readonly #consent: Run<Shown<Consent>>;
  readonly #receipt: Run<Shown<ConsentReceipt> | null>;
  readonly #withdrawing: Run<true>;

  constructor(host: ReactiveControllerHost, getSession: GetSession, makeSafe: MakeSafe) {
    this.#getSession = getSession;
    this.#makeSafe = makeSafe;
    const changed = () => host.requestUpdate();
    this.#consent = new Run(changed);
    this.#receipt = new Run(changed);
    this.#withdrawing = new Run(changed);
  }

  /** What is to be agreed to. */
  get consent(): Async<Shown<Consent>> {
    return this.#consent.now;
  }

  /** What the person has agreed to; null when nothing. */
  get receipt(): Async<Shown<ConsentReceipt> | null> {
    return this.#receipt.now;
  }

  /** How the withdrawal stands. */
  get withdrawing(): Async<true> {
    return this.#withdrawing.now;
  }

  /** Loads what is to be agreed to. */
  async load(language: string): Promise<void> {
    await this.#consent.start(async (signal) => {
      const text = await getConsent(this.#getSession()!.client, language, signal);
      return { text, node: await this.#makeSafe(text.html) };
    });
  }

  /** Loads what the person has agreed to. */
  async loadReceipt(): Promise<void> {
    await this.#receipt.start(async (signal) => {
      const { receipt } = await getOwnConsent(this.#getSession()!.client, signal);
      return receipt && { text: receipt, node: await this.#makeSafe(receipt.html) };
    });
  }

  /** Withdraws it. Where nobody comes in without, it signs out and says so at once: the page may put something else in its place. */
  async withdraw(signedOut: () => void): Promise<void> {
    const session = this.#getSession()!;
    const { isRequired } = session.portal.value?.consent ?? {};
    const done = await this.#withdrawing.start(async (signal) => {
      await withdrawConsent(session.client, signal);
      return true;
    });
    if (!done) return;
    if (!isRequired) return this.#receipt.set(null);
    void session.signOut();
    signedOut();
  }
}
