import type { Attachment } from '../../src/api/schema.ts';

/** A file of a message as the contract shows it. */
export function presentAttachment(attachment: {
  id: string;
  name: string;
  mediaType: string;
  size: number;
}): Attachment {
  return { id: attachment.id, name: attachment.name, type: attachment.mediaType, size: Number(attachment.size) };
}
