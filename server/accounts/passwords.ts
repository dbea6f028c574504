import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, verify } from '@node-rs/argon2';
import type { FieldErrorCode } from '../../src/api/schema.ts';

// argon2id (2), 19 MiB, two passes, one lane.
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Characters a new password has at least. Nothing is asked of which ones: that makes passwords no better, only harder to keep. */
export const PASSWORD_CHARACTERS = 10;

/** What everybody tries first; each has {@link PASSWORD_CHARACTERS} or more. */
const COMMON = new Set(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n'),
);

/** What is wrong with a new password; null when nothing is. */
export function passwordFault(password: string): { code: FieldErrorCode; limit?: number } | null {
  const text = password.normalize('NFKC');
  if ([...text].length < PASSWORD_CHARACTERS) return { code: 'too-short', limit: PASSWORD_CHARACTERS };
  return COMMON.has(text.toLowerCase()) ? { code: 'too-common' } : null;
}

let nobody: Promise<string> | undefined;

/** The argon2id hash to store for a password, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/**
 * Whether the password is the one. Takes as long when there is no hash to compare with, so that the time does not tell whether
 * an account is there.
 */
export async function passwordMatches(password: string, storedHash: string | null): Promise<boolean> {
  nobody ??= hash(randomBytes(16), COST);
  const matches = await verify(storedHash ?? (await nobody), password.normalize('NFKC'));
  return matches && storedHash !== null;
}
