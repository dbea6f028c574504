import { toFailure, type Failure } from '../api/problem.js';
import type { AttachmentItem, AttachmentQueue } from './attachment-queue.js';
import type { WaitingFile } from './outbox.js';
import { KeptFiles } from './kept-files.js';
import type { SessionController } from './session-controller.js';

type Place = ConstructorParameters<typeof SessionController>;

/** The files that go with a message. Nobody who only reads needs the queue that sends them: it is loaded for the first file. */
export class Attachments {
  readonly #place: Place;
  #queue?: AttachmentQueue;
  #loading?: Promise<unknown>;
  #failure?: Failure;
  #files: File[] = [];
  #key?: string;
  #kept?: KeptFiles;

  constructor(...place: Place) {
    this.#place = place;
  }

  /** The files, in the order they were added. */
  get items(): readonly AttachmentItem[] {
    return (
      this.#queue?.items ??
      this.#files.map(({ name, size }, index) => ({ id: String(index), name, size, state: 'waiting', progress: 0 }))
    );
  }

  /** Whether what sends the files is there. */
  get ready(): boolean {
    return !!this.#queue;
  }

  /** Whether a file is still on its way. */
  get busy(): boolean {
    return this.#queue ? this.#queue.busy : !!this.#loading;
  }

  /** Whether every file is there, so that a message can take them. */
  get complete(): boolean {
    return this.#queue ? this.#queue.complete : !this.#files.length;
  }

  /** Whether what is missing could be sent later: it lacks nothing but a line. */
  get canWait(): boolean {
    return this.#queue ? this.#queue.canWait : !this.#files.length || !navigator.onLine;
  }

  /** What a message takes. */
  get uploadIds(): string[] {
    return this.#queue?.uploadIds ?? [];
  }

  /** Why the queue could not be loaded; the files wait for another `load`. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Turns to the place of a key, and takes up what was chosen there before the page was loaded. */
  open(key: string): void {
    if (key === this.#key) return;
    if (this.#key) this.leave();
    this.#key = key;
    const kept = (this.#kept = new KeptFiles(key));
    if (this.#queue) void this.#queue.turn(kept);
    else void kept.before.then((files) => files.length && this.#kept === kept && this.load());
  }

  /** Turns away; what was chosen stays kept. */
  leave(): void {
    this.#key = this.#kept = undefined;
    this.#files = [];
    this.#queue?.leave();
  }

  /** Adds files and begins to send them. */
  add(files: Iterable<File>): void {
    if (this.#queue) return this.#queue.add(files);
    this.#files.push(...files);
    if (this.#files.length) this.load();
  }

  /** Takes a file away, from the portal too. */
  remove(id: string): void {
    if (this.#queue) return this.#queue.remove(id);
    this.#files.splice(Number(id), 1);
    this.#place[0].requestUpdate();
  }

  /** Sends a file that failed again, from where it broke off. */
  retry(id: string): void {
    this.#queue?.retry(id);
  }

  /** Stops sending a file; what has arrived stays. */
  pause(id: string): void {
    this.#queue?.pause(id);
  }

  /** Goes on with a file that was stopped. */
  resume(id: string): void {
    this.#queue?.resume(id);
  }

  /** Empties the queue, or takes out of it what a message has taken. */
  clear(taken?: readonly string[]): void {
    if (!taken) this.#files = [];
    this.#queue?.clear(taken);
  }

  /** Hands the files over, as far as they have come, and sends them no more. */
  release(): WaitingFile[] {
    const files = this.#files.splice(0).map((file) => ({ key: crypto.randomUUID(), name: file.name, file }));
    return [...(this.#queue?.release() ?? []), ...files];
  }

  /** Loads what sends the files, after it could not be loaded. */
  load(): void {
    const [host] = this.#place;
    this.#failure = undefined;
    this.#loading ??= this.#open()
      .catch((error: unknown) => (this.#failure = toFailure(error)))
      .then(() => {
        this.#loading = undefined;
        host.requestUpdate();
      });
    host.requestUpdate();
  }

  async #open() {
    // The queue asks for it too, and tells when it did not come.
    import('../api/uploads.js').catch(() => {});
    const { AttachmentQueue } = await import('./attachment-queue.js');
    const queue = (this.#queue = new AttachmentQueue(...this.#place));
    const turned = queue.turn(this.#kept);
    queue.add(this.#files.splice(0));
    await turned;
  }
}
