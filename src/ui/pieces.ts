import type * as Pieces from '../content/pieces.js';

/** Fetches what reads a long message piece by piece. */
export function loadPieces(): Promise<typeof Pieces> {
  return import('../content/pieces.js');
}

export type { Pieces };
