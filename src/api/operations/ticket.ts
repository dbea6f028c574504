import type { PortalClient } from '../client.js';
import type { ListMessagesData, MessagePage, Ticket } from '../schema.js';

const path = encodeURIComponent;

/** The parameters of listMessages. */
export type MessageQuery = NonNullable<ListMessagesData['query']>;

/** One ticket. */
export function getTicket(client: PortalClient, ticketId: string, signal?: AbortSignal): Promise<Ticket> {
  return client.call('GET', '/tickets/' + path(ticketId), { signal });
}

/** A page of a ticket's conversation, the newest first. */
export function listMessages(
  client: PortalClient,
  ticketId: string,
  query: MessageQuery,
  signal?: AbortSignal,
): Promise<MessagePage> {
  return client.call('GET', `/tickets/${path(ticketId)}/messages`, { query, signal });
}
