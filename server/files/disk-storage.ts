import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileMissing, isDiskFault, onDisk, StorageUnavailable, type ByteRange, type FileStorage } from './storage.ts';

const KEY = /^[A-Za-z0-9_-]{8,64}$/;

/** Files in a folder of this machine, spread over subfolders by the end of their keys. */
export class DiskStorage implements FileStorage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  put(key: string, bytes: Readable | Uint8Array): Promise<void> {
    return onDisk(() => this.#put(this.#pathOf(key), bytes));
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    try {
      const file = await open(this.#pathOf(key), 'r');
      return file.createReadStream(range);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new FileMissing();
      if (isDiskFault(error)) throw new StorageUnavailable(error.code, { cause: error });
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async #put(target: string, bytes: Readable | Uint8Array): Promise<void> {
    await mkdir(dirname(target), { recursive: true });
    // Written beside and renamed when it is on the disk: a crash leaves the old file or the new one, never half of one.
    const unfinished = `${target}.${randomUUID()}.part`;
    try {
      const file = await open(unfinished, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, target);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw new TypeError('A storage key is 8 to 64 of the characters A-Z, a-z, 0-9, _ and -');
    return join(this.#folder, key.slice(-2), key);
  }
}
