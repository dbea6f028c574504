import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { FileState, NewRow } from '../db/tables.ts';
import { visibleMessages } from './visibility.ts';

/** A file of a message, and where its bytes are. */
export interface StoredAttachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly storageKey: string;
  readonly state: FileState;
}

/** A file of a message that the person may see. */
export async function findAttachment(
  requester: Requester,
  db: Database,
  id: string,
): Promise<StoredAttachment | undefined> {
  return visibleMessages(requester, db)
    .innerJoin('attachments', 'attachments.message_id', 'messages.id')
    .where('attachments.id', '=', id)
    .select([
      'attachments.id as id',
      'attachments.name as name',
      'attachments.media_type as mediaType',
      'attachments.size as size',
      'attachments.storage_key as storageKey',
      'attachments.state as state',
    ])
    .executeTakeFirst();
}

/** Gives a message its files. */
export async function insertAttachments(db: Database, attachments: readonly NewRow<'attachments'>[]): Promise<void> {
  if (attachments.length > 0)
    await db
      .insertInto('attachments')
      .values([...attachments])
      .execute();
}

/** Whether a message has the bytes under this key. Tells nothing to anybody: for housekeeping alone. */
export async function isAttached(db: Database, storageKey: string): Promise<boolean> {
  const found = await db
    .selectFrom('attachments')
    .where('storage_key', '=', storageKey)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}
