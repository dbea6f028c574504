import type { Readable } from 'node:stream';

/** Where the bytes of files that messages hold are kept. A key says nothing about the file. */
export interface FileStorage {
  /** Keeps the bytes whole or not at all; the same key again replaces them. */
  put(key: string, bytes: Readable | Uint8Array): Promise<void>;
  /** The bytes; rejects with {@link FileMissing} before anything is read. */
  get(key: string): Promise<Readable>;
  /** Forgets them; what is not there is forgotten already. */
  delete(key: string): Promise<void>;
}

/** Bytes that should be there are not. */
export class FileMissing extends Error {
  constructor() {
    super('A stored file is missing');
    this.name = 'FileMissing';
  }
}
