import type { PortalClient } from '../client.js';
import type { AttachmentLink, NewAttachmentLink } from '../schema.js';

const path = encodeURIComponent;

/** A file, byte for byte. */
export function getAttachment(client: PortalClient, attachmentId: string, signal?: AbortSignal): Promise<Blob> {
  return client.call('GET', '/attachments/' + path(attachmentId), { signal, read: (response) => response.blob() });
}

/** An address of a file that needs no header, for a minute at most. */
export function createAttachmentLink(
  client: PortalClient,
  attachmentId: string,
  body: NewAttachmentLink,
  signal?: AbortSignal,
): Promise<AttachmentLink> {
  return client.call('POST', `/attachments/${path(attachmentId)}/link`, { body, signal });
}
