import type { Readable } from 'node:stream';

/** Where files lie while they arrive in pieces, before anybody has looked at them. */
export interface UploadStaging {
  /** Begins an empty file; one that has begun is left as it is. */
  create(id: string): Promise<void>;
  /** Bytes that have arrived; null when nothing has begun. */
  size(id: string): Promise<number | null>;
  /** Adds a piece that begins at `offset`, up to `size` bytes in all, and answers how much there is then. */
  append(id: string, piece: { offset: number; size: number; bytes: Readable }): Promise<number>;
  /** For looking at the bytes. */
  blob(id: string): Promise<Blob>;
  /** For taking them. */
  read(id: string): Promise<Readable>;
  /** Forgets the file; what is not there is forgotten already. */
  remove(id: string): Promise<void>;
  /** Forgets what nothing has been added to since then. */
  removeOlderThan(moment: Date): Promise<void>;
}

/** Another piece has arrived first, or this one does not begin where the file ends. */
export class PieceConflict extends Error {}

/** More bytes came than were announced; none of the piece is kept. */
export class PieceTooLong extends Error {}

/** The connection broke in the middle of a piece; what has arrived is kept. */
export class PieceInterrupted extends Error {}
