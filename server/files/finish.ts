import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import type { FileState } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { Problem } from '../problem.ts';
import { isAttached } from '../stores/attachments.ts';
import { deleteUploadRow, findUpload, markUploadReady } from '../stores/uploads.ts';
import { examine } from './examine.ts';
import { ScannerUnavailable, type FileScanner } from './scanner.ts';
import type { UploadStaging } from './staging.ts';
import { StorageUnavailable, type FileStorage } from './storage.ts';

/** What finishing reaches the world through. */
export interface FilePorts {
  readonly db: Database;
  readonly files: FileStorage;
  readonly staging: UploadStaging;
  /** What looks for harm in files; null: nobody does. */
  readonly scanner: FileScanner | null;
}

/**
 * Looks at an upload whose bytes are all there, and moves it from staging to storage. Each step may be done again, and the row
 * says `ready` only after the bytes are stored: whenever the server dies, the next request for the upload completes it.
 */
export async function finishUpload(requester: Requester, ports: FilePorts, upload: Row<'uploads'>): Promise<void> {
  try {
    // What somebody has finished stays as it was looked at, whatever arrived since.
    const before = await findUpload(requester, ports.db, upload.id);
    if (before?.is_ready !== false) {
      await ports.staging.remove(upload.id);
      if (before) return;
      throw new Problem('not-found');
    }
    const verdict = await examine(upload.name, await ports.staging.blob(upload.id), LIMITS.refusedExtensions);
    if ('refused' in verdict) {
      await dropUpload(requester, ports, upload.id);
      throw new Problem(verdict.refused);
    }
    const state = await scan(requester, ports, upload.id);
    await store(ports, upload);
    const { mediaType } = verdict;
    const stands = await markUploadReady(requester, ports.db, upload.id, { mediaType, state });
    await ports.staging.remove(upload.id);
    if (!stands) {
      // Taken back, or taken by a message a moment ago: its bytes are not ours to delete then.
      if (!(await isAttached(ports.db, upload.storage_key!))) await deleteStored(ports, upload.storage_key!);
      throw new Problem('not-found');
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Two requests may finish one upload; the later may find nothing left to do.
    const now = await findUpload(requester, ports.db, upload.id);
    if (!now) throw new Problem('not-found');
    if (!now.is_ready) throw error;
  }
}

/**
 * Looks for harm before anything is stored. What is harmful is dropped at once; what cannot be looked at now is stored, and nobody
 * reads it before `checkFiles` has.
 */
async function scan(requester: Requester, ports: FilePorts, id: string): Promise<FileState> {
  if (!ports.scanner) return 'ready';
  try {
    const finding = await ports.scanner.scan(() => ports.staging.read(id));
    if (finding === 'clean') return 'ready';
    await dropUpload(requester, ports, id);
    throw new Problem(finding === 'harmful' ? 'file-harmful' : 'file-uncheckable');
  } catch (error) {
    if (error instanceof ScannerUnavailable) return 'checking';
    throw error;
  }
}

async function store(ports: FilePorts, upload: Row<'uploads'>): Promise<void> {
  const bytes = await ports.staging.read(upload.id);
  try {
    await ports.files.put(upload.storage_key!, bytes, Number(upload.size));
  } finally {
    bytes.destroy();
  }
}

/** Forgets an upload of the person and its bytes; false when there is none. */
export async function dropUpload(requester: Requester, ports: FilePorts, id: string): Promise<boolean> {
  const dropped = await deleteUploadRow(requester, ports.db, id);
  if (!dropped) return false;
  await ports.staging.remove(id);
  if (dropped.storage_key) await deleteStored(ports, dropped.storage_key);
  return true;
}

/** Deletes bytes whose row is gone. Where the storage is away, `deleteStrayFiles` does so later. */
export async function deleteStored({ files }: Pick<FilePorts, 'files'>, storageKey: string): Promise<void> {
  await files.delete(storageKey).catch((error: unknown) => {
    if (!(error instanceof StorageUnavailable)) throw error;
  });
}
