import type { CreateAttachmentLinkData, CreateAttachmentLinkResponses } from '../../src/api/schema.ts';
import { LINK_SECONDS } from '../files/links.ts';
import { findReadable } from '../files/read.ts';
import type { Operation } from './operation.ts';

/** An address by which this session reads a file for a minute. Nothing is written down, so staff who only read may ask too. */
export const createAttachmentLink: Operation<CreateAttachmentLinkData, CreateAttachmentLinkResponses> = async ({
  input,
  ports,
  person,
  apiUrl,
  now,
}) => {
  const { id: attachmentId, storageKey } = await findReadable(person, ports.db, input.path.attachmentId);
  // A browser that follows the link has nobody to tell that the storage is away: said here, it is told in words.
  (await ports.files.get(storageKey, { start: 0, end: 0 })).destroy();
  const expiresAt = new Date(now.getTime() + LINK_SECONDS * 1000);
  const { sessionId } = person;
  const grant = ports.links.sign({ attachmentId, sessionId, purpose: input.body.purpose, expiresAt });
  const url = new URL(`../files/${attachmentId}/${grant}`, apiUrl).href;
  return { status: 201, body: { url, expiresAt: expiresAt.toISOString() } };
};
