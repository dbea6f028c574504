import { createTicket } from '../api/operations/new-ticket.js';
import { createMessage } from '../api/operations/reply.js';
import { PortalProblem, toFailure, unauthorized, type Failure } from '../api/problem.js';
import type { Message, NewMessage, NewTicket, Ticket } from '../api/schema.js';
import { configuration } from '../session/configuration.js';
import { change } from '../session/change.js';
import { append, readAll } from '../session/kept.js';
import type { Session } from '../session/session.js';
import { forget } from '../session/store.js';

/** A file that waits with what it belongs to; how far it has come is kept with it. */
export interface WaitingFile {
  /** The idempotency key of its upload. */
  readonly key: string;
  readonly name: string;
  readonly file: Blob;
  /** Where the upload goes on. */
  readonly url?: string;
  /** What a message names it by, once it has arrived. */
  readonly uploadId?: string;
}

/** What is to be sent. */
export interface Letter {
  /** The idempotency key, made once. */
  readonly key: string;
  /** The ticket that is answered; none opens a new one. */
  readonly ticketId?: string;
  /** The ticket's subject. */
  readonly subject: string;
  readonly body: NewMessage | NewTicket;
  readonly files: readonly WaitingFile[];
  /** The draft it was written as, for those who want to go on with it. */
  readonly content: string | Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** Why something was not sent, as much as has to be kept of it. */
export type Refusal = Pick<PortalProblem, 'code' | 'requestId'>;

/** Something that waits to be sent. */
export interface OutboxEntry extends Letter {
  /** Where it is kept; the order of these is the order of sending. */
  readonly id: string;
  /** When it was written, by the browser's clock. */
  readonly at: string;
  readonly state: 'queued' | 'sending' | 'failed';
  /** Why the portal refused it; it waits for the person then. */
  readonly refusal?: Refusal;
}

type Kept = Omit<OutboxEntry, 'state'>;

/** Something was sent, here or in another tab. */
export interface Sent {
  readonly id: string;
  readonly key: string;
  readonly ticketId?: string;
  readonly result: Message | Ticket;
}

/** What tabs tell each other: something was sent, is being sent, or is kept otherwise. */
interface Told {
  readonly sent?: Sent;
  readonly sending?: string;
  /** There is something new to send: whoever hears it sees to it, should the one who wrote it be gone. */
  readonly isNew?: boolean;
}

const mark = 'outbox\n';
const pauses = [2, 4, 8, 15, 30, 60];

/** Replies to one ticket go out one after the other; a new ticket waits for nothing. */
const lane = ({ ticketId, id }: Kept) => ticketId ?? id;

/**
 * What a person wrote and could not send: kept until the portal has answered, sent in the order in which it was written, by one tab
 * at a time, each with the idempotency key it was given at the beginning. Entries are those of one person: they wait for her.
 *
 * Fires `change` when what waits is other than before, and `sent`, with a `Sent` as its detail, when something has arrived.
 */
export class Outbox extends EventTarget {
  readonly session: Session;
  readonly #channel: BroadcastChannel;
  #kept: readonly Kept[] = [];
  /** Whose entries are known. */
  #owner?: string;
  #sending?: string;
  #abort?: AbortController;
  #timer?: ReturnType<typeof setTimeout>;
  #tries = 0;
  #isDraining = false;
  #isWanted = false;
  #failure?: Failure;

  /** Use `outboxOf`, so that there is one for each session. */
  constructor(session: Session) {
    super();
    this.session = session;
    this.#channel = new BroadcastChannel(`portico outbox ${session.storageKey}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => void this.#hear(data);
    session.addEventListener('change', this.#follow);
    addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry());
    this.#follow();
  }

  /** What waits, the oldest first. */
  get entries(): readonly OutboxEntry[] {
    return this.#kept.map((kept) => ({
      ...kept,
      state: kept.refusal ? 'failed' : kept.id === this.#sending ? 'sending' : 'queued',
    }));
  }

  /** Why nothing can be sent at the moment. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Whether something waits that a reply to this ticket would overtake. */
  holds(ticketId?: string): boolean {
    return !!ticketId && this.#kept.some((kept) => kept.ticketId === ticketId);
  }

  /** Keeps something, and sends it as soon as that can be done. The same key again keeps nothing more. */
  async add(letter: Letter): Promise<void> {
    const start = this.#start;
    if (!start) return;
    const at = new Date().toISOString();
    await append<Kept>(start, (all, id) =>
      all.some(({ key }) => key === letter.key) ? undefined : { ...letter, id, at },
    );
    await this.#changed({ isNew: true });
    this.#hurry();
  }

  /** Sends something that was refused, or waits for the line, once more. */
  async retry(id: string): Promise<void> {
    await change<Kept>(id, (kept) => kept && { ...kept, refusal: undefined });
    await this.#changed({ isNew: true });
    this.#hurry();
  }

  /** Gives something up. */
  async remove(id: string): Promise<void> {
    await forget('drafts', id);
    await this.#changed();
    void this.#drain();
  }

  /** Looks at what is kept. */
  async refresh(): Promise<void> {
    const start = this.#start;
    const kept = start ? await readAll<Kept>(start) : [];
    if (start !== this.#start) return;
    this.#kept = kept;
    this.dispatchEvent(new Event('change'));
  }

  /** Under what the person's entries are kept. */
  get #start() {
    return this.#owner && this.session.storageKey + mark + this.#owner + '\n';
  }

  readonly #follow = () => {
    const { state, person } = this.session;
    if (state === 'loading' || state === 'signing-in') return;
    const owner = person?.id;
    if (state !== 'signed-in' || owner !== this.#owner) this.#abort?.abort();
    const isOther = owner !== this.#owner;
    this.#owner = owner;
    if (isOther) {
      this.#kept = [];
      void this.refresh().then(this.#hurry);
    } else if (state === 'signed-in') this.#hurry();
  };

  /** Tries now, however long it wanted to wait. */
  readonly #hurry = () => {
    this.#tries = 0;
    void this.#drain();
  };

  /** Sends what can be sent, unless another tab does. */
  async #drain() {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    if (this.#isDraining || this.session.state !== 'signed-in' || this.session.readOnly || !this.#kept.length) return;
    this.#isDraining = true;
    const { signal } = (this.#abort = new AbortController());
    try {
      await navigator.locks.request(`portico outbox ${this.#start!}`, { signal }, async () => {
        while (this.#isWanted && !signal.aborted) {
          this.#isWanted = false;
          while (await this.#sendNext(signal)) this.#tries = 0;
        }
      });
      this.#failure = undefined;
    } catch (error) {
      if (!signal.aborted) this.#wait(toFailure(error));
    }
    this.#isDraining = false;
    this.#tell({});
    // Somebody is signed in again already, or the line came back while the last try was failing.
    if (this.#isWanted) void this.#drain();
  }

  #wait(failure: Failure) {
    this.#failure = failure;
    // When somebody has signed in again, it goes on.
    if (unauthorized(failure)) return;
    const { retryAfter } = failure as Partial<PortalProblem>;
    const pause = retryAfter ?? pauses[Math.min(this.#tries++, pauses.length - 1)]!;
    this.#timer = setTimeout(() => void this.#drain(), pause * 1000);
  }

  /** Sends the first that may be sent; whether there was one. What may be tried again later is thrown. */
  async #sendNext(signal: AbortSignal): Promise<boolean> {
    await this.refresh();
    const held = new Set(this.#kept.filter(({ refusal }) => refusal).map(lane));
    const next = this.#kept.find((kept) => !kept.refusal && !held.has(lane(kept)));
    if (!next || signal.aborted) return false;
    const { id, key, ticketId } = next;
    this.#tell({ sending: id });
    try {
      const result = await this.#send(next, signal);
      this.#failure = undefined;
      await forget('drafts', id);
      await this.#changed({ sent: { id, key, ticketId, result } });
    } catch (error) {
      signal.throwIfAborted();
      const failure = toFailure(error);
      if (!isFinal(failure)) throw failure;
      const { code, requestId } = failure;
      await change<Kept>(id, (kept) => kept && { ...kept, refusal: { code, requestId } });
      await this.#changed();
    }
    return true;
  }

  async #send(kept: Kept, signal: AbortSignal, isAgain = false): Promise<Message | Ticket> {
    const { client } = this.session;
    const uploadIds = await this.#sendFiles(kept, signal);
    // Whoever is signed in by now would be the one who wrote it.
    signal.throwIfAborted();
    const body = { ...kept.body, ...(uploadIds.length && { uploadIds }) };
    try {
      return await ('formId' in body
        ? createTicket(client, body, kept.key, signal)
        : createMessage(client, kept.ticketId!, body, kept.key, signal));
    } catch (error) {
      const isGone = error instanceof PortalProblem && error.errors.some(({ pointer }) => /^\/uploadIds/.test(pointer));
      if (!isGone || isAgain) throw error;
      // The portal keeps a file that no message has taken for a day.
      const files = kept.files.map(({ name, file }) => ({ name, file, key: crypto.randomUUID() }));
      await change<Kept>(kept.id, (now) => now && { ...now, files });
      return this.#send({ ...kept, files }, signal, true);
    }
  }

  /** Sends the files that have not arrived, and answers the ids of all. */
  async #sendFiles({ id, files }: Kept, signal: AbortSignal): Promise<string[]> {
    const ids: string[] = [];
    for (const { key, name, file, url, uploadId } of files) {
      const note = (patch: Partial<WaitingFile>) =>
        change<Kept>(
          id,
          (kept) =>
            kept && { ...kept, files: kept.files.map((other) => (other.key === key ? { ...other, ...patch } : other)) },
        );
      let arrived = uploadId;
      if (!arrived) {
        const { sendFile } = await import('../api/uploads.js');
        signal.throwIfAborted();
        const onUrl = (url: string) => void note({ url });
        const { fetch } = configuration;
        arrived = await sendFile(this.session.client, file, { key, name, url, fetch, signal, onUrl });
        await note({ uploadId: arrived });
      }
      ids.push(arrived);
    }
    return ids;
  }

  async #changed(told: Told = {}) {
    this.#tell(told);
    await this.refresh();
  }

  /** Says it here and in every other tab. */
  #tell(told: Told) {
    this.#channel.postMessage(told);
    void this.#hear(told, true);
  }

  async #hear({ sent, sending, isNew }: Told, isOwn = false) {
    this.#sending = sending;
    if (sent) {
      // It is never shown as waiting beside what it has become.
      this.#kept = this.#kept.filter(({ id }) => id !== sent.id);
      this.dispatchEvent(new CustomEvent('sent', { detail: sent }));
    }
    if (isOwn) return void this.dispatchEvent(new Event('change'));
    await this.refresh();
    if (isNew) void this.#drain();
  }
}

/** Whether it makes no sense to try the same again. */
function isFinal(failure: Failure): failure is PortalProblem {
  return failure instanceof PortalProblem && failure.status < 500 && !unauthorized(failure) && failure.status !== 429;
}

const outboxes = new WeakMap<Session, Outbox>();

/** The outbox of a session. */
export function outboxOf(session: Session): Outbox {
  let outbox = outboxes.get(session);
  if (!outbox) outboxes.set(session, (outbox = new Outbox(session)));
  return outbox;
}
