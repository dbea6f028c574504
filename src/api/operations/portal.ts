import type { PortalClient } from '../client.js';
import type { Portal } from '../schema.js';

/** The portal's public settings and limits. */
export function getPortal(client: PortalClient, signal?: AbortSignal): Promise<Portal> {
  return client.call('GET', '/portal', { signal });
}
