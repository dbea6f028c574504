import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { PieceConflict, PieceInterrupted, PieceTooLong, type UploadStaging } from './staging.ts';
import { isDiskFault, onDisk, StorageUnavailable } from './storage.ts';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A piece under way. */
interface Running {
  readonly done: Promise<unknown>;
  readonly source: Readable;
  lastByteAt: number;
}

/** How patient a piece is with one that came before it. */
export interface Patience {
  /** A connection that has been silent for so long is taken for dead. */
  readonly silentMilliseconds: number;
  /** Whoever waits longer is told of a conflict. */
  readonly waitMilliseconds: number;
}

/** Unfinished uploads in a folder of this machine. */
export class DiskStaging implements UploadStaging {
  readonly #folder: string;
  readonly #patience: Patience;
  readonly #running = new Map<string, Running>();

  constructor(folder: string, patience: Patience = { silentMilliseconds: 3000, waitMilliseconds: 30_000 }) {
    this.#folder = folder;
    this.#patience = patience;
  }

  async create(id: string): Promise<void> {
    await onDisk(async () => {
      await mkdir(this.#folder, { recursive: true });
      await (await open(this.#pathOf(id), 'a')).close();
    });
  }

  async size(id: string): Promise<number | null> {
    try {
      return (await stat(this.#pathOf(id))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async append(id: string, piece: { offset: number; size: number; bytes: Readable }): Promise<number> {
    const until = Date.now() + this.#patience.waitMilliseconds;
    // Nothing may be awaited between the last look and taking the turn.
    for (let before = this.#running.get(id); before; before = this.#running.get(id)) await this.#waitFor(before, until);
    const running: Running = {
      source: piece.bytes,
      lastByteAt: Date.now(),
      done: Promise.resolve().then(() => this.#write(id, piece, () => (running.lastByteAt = Date.now()))),
    };
    this.#running.set(id, running);
    try {
      return (await running.done) as number;
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
    }
  }

  async blob(id: string): Promise<Blob> {
    return openAsBlob(this.#pathOf(id));
  }

  async read(id: string): Promise<Readable> {
    return (await open(this.#pathOf(id), 'r')).createReadStream();
  }

  async remove(id: string): Promise<void> {
    this.#running.get(id)?.source.destroy();
    await rm(this.#pathOf(id), { force: true });
  }

  async removeOlderThan(moment: Date): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const found = await stat(join(this.#folder, name)).catch(() => null);
      if (found?.isFile() && found.mtime < moment) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Waits a little for the piece before this one; a connection that has died without saying so is ended. */
  async #waitFor(before: Running, until: number): Promise<void> {
    if (Date.now() > until) throw new PieceConflict('Another piece of this upload is still under way');
    if (Date.now() - before.lastByteAt > this.#patience.silentMilliseconds) before.source.destroy();
    await Promise.race([before.done.catch(() => undefined), delay(100)]);
  }

  async #write(
    id: string,
    piece: { offset: number; size: number; bytes: Readable },
    onBytes: () => void,
  ): Promise<number> {
    const file = await open(this.#pathOf(id), 'r+');
    try {
      if ((await file.stat()).size !== piece.offset)
        throw new PieceConflict('The piece does not begin where the upload ends');
      return await writePiece(file, piece, onBytes);
    } finally {
      await file.close();
    }
  }

  #pathOf(id: string): string {
    if (!ID.test(id)) throw new TypeError('Not the id of an upload');
    return join(this.#folder, id);
  }
}

async function writePiece(
  file: FileHandle,
  piece: { offset: number; size: number; bytes: Readable },
  onBytes: () => void,
): Promise<number> {
  let offset = piece.offset;
  try {
    for await (const chunk of piece.bytes as AsyncIterable<Buffer>) {
      onBytes();
      if (offset + chunk.length > piece.size) throw new PieceTooLong('More bytes than were announced');
      // A disk that is nearly full takes a part without a word.
      for (let from = 0; from < chunk.length;) {
        const { bytesWritten } = await file.write(chunk, from, chunk.length - from, offset);
        from += bytesWritten;
        offset += bytesWritten;
      }
    }
  } catch (error) {
    if (error instanceof PieceTooLong) {
      await file.truncate(piece.offset);
      throw error;
    }
    // What the disk has taken stays; the rest comes when there is room again.
    if (isDiskFault(error)) throw new StorageUnavailable(error.code, { cause: error });
    throw new PieceInterrupted('The connection broke', { cause: error });
  }
  // A source that was destroyed quietly ends the loop without an error.
  if (!piece.bytes.readableEnded) throw new PieceInterrupted('The connection broke');
  return offset;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
