import type { Readable } from 'node:stream';

/** What a scanner says of a file. `too-large`: it will never look at that one. */
export type Finding = 'clean' | 'harmful' | 'too-large';

/** What looks for harm in files. */
export interface FileScanner {
  /** Looks at the bytes, which may be asked for twice; rejects with {@link ScannerUnavailable} when it cannot say. */
  scan(open: () => Promise<Readable>): Promise<Finding>;
}

/** The scanner does not answer, or not with an answer: the file is as unknown as before. */
export class ScannerUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ScannerUnavailable';
  }
}
