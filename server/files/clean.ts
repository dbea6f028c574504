import { forgetStrayFile, selectStrayFiles } from '../stores/file-states.ts';
import { deleteUploadsOlderThan } from '../stores/uploads.ts';
import { deleteStored, type FilePorts } from './finish.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Stray files that one run deletes. */
const AT_ONCE = 500;

/** Deletes the uploads that no message has taken within a day, with their bytes; answers how many. */
export async function cleanExpiredUploads(ports: Omit<FilePorts, 'scanner'>, now: Date): Promise<number> {
  const expired = await deleteUploadsOlderThan(ports.db, new Date(now.getTime() - DAY_MS));
  for (const upload of expired) {
    await ports.staging.remove(upload.id);
    if (upload.storage_key) await deleteStored(ports, upload.storage_key);
  }
  // What a crash left behind between the disk and the database.
  await ports.staging.removeOlderThan(new Date(now.getTime() - 2 * DAY_MS));
  return expired.length;
}

/**
 * Deletes the stored bytes that have had no row for an hour: what a crash, or a storage that was away, left behind. Until then a
 * request that began before the row went may still be storing them.
 */
export async function deleteStrayFiles({ db, files }: Pick<FilePorts, 'db' | 'files'>, now: Date): Promise<number> {
  const keys = await selectStrayFiles(db, new Date(now.getTime() - HOUR_MS), AT_ONCE);
  for (const key of keys) {
    await files.delete(key);
    await forgetStrayFile(db, key);
  }
  return keys.length;
}
