import type { PortalClient } from '../client.js';
import type { Message, NewRating, Ticket } from '../schema.js';

const encode = encodeURIComponent;
const path = (ticketId: string, action: string): string => `/tickets/${encode(ticketId)}/${action}`;

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

/** One message, with all of it that can be shown. */
export function getMessage(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Message> {
  return client.call('GET', path(ticketId, `messages/${encode(messageId)}`), { signal });
}

/** Says that the ticket has been read up to a message. */
export function markTicketRead(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('PUT', path(ticketId, 'read'), { body: { messageId }, signal });
}

/** A message as it came, the whole of it. */
export function downloadMessage(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Blob> {
  return client.call('GET', path(ticketId, `messages/${encode(messageId)}/source`), {
    signal,
    read: (response) => response.blob(),
  });
}
