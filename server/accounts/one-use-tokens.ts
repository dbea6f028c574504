import { randomBytes } from 'node:crypto';
import { sha256 } from './proofs.ts';

/** What is told once, in a mail or to a browser, and kept as a hash: who reads the table has none. */
export interface OneUseToken {
  readonly token: string;
  readonly tokenHash: Buffer;
}

/** A new token that nobody guesses: 256 bits, fit for an address. */
export function newToken(): OneUseToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: sha256(token) };
}
