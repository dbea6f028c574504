import type { CancelEmailChangeData, CancelEmailChangeResponses } from '../../src/api/schema.ts';
import { deleteEmailChange } from '../stores/email-changes.ts';
import type { Operation } from './operation.ts';

/** Keeps one's own e-mail address after all. */
export const cancelEmailChange: Operation<CancelEmailChangeData, CancelEmailChangeResponses> = async ({
  person,
  ports,
}) => {
  await deleteEmailChange(person, ports.db);
  return { status: 204 };
};
