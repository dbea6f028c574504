import type { PortalClient } from '../client.js';
import type { ProofKey } from '../proof.js';
import type { CreateSessionData, Session, SessionGrant } from '../schema.js';

/** Signs in; the session will belong to the key. */
export function createSession(
  client: PortalClient,
  body: CreateSessionData['body'],
  proof: ProofKey,
  signal?: AbortSignal,
): Promise<SessionGrant> {
  return client.call('POST', '/session', { body, proof, signal });
}

/** Who is signed in. */
export function getSession(client: PortalClient, signal?: AbortSignal): Promise<Session> {
  return client.call('GET', '/session', { signal });
}

/** Signs out. */
export function deleteSession(client: PortalClient, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/session', { signal });
}
