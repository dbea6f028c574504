import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { trustHost } from '../accounts/trust.ts';
import type { Database } from '../db/database.ts';
import { COMPANIES, CUSTOMERS, PORTAL } from './world.ts';

const ISSUER = 'https://wrenfield.example';
const AUDIENCE = 'portico-demo';

/** Signs a token for one of the demo's people, as the login of a host page would; null for anybody else. */
export type SignForDemo = (person: string) => Promise<string | null>;

/** Makes a key that lives as long as the process, and has the demo's portal trust it. */
export async function openDemoLogin(db: Database): Promise<SignForDemo> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [await exportJWK(publicKey)] };
  await trustHost(db, {
    portal: PORTAL.slug,
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: { kind: 'jwks', text: JSON.stringify(jwks) },
  });
  return async (person) => {
    const found = Object.entries(CUSTOMERS).find(([key, { signsIn }]) => key === person && signsIn);
    if (!found) return null;
    const [key, { name, email, company }] = found;
    return new SignJWT({ email, name, company: COMPANIES[company] })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(key)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey);
  };
}
