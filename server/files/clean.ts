import { deleteUploadsOlderThan } from '../stores/uploads.ts';
import type { FilePorts } from './finish.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Deletes the uploads that no message has taken within a day, with their bytes; answers how many. */
export async function cleanExpiredUploads(ports: FilePorts, now: Date): Promise<number> {
  const expired = await deleteUploadsOlderThan(ports.db, new Date(now.getTime() - DAY_MS));
  for (const upload of expired) {
    await ports.staging.remove(upload.id);
    if (upload.storage_key) await ports.files.delete(upload.storage_key);
  }
  // What a crash left behind between the disk and the database.
  await ports.staging.removeOlderThan(new Date(now.getTime() - 2 * DAY_MS));
  return expired.length;
}
