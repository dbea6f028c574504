import { readEvents } from '../api/event-stream.js';
import { readQuietly } from '../api/events.js';
import { PortalProblem } from '../api/problem.js';
import type { LiveEvent, LiveEventPage } from '../api/schema.js';
import type { Session } from './session.js';

/** How long nothing may come before the line is held to be broken: at the beginning, and later, where a beat comes every 20 s. */
const SILENCE_AT_FIRST = 8000;
const SILENCE = 45_000;
/** Tries without a word before it is asked again and again instead, and how long that goes on before another try. */
const TRIES = 3;
const POLLING = 300_000;
const POLL = 10_000;
const POLL_HIDDEN = 60_000;
const LONGEST_PAUSE = 8000;
/** How far back a tab that joins is told of, in seconds. */
const KEPT = 120;

/** What tabs tell each other. */
type Told = { readonly event: LiveEvent } | { readonly since: number } | 'read';

/**
 * What happens to the tickets of whoever is signed in: one stream for all tabs of the browser, shared by the tab that holds its lock.
 * Where no stream arrives it is asked again and again.
 */
export class LiveLine {
  readonly #session: Session;
  readonly #heard: (event: LiveEvent) => void;
  readonly #isWanted: () => boolean;
  #owner?: string;
  #lastId?: string;
  #running?: AbortController;
  #channel?: BroadcastChannel;
  #recent: { at: number; event: LiveEvent }[] = [];
  #wake?: () => void;
  /** Whether the line came back, or the page is looked at again, since something last came: the next try waits for nothing. */
  #isUrgent = false;

  constructor(session: Session, heard: (event: LiveEvent) => void, isWanted: () => boolean) {
    this.#session = session;
    this.#heard = heard;
    this.#isWanted = isWanted;
    session.addEventListener('change', this.follow);
    // What was read in one tab is not unread in the others.
    session.addEventListener('read', () => this.#channel?.postMessage('read' satisfies Told));
    // A page in the history holds no line.
    addEventListener('pagehide', () => this.#stop());
    addEventListener('pageshow', this.follow);
    const hurry = () => {
      this.#isUrgent = true;
      this.#wake?.();
    };
    addEventListener('online', hurry);
    addEventListener('visibilitychange', () => document.hidden || hurry());
  }

  /** Listens while somebody is signed in and it is wanted. */
  readonly follow = (): void => {
    const { state, person } = this.#session;
    if (state === 'loading' || state === 'signing-in') return;
    const isWanted = state === 'signed-in' && this.#isWanted();
    if (!isWanted || person!.id !== this.#owner) this.#stop();
    if (!isWanted || this.#running) return;
    if (this.#owner !== person!.id) this.#lastId = undefined;
    this.#owner = person!.id;
    this.#start();
  };

  #start(): void {
    const { signal } = (this.#running = new AbortController());
    const name = `portico live ${this.#session.storageKey}${this.#owner}`;
    const channel = (this.#channel = new BroadcastChannel(name));
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data === 'read') this.#session.dispatchEvent(new Event('live'));
      else if ('event' in data) this.#take(data.event);
      else for (const told of this.#recent) if (told.at >= data.since) channel.postMessage(told);
    };
    // What happened while this part was on its way; whoever has the stream knows.
    if (!this.#lastId) channel.postMessage({ since: Date.now() - this.#missed() * 1000 } satisfies Told);
    // Without locks (an insecure page) each tab has a stream of its own.
    const lead = () => this.#lead(signal);
    void (navigator.locks?.request(name, { signal }, lead) ?? lead()).catch(() => {});
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#wake?.();
    this.#recent = [];
  }

  /** Seconds since this page began to load anything. */
  #missed(): number {
    return Math.min(KEPT, Math.ceil(performance.now() / 1000) + 2);
  }

  async #lead(signal: AbortSignal): Promise<void> {
    let silent = 0;
    for (let fails = 0; !signal.aborted;) {
      const line = await this.#listen(signal);
      if (signal.aborted) return;
      fails++;
      if (line === 'heard') silent = fails = 0;
      // A server that is away comes back; one behind which nothing passes does not.
      if (line === 'silent' && ++silent >= TRIES) {
        await this.#poll(signal);
        silent = 0;
      }
      await this.#pause(Math.min(LONGEST_PAUSE, 1000 * 2 ** fails) * (0.5 + Math.random()), signal);
    }
  }

  /** Reads a stream to its end; whether anything came by it, or nothing in time, or whether there was none. */
  async #listen(signal: AbortSignal): Promise<'heard' | 'silent' | 'failed'> {
    const line = new AbortController();
    let came = false;
    let timer = setTimeout(() => line.abort(), SILENCE_AT_FIRST);
    try {
      const { body } = await readQuietly(this.#session.client, '/events', {
        query: this.#lastId ? {} : { seconds: this.#missed() },
        headers: this.#lastId ? { 'Last-Event-ID': this.#lastId } : {},
        signal: AbortSignal.any([signal, line.signal]),
      });
      await readEvents(
        body!,
        (event) => this.#share(event),
        () => {
          came = true;
          this.#isUrgent = false;
          clearTimeout(timer);
          timer = setTimeout(() => line.abort(), SILENCE);
        },
      );
    } catch (error) {
      // There are too many streams: that is to be asked for instead.
      if (error instanceof PortalProblem && error.code === 'rate-limited') return 'silent';
    } finally {
      clearTimeout(timer);
    }
    return came ? 'heard' : line.signal.aborted ? 'silent' : 'failed';
  }

  async #poll(signal: AbortSignal): Promise<void> {
    let etag = '';
    for (const end = Date.now() + POLLING; Date.now() < end && !signal.aborted;) {
      try {
        const answer = await readQuietly(this.#session.client, '/events/recent', {
          query: this.#lastId ? { after: this.#lastId } : { seconds: this.#missed() },
          headers: etag ? { 'If-None-Match': etag } : {},
          signal,
        });
        if (answer.status === 200) {
          const { items, cursor, isReset } = (await answer.json()) as LiveEventPage;
          if (isReset) this.#share({ id: cursor, kind: 'reset', ticketId: null, messageId: null, name: null });
          for (const event of items) this.#share(event);
          this.#lastId = cursor;
          etag = answer.headers.get('ETag') ?? '';
        }
      } catch {
        // The next time.
      }
      await this.#pause((document.hidden ? POLL_HIDDEN : POLL) * (0.8 + Math.random() * 0.4), signal);
    }
  }

  /** Takes an event and tells the other tabs. */
  #share(event: LiveEvent): void {
    const told = { at: Date.now(), event };
    this.#recent = [...this.#recent.filter(({ at }) => at > told.at - KEPT * 1000), told].slice(-200);
    this.#channel?.postMessage(told satisfies Told);
    this.#take(event);
  }

  #take(event: LiveEvent): void {
    this.#lastId = event.id ?? this.#lastId;
    if (event.kind === 'session-ended')
      void this.#session.client.learn(new PortalProblem({ code: 'session-expired', status: 401 }));
    this.#heard(event);
  }

  /** Waits, until the line is back or the page is looked at again. */
  async #pause(time: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, time);
      this.#wake = resolve;
      if (this.#isUrgent || signal.aborted) resolve();
    });
    this.#isUrgent = false;
  }
}
