import type { Session as SessionInfo } from '../api/schema.js';

/** Milliseconds before the end at which a person is warned. */
const warning = 60_000;

// The server notes a use every five seconds at most, so a session may end that much earlier than its last use says.
const granularity = 5000;

// A timer that comes this late was held up: the computer slept, or the browser saved power.
const lateness = 2000;

/** The end of a session that is less than a minute away. */
export interface SessionEnd {
  /** When it is, by the browser's clock. */
  readonly at: number;
  /** Whether it comes however much the session is used, so that only signing in again helps. */
  readonly final: boolean;
}

/** What a session wants to know of its end. */
export interface SessionClockOptions {
  /** The end has come near, or moved away. */
  changed: () => void;
  /** The end is there. */
  over: () => void;
  /** Tells the other tabs until when a use of the session holds, or asks them. */
  tell: (what: number | '?') => void;
}

/** Counts down to the end of a session. Loaded when the end may be near. */
export class SessionClock {
  /** The end, when it is less than a minute away. */
  ending?: SessionEnd;

  readonly #options: SessionClockOptions;
  #running = false;
  #idle = 0;
  #idleEnd = 0;
  #toldEnd = 0;
  #absoluteEnd = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #due = 0;
  #asked = false;

  constructor(options: SessionClockOptions) {
    this.#options = options;
    // Timers stand still while the computer sleeps; what the clock says is looked at as soon as somebody is back.
    addEventListener('focus', this.#check);
    document.addEventListener('visibilitychange', this.#check);
  }

  /** Begins to count for a session, last used here at a moment; while it counts, tells the other tabs what it knows. */
  start(info: SessionInfo, heardAt: number, usedAt: number): void {
    if (this.#running) return this.#options.tell(this.#idleEnd);
    this.#running = true;
    this.#idleEnd = this.#toldEnd = 0;
    this.#hear(info, heardAt);
    this.answered(usedAt);
    // The session may have been used in another tab before this one began to listen.
    this.#ask();
  }

  /** Counts no more. */
  stop(): void {
    this.#running = false;
    this.ending = undefined;
    clearTimeout(this.#timer);
  }

  /** Learns when the session ends. */
  learn(info: SessionInfo, heardAt: number): void {
    this.#hear(info, heardAt);
    this.#asked = false;
    this.#check();
  }

  /** A request of this tab, sent at a moment, was answered. */
  answered(sentAt: number): void {
    if (this.#running) this.#here(sentAt + this.#idle);
  }

  /** In some tab the session was used. */
  used(idleEnd: number): void {
    if (idleEnd <= this.#idleEnd) return;
    this.#idleEnd = idleEnd;
    if (this.ending) this.#check();
  }

  /** Reckons the ends by our clock. */
  #hear({ expiresAt, endsAt, serverTime, idleSeconds }: SessionInfo, heardAt: number) {
    const toOurs = heardAt - Date.parse(serverTime);
    this.#idle = idleSeconds * 1000 - granularity;
    this.#absoluteEnd = Date.parse(endsAt) + toOurs;
    this.#here(Date.parse(expiresAt) + toOurs);
  }

  #ask() {
    this.#asked = true;
    this.#options.tell('?');
    this.#wait(500);
  }

  #here(idleEnd: number) {
    // A tab that asks for much at once tells it once.
    if (idleEnd - this.#toldEnd > 1000) this.#options.tell((this.#toldEnd = idleEnd));
    this.used(idleEnd);
  }

  /** Compares the clock with the end. */
  readonly #check = () => {
    const now = Date.now();
    // The other tabs have been asked, and their answer is on its way.
    if (!this.#running || (this.#asked && now < this.#due)) return;
    clearTimeout(this.#timer);
    const at = Math.min(this.#idleEnd, this.#absoluteEnd);
    const left = at - now;
    // While this tab was held up another one may have been used: it is asked first.
    if (left <= warning && this.#due && now - this.#due > lateness) return this.#ask();
    this.#asked = false;
    if (left <= 0) return this.#options.over();
    const final = this.#absoluteEnd - now <= warning;
    // Not in one go: a timer counts no time asleep.
    this.#wait(Math.min(left > warning ? left - warning : left, 10_000));
    if (left > warning ? !this.ending : this.ending?.at === at && this.ending.final === final) return;
    this.ending = left > warning ? undefined : { at, final };
    this.#options.changed();
  };

  #wait(time: number) {
    this.#due = Date.now() + time;
    this.#timer = setTimeout(this.#check, time);
  }
}
