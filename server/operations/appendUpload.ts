import type { AppendUploadData, AppendUploadResponses } from '../../src/api/schema.ts';
import { finishUpload } from '../files/finish.ts';
import { PieceConflict, PieceInterrupted, PieceTooLong } from '../files/staging.ts';
import { TUS } from '../files/tus.ts';
import { Problem } from '../problem.ts';
import { findUpload } from '../stores/uploads.ts';
import type { Operation } from './operation.ts';

/** Adds a piece to a file; the last one has the file examined. */
export const appendUpload: Operation<AppendUploadData, AppendUploadResponses> = async ({ input, ports, person }) => {
  const upload = await findUpload(person, ports.db, input.path.uploadId);
  if (!upload) throw new Problem('not-found');
  const offset = input.headers['Upload-Offset'];
  const size = Number(upload.size);
  // The answer to the last piece was lost: the piece has arrived, and this one brings nothing.
  if (upload.is_ready) {
    if (offset !== size) throw new Problem('upload-conflict');
    return { status: 204, headers: { ...TUS, 'Upload-Offset': size } };
  }
  await ports.staging.create(upload.id);
  const end = await ports.staging.append(upload.id, { offset, size, bytes: input.body }).catch(asProblem);
  if (end === size) await finishUpload(person, ports, upload);
  return { status: 204, headers: { ...TUS, 'Upload-Offset': end } };
};

function asProblem(error: unknown): never {
  if (error instanceof PieceConflict) throw new Problem('upload-conflict', { detail: error.message });
  if (error instanceof PieceTooLong) throw new Problem('too-large', { detail: error.message });
  if (error instanceof PieceInterrupted) throw new Problem('upload-conflict', { detail: error.message });
  throw error;
}
