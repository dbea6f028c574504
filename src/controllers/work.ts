import type { Challenge } from '../api/schema.js';
import { sha256 } from './sha-256.js';

/** The part of a challenge that is worked on. */
export type Puzzle = Pick<Challenge, 'salt' | 'digest' | 'maxNumber'>;

// Milliseconds that it may take at a time on the page, so that nothing a person does waits for it.
const onPage = 6;

const wordsOf = (hex: string): number[] => (hex.match(/.{8}/g) ?? []).map((word) => parseInt(word, 16) | 0);

/** Looks for the number of a challenge, with pauses for everything else; undefined where it has none. */
export async function solve(
  { salt, digest, maxNumber }: Puzzle,
  signal?: AbortSignal,
  slice = onPage,
): Promise<number | undefined> {
  const wanted = wordsOf(digest);
  let since = performance.now();
  for (let number = 0; number <= maxNumber; number++) {
    // Asked for the time only now and then.
    if (number % 32 === 0 && performance.now() - since > slice) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      since = performance.now();
    }
    const found = sha256(salt + String(number));
    if (found[0] === wanted[0] && wanted.every((word, index) => word === found[index])) return number;
  }
  return undefined;
}
