import { randomBytes } from 'node:crypto';

/** A new opaque id: 120 random bits, 20 characters that need no escaping in a URL. */
export function newId(): string {
  return randomBytes(15).toString('base64url');
}
