import type { CreateUploadData, CreateUploadResponses } from '../../src/api/schema.ts';
import { fileNameOf } from '../files/metadata.ts';
import { cleanFileName, extensionOf } from '../files/names.ts';
import { newId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { Problem } from '../problem.ts';
import { countUploads, insertUpload } from '../stores/uploads.ts';
import { TUS } from '../files/tus.ts';
import type { Operation } from './operation.ts';

/** More files than this, sent but in no message, are nobody's reply. */
const MOST_WAITING = 100;

/** Announces a file. */
export const createUpload: Operation<CreateUploadData, CreateUploadResponses> = async ({
  input,
  ports,
  person,
  apiUrl,
  now,
}) => {
  const { 'Upload-Length': size, 'Upload-Metadata': metadata, 'Idempotency-Key': idempotencyKey } = input.headers;
  const given = fileNameOf(metadata);
  if (given === null)
    throw new Problem('invalid-request', { detail: 'Upload-Metadata needs a filename: UTF-8 in base64' });
  if (size === 0) throw new Problem('file-empty');
  if (size > LIMITS.fileSize) throw new Problem('file-too-large');
  const name = cleanFileName(given);
  if ((LIMITS.refusedExtensions as readonly string[]).includes(extensionOf(name)))
    throw new Problem('file-type-refused');

  if ((await countUploads(person, ports.db)) >= MOST_WAITING) throw new Problem('rate-limited', { retryAfter: 3600 });
  const upload = await insertUpload(person, ports.db, {
    id: newId(),
    idempotency_key: idempotencyKey,
    name,
    size,
    storage_key: newId(),
    created_at: now,
  });
  if (upload.name !== name || Number(upload.size) !== size) throw new Problem('idempotency-key-reused');
  if (!upload.is_ready) await ports.staging.create(upload.id);
  return { status: 201, headers: { ...TUS, Location: `${apiUrl}/uploads/${upload.id}` } };
};
