import type { PortalClient } from '../client.js';
import type { ListTicketsData, TicketPage } from '../schema.js';

/** The parameters of listTickets. */
export type TicketQuery = NonNullable<ListTicketsData['query']>;

/** A page of the tickets this person may see. */
export function listTickets(client: PortalClient, query: TicketQuery, signal?: AbortSignal): Promise<TicketPage> {
  return client.call('GET', '/tickets', { query, signal });
}
