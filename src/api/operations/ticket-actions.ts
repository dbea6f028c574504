import type { PortalClient } from '../client.js';
import type { NewRating, Ticket } from '../schema.js';

const path = (ticketId: string, action: string): string => `/tickets/${encodeURIComponent(ticketId)}/${action}`;

/** Closes a ticket. The key is kept when the same wish is sent again. */
export function closeTicket(
  client: PortalClient,
  ticketId: string,
  key: string,
  signal?: AbortSignal,
): Promise<Ticket> {
  return client.call('POST', path(ticketId, 'close'), { key, signal });
}

/** Opens a closed ticket again. */
export function reopenTicket(
  client: PortalClient,
  ticketId: string,
  key: string,
  signal?: AbortSignal,
): Promise<Ticket> {
  return client.call('POST', path(ticketId, 'reopen'), { key, signal });
}

/** Says how a closed ticket went. */
export function rateTicket(
  client: PortalClient,
  ticketId: string,
  body: NewRating,
  key: string,
  signal?: AbortSignal,
): Promise<Ticket> {
  return client.call('POST', path(ticketId, 'rating'), { body, key, signal });
}

/** The whole ticket as a zip. */
export function downloadTicket(client: PortalClient, ticketId: string, signal?: AbortSignal): Promise<Blob> {
  return client.call('GET', path(ticketId, 'download'), { signal, read: (response) => response.blob() });
}
