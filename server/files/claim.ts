import type { FieldError } from '../../src/api/schema.ts';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { insertAttachments } from '../stores/attachments.ts';
import { deleteUploadRow, lockUploads } from '../stores/uploads.ts';

/** Uploads that a message may take, in the order they were named; or what is wrong with the list. */
export type Claim = { uploads: Row<'uploads'>[]; errors: FieldError[] };

/**
 * Holds the person's uploads for a message of this transaction. Somebody else's upload, one that is gone and one that never
 * was are the same: unknown.
 */
export async function claimUploads(
  requester: Requester,
  transaction: Database,
  uploadIds: readonly string[],
): Promise<Claim> {
  if (uploadIds.length === 0) return { uploads: [], errors: [] };
  if (uploadIds.length > LIMITS.filesPerMessage) {
    return { uploads: [], errors: [{ pointer: '/uploadIds', code: 'too-many', limit: LIMITS.filesPerMessage }] };
  }
  const held = new Map((await lockUploads(requester, transaction, uploadIds)).map((row) => [row.id, row]));
  const uploads: Row<'uploads'>[] = [];
  const errors: FieldError[] = [];
  uploadIds.forEach((id, index) => {
    const pointer = `/uploadIds/${index}`;
    const row = held.get(id);
    if (!row) errors.push({ pointer, code: 'unknown-value' });
    else if (uploadIds.indexOf(id) !== index) errors.push({ pointer, code: 'invalid' });
    else if (!row.is_ready) errors.push({ pointer, code: 'not-ready' });
    else uploads.push(row);
  });
  return errors.length > 0 ? { uploads: [], errors } : { uploads, errors };
}

/** Makes claimed uploads the files of a message: the bytes stay where they are, the upload is no more. */
export async function attachUploads(
  requester: Requester,
  transaction: Database,
  messageId: string,
  uploads: readonly Row<'uploads'>[],
): Promise<void> {
  await insertAttachments(
    transaction,
    uploads.map((upload, position) => ({
      id: newId(),
      message_id: messageId,
      position,
      name: upload.name,
      media_type: upload.media_type!,
      size: upload.size,
      storage_key: upload.storage_key!,
      state: upload.state,
      content_id: upload.id,
    })),
  );
  for (const upload of uploads) await deleteUploadRow(requester, transaction, upload.id);
}
