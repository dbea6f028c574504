import { decodeJwt, errors, type JWTPayload } from 'jose';
import type { Database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { findTokenIssuer, rememberHostToken } from '../stores/host-tokens.ts';
import { normalizeEmail } from './email.ts';
import type { HostKeys } from './host-keys.ts';
import { cleanName } from './names.ts';
import { sha256 } from './proofs.ts';

/** Seconds a host's clock may be off. */
export const SKEW_SECONDS = 60;
/** Seconds from `iat` to `exp`, at most. */
export const LIFETIME_SECONDS = 600;

const NAME_LENGTH = 200;

/** Somebody whom a host vouches for. */
export interface HostPerson {
  readonly issuer: string;
  /** Who it is at the host; never somebody else. */
  readonly subject: string;
  /** Normalised. */
  readonly email: string;
  readonly name: string | null;
  readonly company: string | null;
}

/** Where tokens are checked. */
export interface HostTokens {
  readonly db: Database;
  readonly hostKeys: HostKeys;
}

/**
 * Whom a token speaks of, and that it is used now. No account is looked for before the whole token is good, so no refusal tells of
 * one. What is wrong is told in `detail` only once the signature is the host's.
 */
export async function redeemHostToken(
  { db, hostKeys }: HostTokens,
  portalId: string,
  token: string,
  now: Date,
): Promise<HostPerson> {
  const issuer = await findTokenIssuer(db, portalId, issuerOf(token));
  if (!issuer) throw notTrusted();
  const claims = await hostKeys
    .verify(token, issuer, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      currentDate: now,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['sub', 'email', 'iat', 'exp', 'jti'],
    })
    .catch((error: unknown) => {
      throw refusal(error, now);
    });
  const { person, jti, exp } = read(claims, now);
  const expiresAt = new Date((exp + SKEW_SECONDS + 1) * 1000);
  const isNew = await rememberHostToken(db, { issuerId: issuer.id, jtiHash: sha256(jti), expiresAt });
  if (!isNew) throw invalid('the token was used before');
  return person;
}

/** The name a token goes by; not to be believed yet. */
function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (typeof iss === 'string' && iss.length <= 500) return iss;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw notTrusted();
}

function read({ sub, jti, iat, exp, aud, iss = '', ...more }: JWTPayload, now: Date) {
  if (typeof iat !== 'number' || typeof exp !== 'number') throw invalid('iat or exp is not a number');
  if (iat - now.getTime() / 1000 > SKEW_SECONDS) throw expired(now);
  if (exp <= iat || exp - iat > LIFETIME_SECONDS)
    throw invalid(`exp is more than ${LIFETIME_SECONDS} seconds after iat`);
  // For us alone: whoever else received it could come in with it.
  if (Array.isArray(aud) && aud.length !== 1) throw invalid('aud names others too');
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || sub.includes('\0')) throw invalid('sub is not good');
  if (typeof jti !== 'string' || jti === '' || jti.length > 255) throw invalid('jti is not good');
  const email = typeof more['email'] === 'string' ? normalizeEmail(more['email']) : '';
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) throw invalid('email is not an e-mail address');
  const verified = more['email_verified'];
  if (verified !== undefined && verified !== true)
    throw new Problem('access-denied', { detail: 'The host has not verified the e-mail address.' });
  const person: HostPerson = {
    issuer: iss,
    subject: sub,
    email,
    name: line(more['name']),
    company: line(more['company']),
  };
  return { person, jti, exp };
}

/** One line of text, or nothing. */
function line(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = cleanName(value);
  return text === '' ? null : text.slice(0, NAME_LENGTH).toWellFormed();
}

function refusal(error: unknown, now: Date): unknown {
  if (error instanceof errors.JWTExpired) return expired(now);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' && error.reason === 'check_failed') return expired(now);
    return invalid(`${error.claim} is not good`);
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
    return notTrusted();
  return error;
}

function invalid(detail: string): Problem {
  return new Problem('host-token-invalid', { detail });
}

function expired(now: Date): Problem {
  return new Problem('host-token-expired', { serverTime: now.toISOString() });
}

/** One answer for every token that no trusted host signed. */
function notTrusted(): Problem {
  return invalid('no host that the portal trusts has signed the token');
}
