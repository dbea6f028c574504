import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** The client that a portal is. */
export const OIDC_CLIENT = { id: 'portico', secret: 'a-secret-for-tests-of-32-letters' };

/** A real OpenID provider in this process. Any login name is let in with any password, as `<name>@example.test`. */
export interface OidcPeer {
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

/** Starts a provider that knows the callback addresses. */
export async function startOidcProvider(redirects: string[], { isIsolated = false } = {}): Promise<OidcPeer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: OIDC_CLIENT.id, client_secret: OIDC_CLIENT.secret, redirect_uris: redirects }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'org', 'locale', 'groups'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `${id} of the provider`,
        email: `${id}@example.test`,
        email_verified: id !== 'unverified',
        org: 'Provided Ltd',
        locale: 'fi-FI',
        groups: ['Radio', 'Night shift'],
      }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['a key for tests only'] },
  });
  // What it says on the console is meant for somebody who runs it for real.
  provider.on('server_error', (_context, error) => process.stderr.write(`${error.message}\n`));
  const listener = provider.callback();
  server.on('request', (request, response) => {
    // As large providers do: whoever opened the window is cut off from it.
    if (isIsolated) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    void listener(request, response);
  });
  return { issuer, stop: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
