import type { PortalClient } from '../api/client.js';
import { unauthorized } from '../api/problem.js';
import { Attachments } from './attachments.js';
import type { Async } from './async.js';
import { Run } from './async.js';
import { Draft } from './drafts.js';
import { SessionController } from './session-controller.js';

/** What a draft keeps: the content, and the key it was sent with if that was tried. */
interface Kept<C> {
  content: C;
  key?: string;
  /** The content, files too, that the key belongs to. */
  keyFor?: string;
}

/**
 * Something a person writes and sends once: kept while it is written, sent with the same idempotency key as long as it stays the
 * same, sent again by itself when the session expired in the middle and the same person came back.
 */
export abstract class Submission<C, T> extends SessionController {
  /** The files that go with it. */
  readonly attachments: Attachments;
  readonly #sending = new Run<T>(this.changed);
  readonly #draft = new Draft<Kept<C>>();
  #key?: string;
  #keyFor?: string;
  #resend = false;

  constructor(...[host, getSession]: ConstructorParameters<typeof SessionController>) {
    super(host, getSession);
    this.attachments = new Attachments(host, getSession);
  }

  /** How the sending stands. */
  get sending(): Async<T> {
    return this.#sending.now;
  }

  override hostConnected(): void {
    addEventListener('pagehide', this.#draft.flush);
    super.hostConnected();
  }

  override hostDisconnected(): void {
    removeEventListener('pagehide', this.#draft.flush);
    this.#draft.flush();
    super.hostDisconnected();
  }

  /** Where the draft belongs; none yet, no draft. */
  protected abstract get place(): string | undefined;

  /** What the person wrote; undefined when that is nothing. */
  protected abstract get content(): C | undefined;

  /** Takes back what was kept. */
  protected abstract restore(content: C): void;

  /** Creates the thing. */
  protected abstract create(client: PortalClient, key: string, signal: AbortSignal): Promise<T>;

  /** Forgets what was written. */
  protected abstract empty(): void;

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
    this.#open();
  }

  /** Forgets how the last sending went. */
  protected settle(): void {
    this.#sending.set();
  }

  /** Sends it, and answers what became of it; undefined when it failed. */
  protected async submit(): Promise<T | undefined> {
    const { client } = this;
    if (!client || this.#sending.pending) return;
    const { uploadIds } = this.attachments;
    const { content } = this;
    const keyFor = JSON.stringify([content, uploadIds]);
    if (keyFor !== this.#keyFor) {
      this.#key = crypto.randomUUID();
      this.#keyFor = keyFor;
    }
    // Before the request leaves: after a crash the same reply goes out with the same key.
    this.#save();
    this.#draft.flush();
    const result = await this.#sending.start((signal) => this.create(client, this.#key!, signal));
    if (result) {
      this.#key = this.#keyFor = undefined;
      this.attachments.clear(uploadIds);
      // What was written while it was on its way is the beginning of the next.
      if (JSON.stringify(content) === JSON.stringify(this.content)) {
        this.empty();
        this.#draft.remove();
      }
      this.changed();
    }
    this.#resend = !result && unauthorized(this.sending.error);
    return result;
  }

  protected override signedIn(): void {
    super.signedIn();
    this.#open();
    if (this.#resend) {
      this.#resend = false;
      // Only what a person sent is sent again; what fails then waits for her.
      void this.submit().finally(() => (this.#resend = false));
    }
  }

  protected override drop(): void {
    this.#draft.abandon();
    this.#reset();
    this.attachments.leave();
  }

  #reset() {
    this.#key = this.#keyFor = undefined;
    this.#resend = false;
    this.#sending.set();
    this.empty();
  }

  #save() {
    const { content } = this;
    if (content === undefined) this.#draft.remove();
    else this.#draft.save({ content, key: this.#key, keyFor: this.#keyFor });
  }

  #open() {
    const { session, place } = this;
    if (!place || session?.state !== 'signed-in') return;
    this.attachments.open(`${session.storageKey}${session.person!.id}\nfiles of ${place}\n`);
    if (this.#draft.isFor(session, place)) return;
    void this.#draft.open(session, place).then((kept) => {
      // Whoever types before the draft is read has written something newer.
      if (!kept || this.content !== undefined || !this.session?.person || !this.#draft.isFor(this.session, place))
        return;
      this.#key = kept.key;
      this.#keyFor = kept.keyFor;
      this.restore(kept.content);
      this.changed();
    });
  }
}
