import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Challenge, Work } from '../../src/api/schema.ts';
import { Problem } from '../problem.ts';

/** Nobody has read and filled in a form sooner. */
const NOT_BEFORE_SECONDS = 3;
/** Long enough to write what is wrong. */
const EXPIRY_SECONDS = 3600;
/** Numbers to try at the most, for the first few from an address: about a second's work in a browser. */
const FIRST_MAX = 50_000;
/** From this many challenges on, each doubling of them doubles the work, up to a limit. */
const FREE_CHALLENGES = 5;
const DOUBLINGS = 5;

const SALT = /^[0-9a-f]{24}\?expires=(\d{1,12})&issued=(\d{1,12})&$/;

/** Work that is good. */
export interface GoodWork {
  /** What it is known by: it is good once. */
  readonly digest: Buffer;
  readonly expiresAt: Date;
}

/** Makes challenges and checks what comes back. Servers behind one address need one secret. */
export class Challenges {
  readonly #key: Uint8Array;

  constructor(secret: string | null) {
    this.#key =
      secret === null
        ? randomBytes(32)
        : new Uint8Array(hkdfSync('sha256', secret, '', 'portico work for requests', 32));
  }

  /** A challenge for somebody who has had so many of late. */
  make(portalId: string, count: number, now: Date): Challenge {
    const issued = Math.floor(now.getTime() / 1000);
    const salt = `${randomBytes(12).toString('hex')}?expires=${issued + EXPIRY_SECONDS}&issued=${issued}&`;
    const doublings = Math.min(DOUBLINGS, Math.max(0, Math.floor(Math.log2(count / FREE_CHALLENGES))));
    const maxNumber = FIRST_MAX * 2 ** doublings;
    const digest = digestOf(salt, randomInt(maxNumber + 1));
    return {
      salt,
      digest: digest.toString('hex'),
      maxNumber,
      signature: this.#sign(portalId, digest).toString('hex'),
      notBefore: NOT_BEFORE_SECONDS,
      expiresAt: new Date((issued + EXPIRY_SECONDS) * 1000).toISOString(),
    };
  }

  /** Checks work; whether it was used before, only the database knows. */
  check(portalId: string, { salt, digest, signature, number }: Work, now: Date): GoodWork {
    const [, expires, issued] = SALT.exec(salt) ?? [];
    const own = digestOf(salt, number);
    const isOurs = isSame(own, digest) && isSame(this.#sign(portalId, own), signature);
    const expiresAt = new Date(Number(expires) * 1000);
    // One answer for all of it: whoever forges learns nothing.
    if (expires === undefined || !isOurs || expiresAt <= now) throw new Problem('work-refused');
    const wait = Number(issued) * 1000 + NOT_BEFORE_SECONDS * 1000 - now.getTime();
    if (wait > 0) throw new Problem('too-soon', { retryAfter: Math.ceil(wait / 1000) });
    return { digest: own, expiresAt };
  }

  #sign(portalId: string, digest: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(`${portalId}\n`).update(digest).digest();
  }
}

function digestOf(salt: string, number: number): Buffer {
  return createHash('sha256').update(`${salt}${number}`).digest();
}

function isSame(own: Buffer, hex: string): boolean {
  const given = Buffer.from(hex, 'hex');
  return given.length === own.length && timingSafeEqual(given, own);
}
