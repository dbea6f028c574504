import { forget, read, write } from '../session/store.js';

/** A file that was chosen and is in no message yet, as the browser remembers it. */
export interface KeptFile {
  readonly id: string;
  /** The idempotency key of its upload. */
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** When it was chosen: the portal forgets what no message takes. */
  readonly at: number;
  readonly paused: boolean;
  /** Where the upload goes on. */
  readonly url?: string;
  /** What a message names it by, once all of it is there. */
  readonly uploadId?: string;
}

/** Larger files are not kept a second time: the person is asked for them again. */
const largest = 16 * 2 ** 20;

/** The files chosen in one place, kept for one person until a message takes them. */
export class KeptFiles {
  readonly #key: string;
  /** What was kept when this place was opened; nothing is written before it is known. */
  readonly before: Promise<readonly KeptFile[]>;

  constructor(key: string) {
    this.#key = key;
    this.before = read<readonly KeptFile[]>('drafts', key).then((files) => files ?? []);
  }

  /** Remembers how it stands with the files. */
  async save(files: readonly KeptFile[]): Promise<void> {
    await this.before;
    if (files.length) await write('drafts', this.#key, files);
    else await forget('drafts', this.#key);
  }

  /** Keeps a file's bytes, unless they are many. */
  async keep(id: string, file: File): Promise<void> {
    if (file.size <= largest) await write('drafts', this.#key + id, file);
  }

  /** A file's bytes, where they were kept. */
  bytes(id: string): Promise<File | undefined> {
    return read<File>('drafts', this.#key + id);
  }

  /** Forgets a file's bytes. */
  async drop(id: string): Promise<void> {
    await forget('drafts', this.#key + id);
  }
}
