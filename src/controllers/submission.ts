import type { PortalClient } from '../api/client.js';
import { ConnectionProblem, type Failure, toFailure, unauthorized } from '../api/problem.js';
import { Attachments } from './attachments.js';
import type { Async } from './async.js';
import { Run } from './async.js';
import { Draft } from './drafts.js';
import type { Letter, Outbox, outboxOf, Sent } from './outbox.js';
import { SessionController } from './session-controller.js';

/** What is sent: where, and what it is called. */
export type Address = Pick<Letter, 'ticketId' | 'subject'>;

/**
 * Something a person writes and sends once: kept while it is written, sent with the same idempotency key as long as it stays the
 * same, sent again by itself when the session expired in the middle and the same person came back, and put into the outbox when
 * there is no line.
 */
export abstract class Submission<C extends Letter['content'], T, B extends Letter['body']> extends SessionController {
  /** The files that go with it. */
  readonly attachments: Attachments;
  readonly #sending = new Run<T>(this.changed);
  readonly #draft = new Draft<C>({
    heard: (content) => this.#hear(content),
    overtaken: (content) => this.#keepOther(content),
  });
  #other?: C;
  #outboxOf?: typeof outboxOf;
  #outbox?: Outbox;
  #resend = false;

  constructor(...[host, getSession]: ConstructorParameters<typeof SessionController>) {
    super(host, getSession);
    this.attachments = new Attachments(host, getSession);
  }

  /** How the sending stands. */
  get sending(): Async<T> {
    return this.#sending.now;
  }

  /** What another tab had written when it was changed here too. */
  get other(): C | undefined {
    return this.#other;
  }

  /** What waits to be sent, once `prepare` was called. */
  protected get outbox(): Outbox | undefined {
    return this.#outbox;
  }

  override hostConnected(): void {
    this.#draft.listen();
    super.hostConnected();
  }

  override hostDisconnected(): void {
    this.#draft.rest();
    this.#follow();
    super.hostDisconnected();
  }

  /** Loads what keeps things while there is no line; without a line it could not come. */
  async prepare(): Promise<void> {
    ({ outboxOf: this.#outboxOf } = await import('./outbox.js'));
    if (this.session) this.#follow(this.#outboxOf(this.session));
    this.changed();
  }

  /** Goes on with what another tab had written; what stands here takes its place. */
  exchange(): void {
    const { content } = this;
    if (this.#other === undefined) return;
    this.restore(this.#other);
    this.#other = undefined;
    this.written();
    this.#other = content;
  }

  /** Where the draft belongs; none yet, no draft. */
  protected abstract get place(): string | undefined;

  /** What the person wrote; undefined when that is nothing. */
  protected abstract get content(): C | undefined;

  /** Where it goes. */
  protected abstract get address(): Address;

  /** What is sent, without its files. */
  protected abstract get body(): B;

  /** Takes back what was kept. */
  protected abstract restore(content: C): void;

  /** Creates the thing. */
  protected abstract create(client: PortalClient, body: B, key: string, signal: AbortSignal): Promise<T>;

  /** Forgets what was written. */
  protected abstract empty(): void;

  /** It was sent. */
  protected succeeded(_result: T): void {}

  /** Something of the outbox has arrived. */
  protected arrived(_sent: Sent): void {}

  /** It was put into the outbox, under a key. */
  protected queued(_key: string): void {}

  /** To be called when something was written. */
  protected written(): void {
    if (!this.#sending.pending) this.#sending.set();
    this.#save();
    this.changed();
  }

  /** Begins with another place: what was written stays behind, as a draft of the former one. */
  protected move(): void {
    this.#draft.close();
    this.#reset();
    this.open();
  }

  /** Forgets what is kept of it here; what was written stays. */
  protected unkeep(): void {
    this.#draft.remove();
  }

  /** Forgets how the last sending went, or takes over what came of it elsewhere. */
  protected settle(result?: T): void {
    this.#sending.set(result);
  }

  /** Sends it, and answers what became of it; undefined when it failed, or waits in the outbox. */
  protected async submit(): Promise<T | undefined> {
    const { client, session, content, body, address, attachments } = this;
    if (!client || this.#sending.pending) return;
    const author = session!.person?.id;
    const { uploadIds, complete } = attachments;
    const waits = !complete || !navigator.onLine || this.#outbox?.holds(address.ticketId);
    let isQueued = false;
    const result = await this.#sending.start(async (signal) => {
      const key = await this.#draft.keyFor([content, complete ? uploadIds : attachments.items.map(({ id }) => id)]);
      // Before the request leaves: after a crash the same reply goes out with the same key.
      this.#save();
      await this.#draft.flush();
      // An element that has left the page does not hear of it when somebody else signs in.
      if (session!.person?.id !== author) this.#sending.set();
      signal.throwIfAborted();
      let failure: Failure = new ConnectionProblem(navigator.onLine ? 'unreachable' : 'offline');
      try {
        if (!waits) return await this.create(client, body, key, signal);
      } catch (error) {
        failure = toFailure(error);
        if (!('reason' in failure)) throw failure;
      }
      signal.throwIfAborted();
      isQueued = await this.#queue({ ...address, key, body, content: content ?? '' });
      if (!isQueued) throw failure;
      // Nothing has failed, and nothing has come of it yet.
      this.#sending.set();
      throw signal.reason;
    });
    if (result || isQueued) {
      attachments.clear(uploadIds);
      this.#other = undefined;
      // What was written while it was on its way is the beginning of the next.
      if (isSame(content, this.content)) {
        this.empty();
        this.#draft.remove();
      }
      this.changed();
    }
    this.#resend = !result && unauthorized(this.sending.error);
    // Somebody has signed in again while the former session was refused.
    if (this.session?.state === 'signed-in') this.#sendAgain();
    if (result) this.succeeded(result);
    return result;
  }

  protected override signedIn(): void {
    super.signedIn();
    if (this.#outboxOf) this.#follow(this.#outboxOf(this.session!));
    this.open();
    this.#sendAgain();
  }

  protected override drop(): void {
    this.#draft.abandon();
    this.#reset();
    this.attachments.leave();
  }

  /** Only what a person sent is sent again; what fails then waits for her. */
  #sendAgain() {
    if (!this.#resend) return;
    this.#resend = false;
    void this.submit().finally(() => (this.#resend = false));
  }

  #reset() {
    this.#other = undefined;
    this.#resend = false;
    this.#sending.set();
    this.empty();
  }

  #save() {
    const { content } = this;
    if (content === undefined) this.#draft.remove();
    else this.#draft.save(content);
  }

  /** Takes up what was begun in this place. */
  protected open(): void {
    const { session, place } = this;
    if (!place || !session || !this.client) return;
    const { person } = session;
    if (person) this.attachments.open(`${session.storageKey}${person.id}\nfiles of ${place}\n`);
    if (this.#draft.isFor(session, place)) return;
    void this.#draft.open(session, place).then((kept) => {
      // Whoever types before the draft is read has written something newer.
      if (kept === undefined || this.content !== undefined || !this.session) return;
      if (!this.#draft.isFor(this.session, place)) return;
      this.restore(kept);
      this.changed();
    });
  }

  /** Puts it into the outbox; false when there is none. */
  async #queue(letter: Omit<Letter, 'files'>): Promise<boolean> {
    // Nobody could be asked to sign in again.
    if (!this.session?.person) return false;
    // It may come now, or have come before.
    await this.prepare().catch(() => {});
    if (!this.#outbox) return false;
    await this.#outbox.add({ ...letter, files: this.attachments.release() });
    this.queued(letter.key);
    return true;
  }

  /** Another tab has written on, or sent. */
  #hear(content?: C) {
    if (this.#sending.pending) return;
    if (content === undefined) this.empty();
    else this.restore(content);
    this.changed();
  }

  #keepOther(content: C) {
    this.#other = content;
    this.changed();
  }

  #follow(outbox?: Outbox) {
    if (outbox === this.#outbox) return;
    this.#outbox?.removeEventListener('change', this.changed);
    this.#outbox?.removeEventListener('sent', this.#arrive);
    this.#outbox = outbox;
    outbox?.addEventListener('change', this.changed);
    outbox?.addEventListener('sent', this.#arrive);
  }

  readonly #arrive = (event: Event) => this.arrived((event as CustomEvent<Sent>).detail);
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
