import type { PortalClient } from '../client.js';
import type { MessagePreview } from '../schema.js';

/** What a text would look like as a message. Nothing comes of it. */
export function previewMessage(client: PortalClient, text: string, signal?: AbortSignal): Promise<MessagePreview> {
  return client.call('POST', '/message-previews', { body: { text }, signal });
}
