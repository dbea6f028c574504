import { ConnectionProblem } from './problem.js';

/** What a proof says: this method, this address, now, by the holder of this key. */
export interface ProofClaims {
  /** The HTTP method. */
  htm: string;
  /** The URL; its query and fragment are left out. */
  htu: string;
  /** The access token the proof goes with. */
  token?: string;
  /** Milliseconds the server's clock is ahead of ours. */
  offset?: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const base64url = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

const utf8 = (text: string) => new TextEncoder().encode(text);

const json = (value: unknown) => base64url(utf8(JSON.stringify(value)).buffer);

/** The key a session is bound to (DPoP, RFC 9449). Its private half cannot leave the browser. */
export class ProofKey {
  constructor(readonly pair: CryptoKeyPair) {}

  /** Makes a new key. */
  static async generate(): Promise<ProofKey> {
    // Browsers offer WebCrypto on https and localhost only.
    if (!globalThis.crypto?.subtle) throw new ConnectionProblem('insecure');
    return new ProofKey(await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']));
  }

  /** A proof for one request. */
  async sign({ htm, htu, token, offset = 0 }: ProofClaims): Promise<string> {
    const { subtle } = crypto;
    const { kty, crv, x, y } = await subtle.exportKey('jwk', this.pair.publicKey);
    const claims = {
      htm,
      htu: htu.replace(/[?#].*/, ''),
      iat: Math.floor((Date.now() + offset) / 1000),
      jti: crypto.randomUUID(),
      ath: token && base64url(await subtle.digest('SHA-256', utf8(token))),
    };
    const signed = json({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }) + '.' + json(claims);
    return signed + '.' + base64url(await subtle.sign(algorithm, this.pair.privateKey, utf8(signed)));
  }
}
