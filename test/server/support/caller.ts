import { createHash, randomUUID, type webcrypto } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { newId } from '../../../server/ids.ts';
import { ORIGIN, type TestApp } from './app.ts';
import { PASSWORD, type MadeContact, type MadePortal } from './makers.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Claims and parts of a proof that a test wants otherwise. */
export interface ProofChanges {
  htm?: string;
  htu?: string;
  iat?: number;
  jti?: string;
  ath?: string;
  typ?: string;
}

/** A browser's key: not exportable, as in the library. */
export async function makeKey(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

/** A DPoP proof, made by hand with WebCrypto. */
export async function makeProof(
  key: webcrypto.CryptoKeyPair,
  claims: { htm: string; htu: string; iat: number; jti?: string; ath?: string; typ?: string },
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const { typ = 'dpop+jwt', jti = randomUUID(), ...rest } = claims;
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ typ, alg: 'ES256', jwk: { kty, crv, x, y } })}.${encode({ ...rest, jti })}`;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

/** What a request may have beside its method and path. */
export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  proof?: ProofChanges;
}

/** A person's browser with the portal open: makes a proof for each request. */
export class Caller {
  readonly #app: TestApp;
  readonly portal: MadePortal;
  readonly key: webcrypto.CryptoKeyPair;
  token: string | null = null;

  constructor(app: TestApp, portal: MadePortal, key: webcrypto.CryptoKeyPair) {
    this.#app = app;
    this.portal = portal;
    this.key = key;
  }

  /** Where the portal's API has this. */
  pathOf(path: string): string {
    return `/${this.portal.slug}/api/v1${path}`;
  }

  /** The headers that prove who asks. */
  async proofs(method: Method, path: string, changes: ProofChanges = {}): Promise<Record<string, string>> {
    const claims = {
      htm: method,
      htu: `${ORIGIN}${this.pathOf(path).split('?', 1)[0] ?? ''}`,
      iat: Math.floor(this.#app.clock.now().getTime() / 1000),
      ...(this.token !== null && { ath: createHash('sha256').update(this.token).digest('base64url') }),
      ...changes,
    };
    return {
      DPoP: await makeProof(this.key, claims),
      ...(this.token !== null && { Authorization: `DPoP ${this.token}` }),
    };
  }

  async request(
    method: Method,
    path: string,
    { body, headers = {}, proof = {} }: RequestOptions = {},
  ): Promise<LightMyRequestResponse> {
    const url = this.pathOf(path);
    const options: InjectOptions = {
      method,
      url,
      headers: {
        host: 'portico.test',
        ...(await this.proofs(method, path, proof)),
        ...(method === 'POST' && path !== '/session' && { 'Idempotency-Key': newId() }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    };
    return this.#app.app.inject(options);
  }

  get(path: string, options?: RequestOptions) {
    return this.request('GET', path, options);
  }

  post(path: string, body: unknown, options?: RequestOptions) {
    return this.request('POST', path, { ...options, body });
  }

  async signIn(email: string, password = PASSWORD, options: RequestOptions = {}): Promise<LightMyRequestResponse> {
    const answer = await this.post('/session', { email, password }, options);
    if (answer.statusCode === 201) this.token = answer.json<{ token: string }>().token;
    return answer;
  }
}

/** Somebody who has not signed in. */
export async function visitor(app: TestApp, portal: MadePortal): Promise<Caller> {
  return new Caller(app, portal, await makeKey());
}

/** A contact who has signed in. */
export async function signIn(app: TestApp, portal: MadePortal, contact: MadeContact): Promise<Caller> {
  const caller = await visitor(app, portal);
  const answer = await caller.signIn(contact.email);
  if (answer.statusCode !== 201) throw new Error(`Signing in failed: ${answer.body}`);
  return caller;
}
