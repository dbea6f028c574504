import type { PortalClient } from '../client.js';

const path = encodeURIComponent;

/** A file, byte for byte. */
export function getAttachment(client: PortalClient, attachmentId: string, signal?: AbortSignal): Promise<Blob> {
  return client.call('GET', '/attachments/' + path(attachmentId), { signal, read: (response) => response.blob() });
}
