import type { GetAttachmentData, GetAttachmentResponses } from '../../src/api/schema.ts';
import { contentDisposition } from '../files/disposition.ts';
import { findReadable } from '../files/read.ts';
import type { Operation } from './operation.ts';

/** A file of a message, byte for byte; always a download, never a page. */
export const getAttachment: Operation<GetAttachmentData, GetAttachmentResponses> = async ({ input, ports, person }) => {
  const attachment = await findReadable(person, ports.db, input.path.attachmentId);
  return {
    status: 200,
    headers: {
      'Content-Type': attachment.mediaType,
      'Content-Length': Number(attachment.size),
      'Content-Disposition': contentDisposition(attachment.name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
    body: await ports.files.get(attachment.storageKey),
  };
};
