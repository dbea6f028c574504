import type { Attachment } from '../../src/api/schema.ts';
import type { DeskMessage } from '../desks/desk.ts';

/** A file of a message as the contract shows it. */
export function presentAttachment({
  id,
  name,
  mediaType,
  size,
  state,
}: DeskMessage['attachments'][number]): Attachment {
  return { id, name, type: mediaType, size: Number(size), state };
}
