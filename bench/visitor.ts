import { createHash, randomUUID, type webcrypto } from 'node:crypto';
import { SignJWT, exportJWK, generateKeyPair, type JWK } from 'jose';

/** Somebody who is signed in, as a program: makes the headers that prove it. */
export class Visitor {
  readonly api: string;
  readonly #key: webcrypto.CryptoKey;
  readonly #jwk: JWK;
  #token = '';

  private constructor(api: string, key: webcrypto.CryptoKey, jwk: JWK) {
    this.api = api;
    this.#key = key;
    this.#jwk = jwk;
  }

  /** `api` is `<portal's address>/api/v1`. */
  static async signIn(api: string, email: string, password: string): Promise<Visitor> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const visitor = new Visitor(api, privateKey, await exportJWK(publicKey));
    const answer = await fetch(`${api}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(await visitor.headers('POST', '/session')) },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    visitor.#token = ((await answer.json()) as { token: string }).token;
    return visitor;
  }

  /** The headers of one request; `path` is relative to the API and has no query. */
  async headers(method: string, path: string): Promise<Record<string, string>> {
    const ath = this.#token && createHash('sha256').update(this.#token).digest('base64url');
    const proof = await new SignJWT({ htm: method, htu: this.api + path, jti: randomUUID(), ...(ath ? { ath } : {}) })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.#jwk })
      .setIssuedAt()
      .sign(this.#key);
    return { DPoP: proof, ...(this.#token ? { Authorization: `DPoP ${this.#token}` } : {}) };
  }
}
