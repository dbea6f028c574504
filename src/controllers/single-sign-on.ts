import type { ReactiveControllerHost } from 'lit';
import type { IdentityProvider, ProblemCode } from '../api/schema.js';
import { type Begun, comeBack, forgetBegun, goTo, keep, prepare } from '../session/single-sign-on.js';
import { type Async, Run } from './async.js';
import type { GetSession } from './session-controller.js';

/** Why a sign-in ended without anybody; each has an address of its own, `#/sign-in/<outcome>`. */
export type Outcome = 'denied' | 'cancelled' | 'unverified' | 'failed';

/** The portal's name for each. */
export const codes: Readonly<Record<Outcome, ProblemCode>> = {
  denied: 'access-denied',
  cancelled: 'sign-in-cancelled',
  unverified: 'email-unverified',
  failed: 'sign-in-unverified',
};

const outcomeOf = (code: string): Outcome | undefined =>
  (Object.keys(codes) as Outcome[]).find((outcome) => codes[outcome] === code);

/** How often a window is looked for. */
const glance = 500;

/** Signing in by an identity provider: in a window of its own, or in place of the page. */
export class SingleSignOn {
  /** The provider whose window is open. */
  waiting?: IdentityProvider;
  /** Whether that window went away before anybody had signed in. */
  closed = false;
  readonly #host: ReactiveControllerHost;
  readonly #getSession: GetSession;
  readonly #hasAddress: () => boolean;
  readonly #done: () => void;
  readonly #run: Run<true>;
  #begun!: Begun;
  /** What the page's address says when nothing has happened since. */
  #told?: Outcome;
  #window?: Window | null;
  #timer?: ReturnType<typeof setInterval>;

  constructor(
    host: ReactiveControllerHost,
    getSession: GetSession,
    { hasAddress, done }: { hasAddress: () => boolean; done: () => void },
  ) {
    this.#host = host;
    this.#getSession = getSession;
    this.#hasAddress = hasAddress;
    this.#done = done;
    this.#run = new Run<true>(() => host.requestUpdate());
    host.addController({
      hostConnected: () => addEventListener('hashchange', this.#read),
      hostDisconnected: () => {
        removeEventListener('hashchange', this.#read);
        this.#stop();
      },
    });
  }

  /** How the end of a sign-in stands. */
  get signingIn(): Async<true> {
    return this.#run.now;
  }

  /** How the last sign-in ended without anybody. */
  get outcome(): Outcome | undefined {
    const { error } = this.signingIn;
    return error ? ('code' in error ? outcomeOf(error.code) : undefined) : this.#told;
  }

  /** Makes itself ready, and goes on with a sign-in that comes back in the page's address. */
  async start(): Promise<void> {
    this.#begun = await prepare();
    if (!this.#hasAddress()) return;
    this.#read();
    const back = await comeBack(this.#getSession()!);
    if (back) void this.#finish(back.code, back.verifier);
  }

  /** Opens a provider; to be called in the click, or browsers let no window open. */
  open(provider: IdentityProvider): void {
    const session = this.#getSession()!;
    this.#window?.close();
    this.#run.set();
    this.#told = undefined;
    this.closed = false;
    this.#window = window.open(this.#address(provider, 'popup'), '', 'popup,width=520,height=680');
    const kept = keep(session, this.#begun);
    if (!this.#window) {
      void kept.then(() => location.assign(this.#address(provider, 'page')));
      return;
    }
    this.waiting = provider;
    addEventListener('message', this.#heard);
    clearInterval(this.#timer);
    this.#timer = setInterval(this.#look, glance);
    this.#host.requestUpdate();
  }

  #read = (): void => {
    if (!this.#hasAddress()) return;
    this.#told = /^#\/sign-in\/(denied|cancelled|unverified|failed)$/.exec(location.hash)?.[1] as Outcome | undefined;
    this.#host.requestUpdate();
  };

  #address(provider: IdentityProvider, display: 'popup' | 'page'): string {
    const url = new URL(provider.address);
    url.search = new URLSearchParams({
      challenge: this.#begun.challenge,
      return: location.href.replace(/#.*/, ''),
      display,
    }).toString();
    return url.href;
  }

  /** Believes the window it opened, at the portal's server, about the sign-in it began; and nobody else. */
  #heard = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (!this.waiting || source !== this.#window || origin !== new URL(this.waiting.address).origin) return;
    const { type, code, challenge } = (data ?? {}) as Record<string, unknown>;
    if (type !== 'portico:sign-in' || typeof code !== 'string' || challenge !== this.#begun.challenge) return;
    const { verifier } = this.#begun;
    this.#stop();
    void this.#finish(code, verifier);
  };

  /** A window that the provider's own rules cut off counts as closed: what it ends with comes by another tab then. */
  #look = (): void => {
    if (!this.#window?.closed) return;
    clearInterval(this.#timer);
    // What it said last is still on its way.
    this.#timer = setTimeout(() => {
      this.#stop();
      this.closed = true;
      this.#host.requestUpdate();
    }, glance);
  };

  async #finish(code: string, verifier: string): Promise<void> {
    const session = this.#getSession()!;
    const signed = await this.#run.start(async (signal) => {
      // A code and its verifier are good once.
      this.#begun = await prepare();
      await session.signInWith({ singleSignOn: { code, verifier } }, signal);
      return true as const;
    });
    void forgetBegun(session);
    if (signed) this.#done();
    else if (this.outcome && this.#hasAddress()) goTo(`#/sign-in/${this.outcome}`);
  }

  #stop(): void {
    clearInterval(this.#timer);
    removeEventListener('message', this.#heard);
    this.waiting = undefined;
  }
}
