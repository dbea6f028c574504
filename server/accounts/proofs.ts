import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, errors, jwtVerify, type JWTPayload } from 'jose';
import { Problem } from '../problem.ts';

/** Seconds a proof is good before and after its time. */
export const PROOF_SECONDS = 60;

/** What a proof of possession has to be about. */
export interface ProofTarget {
  readonly method: string;
  /** The public address of the request. */
  readonly url: string;
  /** The token that came with it; null where there is none yet. */
  readonly token: string | null;
  readonly now: Date;
}

/** A proof that holds. */
export interface Proof {
  /** RFC 7638 thumbprint of the key that signed. */
  readonly keyThumbprint: string;
  readonly jtiHash: Uint8Array;
  /** After this moment the proof is refused for its age. */
  readonly expiresAt: Date;
}

/** Checks a `DPoP` header (RFC 9449, 4.3) except for its being used twice. Throws `proof-invalid` or `proof-expired`. */
export async function verifyProof(header: string | undefined, target: ProofTarget): Promise<Proof> {
  if (header === undefined) throw invalid('no DPoP header');
  const claims = await verifySignature(header);
  const { htm, htu, iat, jti, ath } = claims;
  if (htm !== target.method) throw invalid('htm is not the method');
  const address = typeof htu === 'string' ? withoutQuery(htu) : null;
  if (address === null || address !== withoutQuery(target.url)) throw invalid('htu is not the address');
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) throw invalid('jti is not good');
  if (target.token !== null && ath !== sha256(target.token).toString('base64url'))
    throw invalid('ath is not of the token');
  if (typeof iat !== 'number') throw invalid('iat is missing');
  if (Math.abs(target.now.getTime() / 1000 - iat) > PROOF_SECONDS) {
    const serverTime = target.now.toISOString();
    throw new Problem('proof-expired', { serverTime, headers: challenge('invalid_dpop_proof') });
  }
  const { jwk } = decodeProtectedHeader(header);
  return {
    keyThumbprint: await calculateJwkThumbprint(jwk ?? {}),
    jtiHash: sha256(jti),
    expiresAt: new Date((iat + PROOF_SECONDS + 1) * 1000),
  };
}

async function verifySignature(header: string): Promise<JWTPayload> {
  try {
    // The times are checked by the caller, who tells a wrong clock from a wrong proof.
    const { payload } = await jwtVerify(header, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(0),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) {
      throw invalid('the signature or the key is not good');
    }
    throw error;
  }
}

/** The failure of a proof, for developers in words. */
export function invalid(detail: string): Problem {
  return new Problem('proof-invalid', { detail, headers: challenge('invalid_dpop_proof') });
}

/** What a client without a good session is told (RFC 9449, 7.1). */
export function challenge(error?: 'invalid_token' | 'invalid_dpop_proof'): Record<string, string> {
  return { 'WWW-Authenticate': `DPoP ${error ? `error="${error}", ` : ''}algs="ES256"` };
}

/** SHA-256. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function withoutQuery(address: string): string | null {
  const url = URL.parse(address);
  return url && `${url.origin}${url.pathname}`;
}
