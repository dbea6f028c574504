import type { PortalClient } from '../client.js';
import type { Challenge, ConfirmedRequest, NewRequest } from '../schema.js';

/** Something to work on before a request is sent. */
export function createChallenge(client: PortalClient, signal?: AbortSignal): Promise<Challenge> {
  return client.call('POST', '/requests/challenges', { signal });
}

/** Asks for a ticket without an account; the mail is in the language. The key is kept when the same request is sent again. */
export function createRequest(
  client: PortalClient,
  body: NewRequest,
  key: string,
  language: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('POST', '/requests', {
    body,
    key,
    headers: { 'Accept-Language': language },
    signal,
    // The answer is empty.
    read: () => Promise.resolve(),
  });
}

/** Confirms a request with the token of its mail's link. */
export function confirmRequest(client: PortalClient, token: string, signal?: AbortSignal): Promise<ConfirmedRequest> {
  return client.call('POST', '/requests/confirmations', { body: { token }, signal });
}
