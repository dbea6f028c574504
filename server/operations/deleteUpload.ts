import type { DeleteUploadData, DeleteUploadResponses } from '../../src/api/schema.ts';
import { dropUpload } from '../files/finish.ts';
import { TUS } from '../files/tus.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

/** Takes a file back before a message has it. */
export const deleteUpload: Operation<DeleteUploadData, DeleteUploadResponses> = async ({ input, ports, person }) => {
  if (!(await dropUpload(person, ports, input.path.uploadId))) throw new Problem('not-found');
  return { status: 204, headers: TUS };
};
