import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { findAttachment, type StoredAttachment } from '../stores/attachments.ts';

/** A file of a message that the person may read now. Whoever gives bytes away finds them here: nothing unchecked, nothing held back. */
export async function findReadable(requester: Requester, db: Database, id: string): Promise<StoredAttachment> {
  const attachment = await findAttachment(requester, db, id);
  if (!attachment) throw new Problem('not-found');
  if (attachment.state === 'checking') throw new Problem('file-unchecked', { retryAfter: 60 });
  if (attachment.state !== 'ready') throw new Problem('file-harmful');
  return attachment;
}
