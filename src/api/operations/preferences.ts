import type { PortalClient } from '../client.js';
import type { PreferenceChanges, Preferences } from '../schema.js';

/** How this person likes the list to be. */
export function getPreferences(client: PortalClient, signal?: AbortSignal): Promise<Preferences> {
  return client.call('GET', '/person/preferences', { signal });
}

/** Changes how one likes the list to be; what is not named stays. */
export function updatePreferences(
  client: PortalClient,
  body: PreferenceChanges,
  signal?: AbortSignal,
): Promise<Preferences> {
  return client.call('PATCH', '/person/preferences', { body, signal });
}
