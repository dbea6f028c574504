import { Problem } from './problem.ts';

/** An opaque cursor of what a page needs to go on. */
export function writeCursor(content: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** What is in a cursor; a cursor that nobody here wrote is an `invalid-request`. */
export function readCursor<T>(cursor: string | undefined, isContent: (content: unknown) => content is T): T | null {
  if (cursor === undefined) return null;
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    content = null;
  }
  if (!isContent(content)) throw new Problem('invalid-request', { detail: 'The cursor is not one of this list.' });
  return content;
}
