import type { PortalClient } from '../client.js';

const path = encodeURIComponent;

/** Takes back a file that no message has taken yet. (Sending one: src/api/uploads.ts.) */
export function deleteUpload(client: PortalClient, uploadId: string, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/uploads/' + path(uploadId), { headers: { 'Tus-Resumable': '1.0.0' }, signal });
}
