import type { PortalClient } from '../client.js';
import type { NewTicket, Ticket } from '../schema.js';

/** Opens a ticket. The key is kept when the same ticket is sent again. */
export function createTicket(
  client: PortalClient,
  body: NewTicket,
  key: string,
  signal?: AbortSignal,
): Promise<Ticket> {
  return client.call('POST', '/tickets', { body, key, signal });
}
