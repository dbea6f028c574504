import type { ReactiveControllerHost } from 'lit';
import { deleteUpload } from '../api/operations/uploads.js';
import { type Failure, toFailure, unauthorized } from '../api/problem.js';
import type { WaitingFile } from './outbox.js';
import type { KeptFile, KeptFiles } from './kept-files.js';
import { type GetSession, SessionController } from './session-controller.js';
import { configuration } from '../session/configuration.js';

/** Why a file is not even tried. */
export type Refusal = 'file-too-large' | 'file-empty' | 'too-many' | 'file-type-refused';

/** A file on its way into a message. */
export interface AttachmentItem {
  /** Tells it apart from the others; means nothing else. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** `missing`: the page was loaded again, and the file itself has to be chosen again before it goes on. */
  readonly state: 'waiting' | 'uploading' | 'paused' | 'ready' | 'failed' | 'refused' | 'missing';
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
  /** Not there after a reload, when it was too large to be kept. */
  readonly file?: File;
  /** The idempotency key, kept over every try that may go on with what has arrived. */
  readonly key: string;
  readonly url?: string;
  /** When it was chosen. */
  readonly at: number;
  readonly abort?: AbortController;
}

const lanes = 2;
/** The portal forgets after a day what no message takes. */
const good = 23 * 60 * 60 * 1000;

/** Files to go with a message: checked against the portal's limits, then sent while the person is still typing. */
export class AttachmentQueue extends SessionController {
  #entries: readonly Entry[] = [];
  #kept?: KeptFiles;

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

  /** Whether what is missing could be sent later: its bytes are at hand, and it lacks nothing but a line. */
  get canWait(): boolean {
    return this.#entries.every(
      ({ file, state, error }) =>
        file && (state === 'ready' || (state !== 'refused' && (error ? 'reason' in error : !navigator.onLine))),
    );
  }

  /** What a message takes. */
  get uploadIds(): string[] {
    return this.#entries.flatMap(({ uploadId }) => uploadId ?? []);
  }

  /** Turns to another place: takes up what was chosen there before, and remembers from now on what is. */
  async turn(kept?: KeptFiles): Promise<void> {
    this.#kept = kept;
    for (const { id, file } of this.#entries) if (file) void kept?.keep(id, file);
    const before = (await kept?.before) ?? [];
    const found = await Promise.all(before.map(async (file) => taken(file, await kept!.bytes(file.id))));
    // Another place meanwhile.
    if (this.#kept !== kept) return;
    this.#entries = [...found.filter(({ id }) => !this.#find(id)), ...this.#entries];
    this.#save();
    this.#next();
  }

  /** Turns away: nothing is sent any more, and what was chosen stays kept. */
  leave(): void {
    for (const { abort } of this.#entries) abort?.abort();
    this.#kept = undefined;
    this.#entries = [];
    this.changed();
  }

  /** Adds files and begins to send them; one that was missing goes on where it was. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const missing = this.#entries.find(
        ({ state, name, size }) => state === 'missing' && name === file.name && size === file.size,
      );
      if (missing) {
        this.#patch(missing.id, { file, state: 'waiting' });
        continue;
      }
      const refusal = this.#refusal(file);
      const key = crypto.randomUUID();
      const entry = { id: key, key, file, name: file.name, size: file.size, progress: 0, at: Date.now() };
      if (!refusal) void this.#kept?.keep(key, file);
      this.#entries = [
        ...this.#entries,
        refusal ? { ...entry, state: 'refused', refusal } : { ...entry, state: 'waiting' },
      ];
    }
    this.#save();
    this.#next();
  }

  /** Stops sending a file; what has arrived stays. */
  pause(id: string): void {
    const entry = this.#find(id);
    if (entry?.state !== 'uploading' && entry?.state !== 'waiting') return;
    this.#patch(id, { state: 'paused' });
    entry.abort?.abort();
    this.#save();
    this.#next();
  }

  /** Goes on with a file that was stopped. */
  resume(id: string): void {
    if (this.#find(id)?.state !== 'paused') return;
    this.#patch(id, { state: 'waiting' });
    this.#save();
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
    void this.#kept?.drop(id);
    this.#save();
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
      this.#save();
    }
    this.#next();
  }

  /** Empties the queue, or takes out of it what a message has taken. */
  clear(taken?: readonly string[]): void {
    const gone = (entry: Entry) => !taken || taken.includes(entry.uploadId!);
    for (const entry of this.#entries) {
      if (!gone(entry)) continue;
      entry.abort?.abort();
      void this.#kept?.drop(entry.id);
    }
    this.#entries = this.#entries.filter((entry) => !gone(entry));
    this.#save();
    this.changed();
  }

  /** Hands the files over, as far as they have come, and sends them no more. */
  release(): WaitingFile[] {
    const files = this.#entries.flatMap(({ refusal, key, name, file, url, uploadId }) =>
      refusal || !file ? [] : { key, name, file, url, uploadId },
    );
    this.clear();
    return files;
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
    // The session forgets what was kept.
    this.leave();
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
      const uploadId = await sendFile(client!, file!, {
        key,
        name,
        url,
        fetch: configuration.fetch,
        signal,
        onUrl: (url) => {
          this.#patch(id, { url });
          this.#save();
        },
        onProgress: (progress) => this.#patch(id, { progress }),
      });
      this.#patch(id, { state: 'ready', progress: 1, uploadId });
      this.#save();
    } catch (error) {
      if (!signal.aborted) this.#patch(id, { state: 'failed', error: toFailure(error) });
      // Stopped because the element left the page: it goes on when it is back. By the person's wish: when they say so.
      else if (this.#find(id)?.abort === abort && this.#find(id)?.state === 'uploading')
        this.#patch(id, { state: 'waiting' });
    }
    this.#next();
  }

  /** Remembers what can be taken up again after the page was loaded anew. */
  #save() {
    void this.#kept?.save(
      this.#entries
        .filter(({ refusal }) => !refusal)
        .map(({ id, key, name, size, at, url, uploadId, state }) => ({
          id,
          key,
          name,
          size,
          at,
          url,
          uploadId,
          paused: state === 'paused',
        })),
    );
  }

  #find(id: string) {
    return this.#entries.find((entry) => entry.id === id);
  }

  #patch(id: string, patch: Partial<Entry>) {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry));
    this.changed();
  }
}

/** A file that was kept, as it goes on. */
function taken({ id, key, name, size, at, paused, url, uploadId }: KeptFile, file: File | undefined): Entry {
  const entry = { id, name, size, file, progress: 0 };
  const isOld = Date.now() - at > good;
  if (uploadId && !isOld) return { ...entry, key, at, url, uploadId, state: 'ready', progress: 1 };
  const state = !file ? 'missing' : paused ? 'paused' : 'waiting';
  return isOld ? { ...entry, key: crypto.randomUUID(), at: Date.now(), state } : { ...entry, key, at, url, state };
}
