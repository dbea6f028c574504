import { expect } from '@open-wc/testing';
import { ProofKey } from '../../src/api/proof.js';

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const decode = (text: string) => JSON.parse(new TextDecoder().decode(bytes(text))) as Record<string, unknown>;

describe('ProofKey', () => {
  it('signs a proof that its public key verifies', async () => {
    const key = await ProofKey.generate();
    const proof = await key.sign({ htm: 'POST', htu: 'https://host.test/help/api/v1/session?x=1#y', offset: 5000 });
    const [head, claims, signature] = proof.split('.') as [string, string, string];
    const { typ, alg, jwk } = decode(head);
    expect([typ, alg]).to.deep.equal(['dpop+jwt', 'ES256']);
    expect(Object.keys(jwk as object).sort()).to.deep.equal(['crv', 'kty', 'x', 'y']);
    expect(decode(claims)).to.include({ htm: 'POST', htu: 'https://host.test/help/api/v1/session' });
    expect(decode(claims)).to.not.have.property('ath');
    expect(decode(claims).iat).to.be.closeTo(Date.now() / 1000 + 5, 2);
    const publicKey = await crypto.subtle.importKey(
      'jwk',
      jwk as JsonWebKey,
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['verify'],
    );
    const good = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      publicKey,
      bytes(signature),
      new TextEncoder().encode(`${head}.${claims}`),
    );
    expect(good).to.equal(true);
  });

  it('says a proof once', async () => {
    const key = await ProofKey.generate();
    const claims = { htm: 'GET', htu: 'https://host.test/', token: 't' };
    const [one, other] = await Promise.all([key.sign(claims), key.sign(claims)]);
    expect(decode(one.split('.')[1]!).jti).to.not.equal(decode(other.split('.')[1]!).jti);
    // The SHA-256 of "t".
    expect(decode(one.split('.')[1]!).ath).to.equal('47mKTaMaEn1L3m5DAz9muidMqw636xxw7EFAK_YnPdg');
  });
});
