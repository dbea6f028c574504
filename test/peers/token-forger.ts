import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

/** An id token as a test wants it. */
export interface Token {
  readonly claims: JWTPayload;
  readonly isOfAnotherKey?: boolean;
  readonly isUnsigned?: boolean;
}

/** The token endpoint and the keys of a provider that answers what no real one would. */
export async function startTokenForger({ claims, isOfAnotherKey = false, isUnsigned = false }: Token) {
  const [published, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const payload = { iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60, ...claims };
  const idToken = isUnsigned
    ? new UnsecuredJWT(payload).encode()
    : await new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: 'forged' })
        .sign((isOfAnotherKey ? other : published).privateKey);
  const answers: Record<string, unknown> = {
    '/token': { access_token: 'any', token_type: 'Bearer', expires_in: 60, id_token: idToken },
    '/jwks': { keys: [{ ...(await exportJWK(published.publicKey)), kid: 'forged', alg: 'RS256' }] },
  };
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answers[request.url ?? ''] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
