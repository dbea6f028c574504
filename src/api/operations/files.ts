import type { PortalClient } from '../client.js';

const path = encodeURIComponent;

/** Takes back a file that no message has taken yet. (Sending one: uploads.ts.) */
export function deleteUpload(client: PortalClient, uploadId: string, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/uploads/' + path(uploadId), { headers: { 'Tus-Resumable': '1.0.0' }, signal });
}

/** A file, byte for byte. */
export function getAttachment(client: PortalClient, attachmentId: string, signal?: AbortSignal): Promise<Blob> {
  return client.call('GET', '/attachments/' + path(attachmentId), { signal, read: (response) => response.blob() });
}
