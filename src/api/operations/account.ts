import type { PortalClient } from '../client.js';
import type { PasswordChange, Person, PersonChanges, SessionList } from '../schema.js';

const path = encodeURIComponent;

/** Where this person is signed in. */
export function listSessions(client: PortalClient, signal?: AbortSignal): Promise<SessionList> {
  return client.call('GET', '/sessions', { signal });
}

/** Signs out one device. */
export function endSession(client: PortalClient, sessionId: string, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/sessions/' + path(sessionId), { signal });
}

/** Signs out everywhere else. */
export function endOtherSessions(client: PortalClient, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/sessions', { signal });
}

/** Changes one's own name. */
export function updatePerson(client: PortalClient, body: PersonChanges, signal?: AbortSignal): Promise<Person> {
  return client.call('PATCH', '/person', { body, signal });
}

/** Changes one's own password; every other session ends. */
export function changePassword(client: PortalClient, body: PasswordChange, signal?: AbortSignal): Promise<void> {
  return client.call('PATCH', '/person/password', { body, signal });
}
