import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// argon2id (2), 19 MiB, two passes, one lane.
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

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
