import type { PortalClient } from '../client.js';
import type { ListMessagesData, Message, MessagePage, Ticket } from '../schema.js';

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

/** One message, with all of it that can be shown. */
export function getMessage(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Message> {
  return client.call('GET', `/tickets/${path(ticketId)}/messages/${path(messageId)}`, { signal });
}

/** Says that the ticket has been read up to a message. */
export function markTicketRead(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('PUT', `/tickets/${path(ticketId)}/read`, { body: { messageId }, signal });
}

/** A message as it came, the whole of it. */
export function downloadMessage(
  client: PortalClient,
  ticketId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Blob> {
  return client.call('GET', `/tickets/${path(ticketId)}/messages/${path(messageId)}/source`, {
    signal,
    read: (response) => response.blob(),
  });
}
