import { importJWK, type JWK } from 'jose';
import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import { StartError } from '../start-error.ts';
import { isSafeKeyAddress, KEY_PAIR_ALGORITHMS, SECRET_ALGORITHM, sealContext } from './host-keys.ts';
import { seal } from './seal.ts';

/** Bytes of a shared secret: as many as HS256 hashes to (RFC 7518, 3.2). */
const SECRET_BYTES = 32;

/** What a host signs its tokens with. */
export type HostKeySource =
  | { readonly kind: 'jwks-url'; readonly url: string }
  | { readonly kind: 'jwks'; readonly text: string }
  | { readonly kind: 'secret'; readonly secret: string; readonly serverSecret: string | null };

/** A host and the portal that is to trust it. */
export interface TrustedHost {
  readonly portal: string;
  readonly issuer: string;
  readonly audience: string;
  readonly keys: HostKeySource;
}

/** Has a portal take the tokens of a host; what it took of that issuer before is replaced. */
export async function trustHost(db: Database, { portal, issuer, audience, keys }: TrustedHost): Promise<void> {
  const portalId = await portalAt(db, portal);
  const row = { audience, ...(await columnsOf(keys, portalId, issuer)) };
  await db
    .insertInto('token_issuers')
    .values({ id: newId(), portal_id: portalId, issuer, ...row })
    .onConflict((conflict) => conflict.columns(['portal_id', 'issuer']).doUpdateSet(row))
    .execute();
}

/** Has a portal take no more tokens of a host. Sessions that are open end in their own time. */
export async function distrustHost(db: Database, portal: string, issuer: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('token_issuers')
    .where('portal_id', '=', await portalAt(db, portal))
    .where('issuer', '=', issuer)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new StartError(`${portal} does not trust ${issuer}.`);
}

async function portalAt(db: Database, slug: string): Promise<string> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  return portal.id;
}

async function columnsOf(keys: HostKeySource, portalId: string, issuer: string) {
  const none = { jwks_url: null, jwks: null, sealed_secret: null };
  switch (keys.kind) {
    case 'jwks-url':
      if (!isSafeKeyAddress(keys.url))
        throw new StartError(`--jwks-url ${keys.url} must begin with https:// (http:// for localhost only).`);
      return { ...none, algorithms: KEY_PAIR_ALGORITHMS, jwks_url: keys.url };
    case 'jwks':
      return { ...none, algorithms: KEY_PAIR_ALGORITHMS, jwks: JSON.stringify(await publicKeys(keys.text)) };
    case 'secret': {
      if (keys.serverSecret === null)
        throw new StartError('A shared secret is kept encrypted: set PORTICO_SECRET, here and for the server.');
      const secret = Buffer.from(keys.secret);
      if (secret.length < SECRET_BYTES) throw new StartError(`The secret must have ${SECRET_BYTES} bytes or more.`);
      const sealed = seal(keys.serverSecret, sealContext(portalId, issuer), secret);
      return { ...none, algorithms: [SECRET_ALGORITHM], sealed_secret: sealed };
    }
  }
}

/** The keys of a JWKS, which has to hold public ones and nothing else. */
async function publicKeys(text: string): Promise<{ keys: JWK[] }> {
  const keys = keysIn(text);
  if (keys.length === 0) throw new StartError('--jwks-file holds no keys: {"keys": [{…}]}.');
  for (const [index, key] of keys.entries()) {
    if (key.kty === 'oct' || 'd' in key || 'k' in key)
      throw new StartError(`Key ${index + 1} of --jwks-file is a secret. Give the public keys only.`);
    const algorithm = key.alg ?? ({ RSA: 'RS256', EC: 'ES256', OKP: 'EdDSA' } as Record<string, string>)[key.kty ?? ''];
    const isGood = await importJWK(key, algorithm).catch(() => null);
    if (!isGood || !KEY_PAIR_ALGORITHMS.includes(algorithm ?? ''))
      throw new StartError(`Key ${index + 1} of --jwks-file is not one for ${KEY_PAIR_ALGORITHMS.join(', ')}.`);
  }
  return { keys };
}

function keysIn(text: string): JWK[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null) ? (keys as JWK[]) : [];
  } catch {
    throw new StartError('--jwks-file is not JSON.');
  }
}
