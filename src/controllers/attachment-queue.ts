import type { ReactiveControllerHost } from 'lit';
import { deleteUpload } from '../api/operations/uploads.js';
import { type Failure, toFailure, unauthorized } from '../api/problem.js';
import type { WaitingFile } from './outbox.js';
import { type GetSession, SessionController } from './session-controller.js';

/** Why a file is not even tried. */
export type Refusal = 'file-too-large' | 'file-empty' | 'too-many' | 'file-type-refused';

/** A file on its way into a message. */
export interface AttachmentItem {
  /** Tells it apart from the others; means nothing else. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'uploading' | 'ready' | 'failed' | 'refused';
  /** The share that has arrived, 0 to 1. */
  readonly progress: number;
  /** Why it failed; `retry` goes on where it broke off. */
  readonly error?: Failure;
  /** Why it was refused; it can only be removed. */
  readonly refusal?: Refusal;
  /** What a message names it by, once it is ready. */
  readonly uploadId?: string;
}

interface Entry extends AttachmentItem {
  readonly file: File;
  /** The idempotency key, kept over every try that may go on with what has arrived. */
  readonly key: string;
  readonly url?: string;
  readonly abort?: AbortController;
}

const lanes = 2;

/** Files to go with a message: checked against the portal's limits, then sent while the person is still typing. */
export class AttachmentQueue extends SessionController {
  #entries: readonly Entry[] = [];

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    // A host that is in the page connects what is added to it at once, and this is not made yet.
    const later: ReactiveControllerHost = {
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => host.requestUpdate(),
      updateComplete: host.updateComplete,
    };
    super(later, getSession);
    host.addController(this);
  }

  /** The files, in the order they were added. */
  get items(): readonly AttachmentItem[] {
    return this.#entries;
  }

  /** Whether a file is still on its way. */
  get busy(): boolean {
    return this.#entries.some(({ state }) => state === 'waiting' || state === 'uploading');
  }

  /** Whether every file is there, so that a message can take them. */
  get complete(): boolean {
    return this.#entries.every(({ state }) => state === 'ready');
  }

  /** What a message takes. */
  get uploadIds(): string[] {
    return this.#entries.flatMap(({ uploadId }) => uploadId ?? []);
  }

  /** Adds files and begins to send them. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const refusal = this.#refusal(file);
      const key = crypto.randomUUID();
      const entry = { id: key, key, file, name: file.name, size: file.size, progress: 0 };
      this.#entries = [
        ...this.#entries,
        refusal ? { ...entry, state: 'refused', refusal } : { ...entry, state: 'waiting' },
      ];
    }
    this.#next();
  }

  /** Takes a file away, from the portal too. */
  remove(id: string): void {
    const entry = this.#find(id);
    if (!entry) return;
    entry.abort?.abort();
    const uploadId = entry.uploadId ?? entry.url?.replace(/.*\//, '');
    // If it cannot be told now, the portal deletes what no message takes.
    if (uploadId && this.client) deleteUpload(this.client, uploadId).catch(() => {});
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#next();
  }

  /** Sends a file that failed again, from where it broke off. */
  retry(id: string): void {
    const entry = this.#find(id);
    if (entry?.state === 'failed') {
      const status = (entry.error as { status?: number }).status ?? 500;
      // What the portal refused is not there any more: nothing to go on with.
      const anew = status < 500 && status !== 401 && status !== 429;
      this.#patch(id, {
        state: 'waiting',
        error: undefined,
        ...(anew && { key: crypto.randomUUID(), url: undefined, progress: 0 }),
      });
    }
    this.#next();
  }

  /** Empties the queue, or takes out of it what a message has taken. */
  clear(taken?: readonly string[]): void {
    const gone = (entry: Entry) => !taken || taken.includes(entry.uploadId!);
    for (const entry of this.#entries) if (gone(entry)) entry.abort?.abort();
    this.#entries = this.#entries.filter((entry) => !gone(entry));
    this.changed();
  }

  /** Hands the files over, as far as they have come, and sends them no more. */
  release(): WaitingFile[] {
    const files = this.#entries.filter(({ refusal }) => !refusal);
    this.clear();
    return files.map(({ key, name, file, url, uploadId }) => ({ key, name, file, url, uploadId }));
  }

  override hostConnected(): void {
    addEventListener('online', this.#again);
    super.hostConnected();
  }

  override hostDisconnected(): void {
    removeEventListener('online', this.#again);
    super.hostDisconnected();
    for (const { abort } of this.#entries) abort?.abort();
  }

  protected override signedIn(): void {
    this.#again();
  }

  protected override drop(): void {
    this.clear();
  }

  /** Tries again what broke for want of a line or a session. */
  readonly #again = () => {
    for (const { id, error } of this.#entries)
      if (error && (unauthorized(error) || 'reason' in error)) this.#patch(id, { state: 'waiting', error: undefined });
    this.#next();
  };

  #refusal({ name, size }: File): Refusal | undefined {
    const limits = this.session?.portal.value?.limits;
    const taken = this.#entries.filter(({ refusal }) => !refusal).length;
    if (!size) return 'file-empty';
    if (!limits) return;
    const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
    return limits.refusedExtensions.includes(ending)
      ? 'file-type-refused'
      : size > limits.fileSize
        ? 'file-too-large'
        : taken < limits.filesPerMessage
          ? undefined
          : 'too-many';
  }

  #next() {
    this.changed();
    const { client } = this;
    const free = lanes - this.#entries.filter(({ state }) => state === 'uploading').length;
    if (client)
      for (const entry of this.#entries.filter(({ state }) => state === 'waiting').slice(0, free))
        void this.#send(entry);
  }

  async #send({ id, key, name, file, url }: Entry) {
    const { client } = this;
    const abort = new AbortController();
    const { signal } = abort;
    this.#patch(id, { state: 'uploading', abort });
    try {
      const { sendFile } = await import('../api/uploads.js');
      signal.throwIfAborted();
      const uploadId = await sendFile(client!, file, {
        key,
        name,
        url,
        signal,
        onUrl: (url) => this.#patch(id, { url }),
        onProgress: (progress) => this.#patch(id, { progress }),
      });
      this.#patch(id, { state: 'ready', progress: 1, uploadId });
    } catch (error) {
      // Stopped because the element left the page: it goes on when it is back.
      this.#patch(id, signal.aborted ? { state: 'waiting' } : { state: 'failed', error: toFailure(error) });
    }
    this.#next();
  }

  #find(id: string) {
    return this.#entries.find((entry) => entry.id === id);
  }

  #patch(id: string, patch: Partial<Entry>) {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry));
    this.changed();
  }
}
