import type { ReactiveControllerHost } from 'lit';
import { createSignInLink, openSignInLink } from '../api/operations/sign-in-link.js';
import { PortalProblem } from '../api/problem.js';
import { ProofKey } from '../api/proof.js';
import type { LinkSignIn, NewSignInLink, OpenedSignInLink } from '../api/schema.js';
import { forget, read, write } from '../session/store.js';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** A link that was asked for in this browser. */
export interface AskedLink {
  /** Only with this key it signs in; without one a cookie is what it belongs to. */
  readonly key: CryptoKeyPair | undefined;
  readonly linkId: string;
  readonly email: string;
  /** Milliseconds, by this browser's clock. */
  readonly until: number;
}

// As long as the portal keeps it.
const lifetime = 15 * 60_000;

const keyOf = (asked?: AskedLink) => asked?.key && new ProofKey(asked.key);

/** Signing in by a link of a mail: asking for it, and using it here or by the code it shows elsewhere. */
export class SignInLinkController {
  readonly #getSession: GetSession;
  readonly #asking: Run<AskedLink>;
  readonly #entering: Run<true>;
  readonly #opening: Run<OpenedSignInLink | true>;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.#getSession = getSession;
    const changed = () => host.requestUpdate();
    this.#asking = new Run<AskedLink>(changed);
    this.#entering = new Run<true>(changed);
    this.#opening = new Run<OpenedSignInLink | true>(changed);
  }

  /** How the asking stands; its value is the link that is waited for. */
  get asking(): Async<AskedLink> {
    return this.#asking.now;
  }

  /** How the try with a code stands. */
  get entering(): Async<true> {
    return this.#entering.now;
  }

  /** How the opening of a link stands; its value is the code to type elsewhere, or true when somebody is signed in by it. */
  get opening(): Async<OpenedSignInLink | true> {
    return this.#opening.now;
  }

  /** Goes on waiting for a link that was asked for before the page was loaded anew. */
  async recall(): Promise<void> {
    const asked = await this.#asked();
    if (asked && this.asking.state === 'idle') this.#asking.set(asked);
  }

  /** Asks for a link. A key that waits already goes on waiting, so that every mail it is sent is good. */
  async ask(wish: NewSignInLink, language: string): Promise<void> {
    const { client } = this.#session;
    await this.#asking.start(async (signal) => {
      const former = await this.#asked();
      const key = this.#session.byCookie ? undefined : (keyOf(former) ?? (await ProofKey.generate()));
      const { linkId } = await createSignInLink(client, wish, key, language, signal);
      const asked = { key: key?.pair, linkId, email: wish.email, until: Date.now() + lifetime };
      await write('sessions', this.#place, asked);
      return asked;
    });
  }

  /** Uses a link: signs in where it was asked for, else learns the code to type there. */
  async open(token: string): Promise<void> {
    await this.#opening.start(async (signal) => {
      const asked = await this.#asked();
      try {
        if (asked) return await this.#enter({ link: { token } }, asked, signal);
      } catch (error) {
        if (!(error instanceof PortalProblem && error.code === 'link-other-browser')) throw error;
      }
      return openSignInLink(this.#session.client, token, signal);
    });
  }

  /** Signs in with the code that the link showed elsewhere; true when somebody is signed in then. */
  async enter(code: string): Promise<boolean> {
    const asked = this.asking.value!;
    return !!(await this.#entering.start((signal) =>
      this.#enter({ link: { linkId: asked.linkId, code } }, asked, signal),
    ));
  }

  /** Asks anew, and waits no longer for what is over. */
  async restart(): Promise<void> {
    await forget('sessions', this.#place);
    this.reset();
  }

  /** Asks again. */
  reset(): void {
    this.#asking.set();
    this.#entering.set();
  }

  get #session() {
    return this.#getSession()!;
  }

  get #place() {
    return this.#session.storageKey + 'link';
  }

  async #asked(): Promise<AskedLink | undefined> {
    const asked = await read<AskedLink>('sessions', this.#place);
    return asked && asked.until > Date.now() ? asked : undefined;
  }

  async #enter(credentials: LinkSignIn, asked: AskedLink, signal: AbortSignal) {
    await this.#session.signInWith(credentials, signal, keyOf(asked));
    await forget('sessions', this.#place);
    return true as const;
  }
}
