import type { PortalClient } from '../client.js';
import type { ProofKey } from '../proof.js';
import type { NewSignInLink, OpenedSignInLink, SignInLink } from '../schema.js';

/** Asks for a link that signs in; it will belong to the key, or to a cookie where there is none, and the mail is in the language. */
export function createSignInLink(
  client: PortalClient,
  body: NewSignInLink,
  proof: ProofKey | undefined,
  language: string,
  signal?: AbortSignal,
): Promise<SignInLink> {
  return client.call('POST', '/sign-in-links', {
    body,
    proof,
    headers: { 'Accept-Language': language },
    signal,
    read: (response) => response.json() as Promise<SignInLink>,
  });
}

/** The code that a link shows in another browser. */
export function openSignInLink(client: PortalClient, token: string, signal?: AbortSignal): Promise<OpenedSignInLink> {
  return client.call('POST', '/sign-in-links/open', { body: { token }, signal });
}
