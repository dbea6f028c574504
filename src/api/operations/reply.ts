import type { PortalClient } from '../client.js';
import type { Message, NewMessage } from '../schema.js';

const path = encodeURIComponent;

/** Replies. The key is kept when the same reply is sent again. */
export function createMessage(
  client: PortalClient,
  ticketId: string,
  body: NewMessage,
  key: string,
  signal?: AbortSignal,
): Promise<Message> {
  return client.call('POST', `/tickets/${path(ticketId)}/messages`, { body, key, signal });
}
