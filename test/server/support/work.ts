import { createHash } from 'node:crypto';
import type { Challenge } from '../../../src/api/schema.ts';

/** The number that a challenge asks for. */
export function solve({ salt, digest, maxNumber }: Challenge): number {
  for (let number = 0; number <= maxNumber; number += 1) {
    if (createHash('sha256').update(`${salt}${number}`).digest('hex') === digest) return number;
  }
  throw new Error('There is no such number');
}
