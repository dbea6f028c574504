import type { Readable } from 'node:stream';

/** A part of a file: both ends belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files that messages hold are kept. A key says nothing about the file. */
export interface FileStorage {
  /** Keeps the bytes whole or not at all; the same key again replaces them. Storages elsewhere need the size of a stream. */
  put(key: string, bytes: Readable | Uint8Array, size?: number): Promise<void>;
  /** The bytes, or a part of them; rejects with {@link FileMissing} before anything is read. */
  get(key: string, range?: ByteRange): Promise<Readable>;
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

/** Files cannot be stored or read for the moment: a full disk, a service that is away. */
export class StorageUnavailable extends Error {
  /** What the system or the service calls it. */
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super('The storage of files is not available', options);
    this.name = 'StorageUnavailable';
    this.code = code;
  }
}

/** Runs what writes to a disk of this machine; a disk that cannot is a storage that is not available. */
export async function onDisk<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (isDiskFault(error)) throw new StorageUnavailable(error.code, { cause: error });
    throw error;
  }
}

/** Whether an error says that a disk is full, broken or closed to us. */
export function isDiskFault(error: unknown): error is Error & { code: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EBADF', 'EMFILE', 'ENFILE'].includes(String(code));
}
