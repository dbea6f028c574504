import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { unseal } from './seal.ts';

/** What tokens signed with a key pair may be signed with. */
export const KEY_PAIR_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** What tokens signed with a shared secret are signed with. */
export const SECRET_ALGORITHM = 'HS256';

const FETCH_MS = 3000;
const CACHE_MS = 10 * 60 * 1000;
/** A key nobody knows has the keys fetched again, but no more often than this. */
const COOLDOWN_MS = 30_000;
/** Bytes of a JWKS: some hundred keys. */
const JWKS_BYTES = 128 * 1024;

/** What the tokens of host pages are checked with. Keys that a host publishes are kept for a while. */
export class HostKeys {
  readonly #secret: string | null;
  readonly #cooldownMs: number;
  readonly #published = new Map<string, JWTVerifyGetKey>();

  constructor(secret: string | null, { cooldownMs = COOLDOWN_MS } = {}) {
    this.#secret = secret;
    this.#cooldownMs = cooldownMs;
  }

  /** The claims of a token that this issuer signed. Throws a JOSEError where it did not, `unavailable` where its keys cannot be had. */
  async verify(token: string, issuer: Row<'token_issuers'>, options: JWTVerifyOptions): Promise<JWTPayload> {
    const { sealed_secret: sealed, jwks, jwks_url: url } = issuer;
    // The kind of key decides the algorithm, never the token: a public key must not pass for a secret.
    if (sealed) {
      if (this.#secret === null) throw new Problem('unavailable', { detail: 'The server has no PORTICO_SECRET.' });
      const key = unseal(this.#secret, sealContext(issuer.portal_id, issuer.issuer), sealed);
      return (await jwtVerify(token, key, { ...options, algorithms: [SECRET_ALGORITHM] })).payload;
    }
    const algorithms = issuer.algorithms.filter((algorithm) => KEY_PAIR_ALGORITHMS.includes(algorithm));
    const keys = url === null ? createLocalJWKSet(jwks ?? { keys: [] }) : this.#publishedAt(url);
    return (await jwtVerify(token, keys, { ...options, algorithms })).payload;
  }

  #publishedAt(url: string): JWTVerifyGetKey {
    let keys = this.#published.get(url);
    if (!keys) {
      const remote = createRemoteJWKSet(new URL(url), {
        timeoutDuration: FETCH_MS,
        cacheMaxAge: CACHE_MS,
        cooldownDuration: this.#cooldownMs,
        [customFetch]: fetchKeys,
      });
      keys = async (header, token) => {
        try {
          return await remote(header, token);
        } catch (error) {
          // No key for this token is the token's fault; no keys at all is not.
          if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
            throw error;
          throw new Problem('unavailable', { detail: 'The keys of the host cannot be read.', retryAfter: 5 });
        }
      };
      this.#published.set(url, keys);
    }
    return keys;
  }
}

/** What the secret of an issuer is sealed for. */
export function sealContext(portalId: string, issuer: string): string {
  return `token issuer\n${portalId}\n${issuer}`;
}

/** Whether keys may be fetched from an address: nobody in between can put theirs in place. */
export function isSafeKeyAddress(address: string): boolean {
  const url = URL.parse(address);
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url !== null && (url.protocol === 'https:' || local) && url.username === '' && url.password === '';
}

async function fetchKeys(url: string, options: RequestInit): Promise<Response> {
  if (!isSafeKeyAddress(url)) throw new TypeError('Keys come over https only');
  const response = await fetch(url, { ...options, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | Uint8Array[] = response.body ?? [];
  for await (const chunk of body) {
    size += chunk.length;
    if (size > JWKS_BYTES) throw new TypeError('The JWKS is too long');
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: response.headers });
}
