import type { GetUploadOffsetData, GetUploadOffsetResponses } from '../../src/api/schema.ts';
import { finishUpload } from '../files/finish.ts';
import { TUS } from '../files/tus.ts';
import { Problem } from '../problem.ts';
import { findUpload } from '../stores/uploads.ts';
import type { Operation } from './operation.ts';

/** Says how much of a file has arrived; completes one that the server died over. */
export const getUploadOffset: Operation<GetUploadOffsetData, GetUploadOffsetResponses> = async ({
  input,
  ports,
  person,
}) => {
  const upload = await findUpload(person, ports.db, input.path.uploadId);
  if (!upload) throw new Problem('not-found');
  const size = Number(upload.size);
  const offset = upload.is_ready ? size : ((await ports.staging.size(upload.id)) ?? 0);
  if (!upload.is_ready && offset === size) await finishUpload(person, ports, upload);
  return { status: 200, headers: { ...TUS, 'Upload-Offset': offset, 'Upload-Length': size } };
};
