import type { Grant, PortalClient } from '../client.js';
import type { ProofKey } from '../proof.js';
import type { CreateSessionData, Session, SessionGrant } from '../schema.js';

/** Signs in; the session will belong to the key, or to a cookie where there is none. */
export function createSession(
  client: PortalClient,
  body: CreateSessionData['body'],
  proof: ProofKey | undefined,
  signal?: AbortSignal,
): Promise<SessionGrant> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return client.call('POST', '/session', { body: { ...body, timeZone }, proof, signal });
}

/** Who is signed in, or whose a grant is. */
export function getSession(client: PortalClient, signal?: AbortSignal, grant?: Grant): Promise<Session> {
  return client.call('GET', '/session', { signal, grant });
}

/** Signs out, or ends the session of a grant. */
export function deleteSession(client: PortalClient, grant?: Grant): Promise<void> {
  return client.call('DELETE', '/session', { grant });
}
