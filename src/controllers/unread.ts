import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readQuietly } from '../api/events.js';
import type { UnreadCount } from '../api/schema.js';
import type { Session } from '../session/session.js';
import type { GetSession } from './session-controller.js';

/** How long is waited for more that changes the number. */
const gathering = 300;
/** How old it may be when the page is looked at again. */
const age = 30_000;

const none: UnreadCount = { count: 0, isMore: false };

/** How many messages of one session are unread, asked once for all that show it. */
class Watch {
  value = none;
  readonly #session: Session;
  readonly #members = new Set<UnreadController>();
  #owner?: string | undefined;
  #askedAt = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #abort?: AbortController;

  constructor(session: Session) {
    this.#session = session;
  }

  join(member: UnreadController): void {
    this.#members.add(member);
    if (this.#members.size > 1) return;
    for (const type of ['live', 'read']) this.#session.addEventListener(type, this.#stir);
    this.#session.addEventListener('change', this.#follow);
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('online', this.#look);
    this.#follow();
  }

  leave(member: UnreadController): void {
    if (!this.#members.delete(member) || this.#members.size) return;
    for (const type of ['live', 'read']) this.#session.removeEventListener(type, this.#stir);
    this.#session.removeEventListener('change', this.#follow);
    document.removeEventListener('visibilitychange', this.#look);
    removeEventListener('online', this.#look);
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#owner = undefined;
  }

  readonly #follow = (): void => {
    const { state, person } = this.#session;
    if (state === 'loading' || state === 'signing-in') return;
    const owner = state === 'signed-in' ? person!.id : undefined;
    if (owner === this.#owner) return;
    this.#owner = owner;
    this.#abort?.abort();
    if (owner) void this.#ask();
    else this.#set(none);
  };

  /** Something came, or was read. */
  readonly #stir = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), gathering);
  };

  readonly #look = (): void => {
    if (!document.hidden && Date.now() - this.#askedAt > age) this.#stir();
  };

  async #ask(): Promise<void> {
    if (!this.#owner) return;
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    try {
      // No use of the session, or a page left open would keep it alive.
      const answer = await readQuietly(this.#session.client, '/unread', { signal });
      const value = (await answer.json()) as UnreadCount;
      this.#askedAt = Date.now();
      if (!signal.aborted) this.#set(value);
    } catch {
      // The number that was known stays, until something happens or the page is looked at again.
    }
  }

  #set(value: UnreadCount): void {
    const { count, isMore } = this.value;
    if (count === value.count && isMore === value.isMore) return;
    this.value = value;
    let isFirst = true;
    for (const member of this.#members) {
      member.changed(value, isFirst);
      isFirst = false;
    }
  }
}

const watches = new WeakMap<Session, Watch>();

/** How many messages are unread, kept right while its host is in the page. */
export class UnreadController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getSession: GetSession;
  readonly #tell: (value: UnreadCount) => void;
  #watch?: Watch | undefined;
  #connected = false;

  /** `tell` is called by one of those that show a session's number, when it is another. */
  constructor(host: ReactiveControllerHost, getSession: GetSession, tell: (value: UnreadCount) => void) {
    this.#host = host;
    this.#getSession = getSession;
    this.#tell = tell;
    host.addController(this);
  }

  /** The number, as far as it is known. */
  get value(): UnreadCount {
    return this.#watch?.value ?? none;
  }

  hostConnected(): void {
    this.#connected = true;
    this.hostUpdate();
  }

  hostUpdate(): void {
    const session = this.#connected ? this.#getSession() : undefined;
    let watch = session && watches.get(session);
    if (session && !watch) watches.set(session, (watch = new Watch(session)));
    if (watch === this.#watch) return;
    this.#watch?.leave(this);
    this.#watch = watch;
    watch?.join(this);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#watch?.leave(this);
    this.#watch = undefined;
  }

  /** The number is another. */
  changed(value: UnreadCount, isFirst: boolean): void {
    this.#host.requestUpdate();
    if (isFirst) this.#tell(value);
  }
}
