import type { PortalClient } from '../client.js';
import { readQuietly } from '../events.js';
import type { UnreadCount } from '../schema.js';

/** How many messages of the person's own tickets are unread. It is no use of the session. */
export async function getUnread(client: PortalClient, signal?: AbortSignal): Promise<UnreadCount> {
  return (await readQuietly(client, '/unread', { ...(signal && { signal }) })).json() as Promise<UnreadCount>;
}
