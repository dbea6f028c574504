import { getPortal } from '../api/operations/portal.js';
import { createSession, deleteSession, getSession } from '../api/operations/session.js';
import { PortalClient, type Grant } from '../api/client.js';
import { type Failure, PortalProblem, toFailure, unauthorized } from '../api/problem.js';
import { ProofKey } from '../api/proof.js';
import type { CreateSessionData, Person, Portal, Session as SessionInfo } from '../api/schema.js';
import type { GetToken } from './host.js';
import { type Async, Run } from './async.js';
import { type Configuration, configuration } from './configuration.js';
import type { SessionClock, SessionEnd } from './clock.js';
import type { Step, StepName } from './step.js';
import { forget, read, write } from './store.js';

/** The steps that tell what is in the way. */
const obstacles: Record<string, StepName | undefined> = { 'consent-required': 'consent', 'access-denied': 'denied' };

/**
 * Where a session stands.
 * - `loading`: it is being checked whether somebody is signed in. What was shown of a person is to be hidden, but kept.
 * - `anonymous`: nobody is. Nothing of a former person may be left.
 * - `signing-in`: somebody is about to; `person` is set when it is somebody whose session expired.
 * - `signed-in`: `person` is.
 * - `expired`: `person` was, until the server said no. What was typed is kept for when the same person is back.
 */
export type SessionState = 'loading' | 'anonymous' | 'signing-in' | 'signed-in' | 'expired';

/** What tabs tell each other: somebody signed in or out, until when a use of the session holds, that it is over, or `?`. */
type Told = '' | '?' | 'over' | number;

/** What is kept of a session in the browser. */
interface Kept {
  key?: CryptoKeyPair;
  token: string;
  /** Who it is at the host, where the page's own login let them in. */
  who?: string;
}

/** A portal as one person uses it on one page: who is signed in, and the client that asks in that name. */
export class Session extends EventTarget {
  /** The portal's address. */
  readonly src: string;
  /** Tells two identities at one portal apart. */
  readonly profile: string;
  /** Calls the portal as the person who is signed in. */
  readonly client: PortalClient;
  /** Under what the browser keeps things of this session; what begins so belongs to it. */
  readonly storageKey: string;
  /** Who is signed in, or was until the session expired. */
  person?: Person;
  /** What listTickets may be asked for. */
  scopes: SessionInfo['scopes'] = [];
  /** Whether the person has a password here that could be changed. */
  hasPassword = false;
  /** Whether it is staff who see the portal as the person: nothing can be changed. */
  readOnly = false;
  /** The key of the last try to sign in, which may go on with it. */
  key?: ProofKey;

  #state: SessionState = 'loading';
  #grant?: Grant;
  /** What to ask with while nobody is known, where a cookie holds the session. */
  readonly #cookie?: { readonly token: string; readonly key?: undefined; readonly who?: undefined };
  #leaving?: Promise<unknown>;
  #getToken?: GetToken;
  #who?: string;
  /** The refused grant that a new one is being asked for, and whether requests may go on with that. */
  #renewal?: { grant: Grant; done: Promise<boolean> };
  #problem?: Failure;
  #channel?: BroadcastChannel;
  #clock?: SessionClock;
  /** Wakes the clock. */
  #alarm?: ReturnType<typeof setInterval>;
  /** What the portal said of the session when somebody was signed in, and when that was. */
  #entered?: [info: SessionInfo, heardAt: number];
  /** When the last request was sent that was answered. */
  #usedAt = 0;
  #step?: Step;
  // Only the latest check or sign-in may say how things stand.
  #turn = 0;
  readonly #portal = new Run<Portal>(() => this.#changed());

  /** `src` without a slash at its end; `sessionFor` sees to that. */
  constructor(src: string, profile = '', fetch?: typeof globalThis.fetch, cookie?: boolean) {
    super();
    this.src = src;
    this.profile = profile;
    this.storageKey = `${src} ${profile}${cookie ? '\tcookie' : ''}\n`;
    if (cookie) this.#cookie = { token: `cookie:${encodeURIComponent(profile)}:` };
    this.client = new PortalClient({
      src,
      fetch,
      authorize: () => this.#grant ?? this.#cookie,
      onRefused: (grant, again) => {
        if (grant === this.#renewal?.grant) return !again && this.#renewal.done;
        if (grant !== this.#grant || this.#state !== 'signed-in') return false;
        if (again || !this.#getToken) {
          this.#to('expired');
          return false;
        }
        const { id } = this.person!;
        const done = this.#restore(grant).then(
          () => this.#state === 'signed-in' && this.person!.id === id && this.#grant !== grant,
        );
        this.#renewal = { grant, done };
        return done;
      },
      onAnswered: (grant, sentAt) => {
        if (grant !== this.#grant) return;
        this.#usedAt = sentAt;
        this.#clock?.answered(sentAt);
      },
    });
  }

  /** The page's own login. Set it, and nobody is asked for a password: who is signed in to the page is signed in here. */
  get getToken(): GetToken | undefined {
    return this.#getToken;
  }

  set getToken(getToken: GetToken | undefined) {
    if (getToken === this.#getToken) return;
    this.#getToken = getToken;
    if (this.#channel) void this.#restore();
  }

  /** Where the session stands; `change` is fired when it moves. */
  get state(): SessionState {
    return this.#state;
  }

  /** The end, when it is less than a minute away; `change` is fired when it comes near and when it moves away. */
  get ending(): SessionEnd | undefined {
    return this.#clock?.ending;
  }

  /** The portal's settings and limits. */
  get portal(): Async<Portal> {
    return this.#portal.now;
  }

  /** The forms that can be sent. */
  get forms(): Portal['forms'] {
    return (!this.readOnly && this.portal.value?.forms) || [];
  }

  /** Why the portal cannot be used for the moment: its settings or the check of the session failed; `retry` tries again. */
  get failure(): Failure | undefined {
    return this.#portal.now.error ?? this.#problem;
  }

  /** Whether a cookie holds the session, and no key. */
  get byCookie(): boolean {
    return !!this.#cookie;
  }

  /** The page of the sign-in that is shown; without a token nobody who is signed in needs it. */
  get step(): Step | undefined {
    return this.#step;
  }

  set step(step: Step | undefined) {
    if (this.#state === 'signed-in' && !step?.token) step = undefined;
    if (step === this.#step) return;
    this.#step = step;
    this.#changed();
  }

  /** Finds out who is signed in and what the portal is like. Called again it does nothing. */
  start(): void {
    if (this.#channel) return;
    this.#channel = new BroadcastChannel('portico ' + this.storageKey);
    // Whoever is signing in here has the last word.
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => {
      const isIn = this.#state === 'signed-in';
      if (typeof data === 'number') this.#clock?.used(data);
      else if (!data) {
        if (this.#state !== 'signing-in') void this.#restore(undefined, true);
      } else if (isIn && data === 'over') this.#to('expired');
      else if (isIn) void this.#count();
    };
    // A page that comes back from history may show what another person must not see.
    addEventListener('pageshow', (event) => event.persisted && void this.#restore());
    addEventListener('focus', this.#look);
    addEventListener('online', () => this.failure && void this.retry());
    // Somebody else may have signed in to the page in another tab.
    addEventListener('visibilitychange', () => document.hidden || void this.#recheck());
    void this.retry();
  }

  /** Asks again for what failed; and, where the page has its own login, who is signed in there by now. */
  async retry(): Promise<void> {
    if (this.portal.state !== 'ready') void this.#portal.start((signal) => getPortal(this.client, signal));
    if (this.#state === 'signed-in') await this.#recheck();
    else if (this.#getToken || this.#state === 'loading') await this.#restore();
  }

  /** Signs in. Throws a Failure, or the signal's reason. */
  signIn(email: string, password: string, signal?: AbortSignal): Promise<void> {
    return this.signInWith({ email, password }, signal);
  }

  /** Signs in by any of the ways there are, with a key that waited for it or a new one. Throws a Failure, or the signal's reason. */
  async signInWith(credentials: CreateSessionData['body'], signal?: AbortSignal, waiting?: ProofKey): Promise<void> {
    const turn = ++this.#turn;
    this.#to('signing-in');
    try {
      // The answer to a sign-out would take the next cookie along.
      await (this.#cookie && this.#leaving);
      // Who agrees goes on with the key of the try before.
      const key = ('consent' in credentials && this.key) || (await this.#makeKey(waiting));
      const { token, session } = await createSession(this.client, credentials, key, signal);
      if (turn !== this.#turn) return;
      await (key ? write('sessions', this.storageKey, { key: key.pair, token }) : forget('sessions', this.storageKey));
      if (turn !== this.#turn) return;
      this.#enter(session, key && { key, token: token! });
      this.#tell('');
    } catch (error) {
      if (turn === this.#turn) {
        this.#divert(error);
        this.#to(this.person ? 'expired' : 'anonymous');
      }
      throw error;
    }
  }

  /** Where a cookie holds the session there is none. */
  readonly #makeKey = async (waiting?: ProofKey) =>
    (this.key = this.#cookie ? undefined : (waiting ?? (await ProofKey.generate())));

  /** Shows what is in the way of somebody who is who they say; whether anything is. */
  #divert(error: unknown): boolean {
    const name = error instanceof PortalProblem && obstacles[error.code];
    if (name) this.step = { name };
    return !!name;
  }

  /** Signs out: at once here and in every tab, then at the server. Never fails. */
  async signOut(): Promise<void> {
    const told = deleteSession(this.client);
    this.#leaving = told.catch(() => {});
    this.#leave();
    const left = this.#cookie
      ? import('./cookie.js').then(({ leave }) => leave(told, this.storageKey))
      : forget('sessions', this.storageKey);
    await Promise.all([left.then(() => this.#tell('')), forget('drafts', this.storageKey), this.#leaving]);
  }

  /** Stays signed in, in every tab. Throws a Failure. */
  async stay(): Promise<void> {
    const turn = this.#turn;
    const info = await getSession(this.client);
    if (turn === this.#turn) this.#clock?.learn(info, Date.now());
  }

  /** Ends the session in every tab of this browser and asks for the sign-in; what was typed stays. */
  expire(): void {
    if (this.#state !== 'signed-in') return;
    this.#to('expired');
    this.#tell('over');
  }

  /** Finds out who is signed in: in place of a grant that was `refused` unseen, and when another tab `told` that nobody is, unasked. */
  async #restore(refused?: Grant, told?: boolean) {
    const turn = ++this.#turn;
    const getToken = this.#getToken;
    this.#problem = undefined;
    if (!refused) this.#to('loading');
    const kept = (!getToken && this.#cookie) || (await read<Kept>('sessions', this.storageKey));
    if (turn !== this.#turn) return;
    // Until it is known whose it is, nothing but the check is asked with it.
    const grant =
      kept?.token === this.#grant?.token
        ? this.#grant
        : kept && { key: kept.key && new ProofKey(kept.key), token: kept.token };
    try {
      const entry =
        getToken && (kept || !told)
          ? await (
              await import('./host.js')
            ).admit(
              this.client,
              getToken,
              this.#makeKey,
              grant === refused ? undefined : grant,
              kept?.who,
              this.#cookie,
            )
          : kept && {
              grant,
              session: await (kept === this.#cookie
                ? (await import('./cookie.js')).recall(this.client, this.#cookie, this.storageKey)
                : getSession(this.client, undefined, grant)),
              who: kept.who,
            };
      if (turn !== this.#turn) return;
      if (entry && entry.grant !== grant) {
        const { key, token } = entry.grant!;
        if (kept && kept.who !== entry.who) await forget('drafts', this.storageKey);
        await write('sessions', this.storageKey, { key: key?.pair, token, who: entry.who });
        if (turn !== this.#turn) return;
      }
      this.#who = entry?.who;
      if (entry) return this.#enter(entry.session, entry.grant);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#problem = toFailure(error);
      if (!this.#divert(error) && (getToken || !unauthorized(this.#problem))) return this.#to('loading');
    }
    this.#leave();
    if (!kept) return;
    await forget('sessions', this.storageKey);
    if (getToken) this.#tell('');
  }

  async #recheck() {
    const getToken = this.#getToken;
    if (!getToken || this.#state !== 'signed-in') return;
    const { hasChanged } = await import('./host.js');
    if ((await hasChanged(getToken, this.#who)) && this.#state === 'signed-in') await this.#restore();
  }

  #enter(info: SessionInfo, grant?: Grant) {
    const { person, scopes, hasPassword, readOnly } = info;
    if (this.person && this.person.id !== person.id) void forget('drafts', this.storageKey + this.person.id);
    this.person = person;
    this.scopes = scopes;
    this.hasPassword = hasPassword;
    this.readOnly = readOnly;
    this.#entered = [info, (this.#usedAt = Date.now())];
    if (!this.#step?.token) this.#step = undefined;
    // From now on the cookie is asked for as this person's, whoever else gets one in another page.
    this.#grant = this.#cookie ? { token: this.#cookie.token + encodeURIComponent(person.id) } : grant;
    this.#to('signed-in');
  }

  #leave() {
    this.#turn++;
    if (this.person) this.#step ??= { name: 'signed-out' };
    this.#grant = this.person = this.#problem = undefined;
    this.scopes = [];
    this.#to('anonymous');
  }

  #to(state: SessionState) {
    this.#state = state;
    if (state === 'expired') this.#step ??= { name: state };
    this.#clock?.stop();
    this.#alarm = clearInterval(this.#alarm) as undefined;
    this.#changed();
    if (state !== 'signed-in') return;
    // A timer for the whole time would stand still while the computer sleeps.
    this.#alarm = setInterval(this.#look, 10_000);
    this.#look();
  }

  /** Two minutes before the end there is something to count. */
  readonly #look = () => {
    if (!this.#alarm) return;
    const [{ expiresAt, serverTime }, heardAt] = this.#entered!;
    if (Date.now() - heardAt > Date.parse(expiresAt) - Date.parse(serverTime) - 120_000) void this.#count();
  };

  /** Counts down to the end. Without that part of the library the server alone ends the session. */
  async #count() {
    this.#alarm = clearInterval(this.#alarm) as undefined;
    const part = await import('./clock.js').catch(() => undefined);
    if (!part || this.#state !== 'signed-in') return;
    this.#clock ??= new part.SessionClock({
      changed: () => this.#changed(),
      over: () => this.#to('expired'),
      tell: (what) => this.#tell(what),
    });
    this.#clock.start(...this.#entered!, this.#usedAt);
  }

  #tell(what: Told) {
    this.#channel?.postMessage(what);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** The sessions of the page, by their addresses. */
export const sessions = new Map<string, Session>();

/** Sets what holds for the elements of the page which say nothing else themselves, now and later; what is not named stays. */
export function configure(changes: Configuration): void {
  const { getToken } = configuration;
  // What is no language tag is refused here, where it was written.
  if (changes.locale) Intl.getCanonicalLocales(changes.locale);
  Object.assign(configuration, changes);
  for (const session of sessions.values()) {
    if (session.getToken === getToken) session.getToken = configuration.getToken;
    session.dispatchEvent(new Event('change'));
  }
}

/**
 * The page's one Session for a portal's address and profile, held by a cookie or bound to a key; elements that name the same share it. Relative addresses are
 * resolved; what cannot be one throws a TypeError.
 */
export function sessionFor(src: string, profile = '', cookie = false): Session {
  const url = new URL(src, document.baseURI);
  const address = url.origin + url.pathname.replace(/\/+$/, '');
  const name = `${address} ${cookie} ${profile}`;
  let session = sessions.get(name);
  if (!session) {
    sessions.set(
      name,
      (session = new Session(address, profile, (...given) => (configuration.fetch ?? fetch)(...given), cookie)),
    );
    session.getToken = configuration.getToken;
  }
  return session;
}
