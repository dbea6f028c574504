import { newId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { Problem } from '../problem.ts';
import { examine } from './examine.ts';
import { cleanFileName } from './names.ts';
import type { FileStorage } from './storage.ts';

/** A file that is whole already, kept like an upload: looked at, under a clean name, with a key that says nothing of it. */
export async function keepFile(storage: FileStorage, given: string, bytes: Uint8Array<ArrayBuffer>) {
  const name = cleanFileName(given);
  if (bytes.byteLength === 0) throw new Problem('file-empty');
  if (bytes.byteLength > LIMITS.fileSize) throw new Problem('file-too-large');
  const verdict = await examine(name, new Blob([bytes]), LIMITS.refusedExtensions);
  if ('refused' in verdict) throw new Problem(verdict.refused);
  const storageKey = newId();
  await storage.put(storageKey, bytes);
  return { name, mediaType: verdict.mediaType, size: bytes.byteLength, storageKey };
}
