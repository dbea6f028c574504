import type { DeleteSessionData, DeleteSessionResponses } from '../../src/api/schema.ts';
import { endSession } from '../accounts/sessions.ts';
import type { Operation } from './operation.ts';

/** Signs out: the token is worth nothing from now on. */
export const deleteSession: Operation<DeleteSessionData, DeleteSessionResponses> = async ({ person, ports }) => {
  await endSession(ports.db, person);
  return { status: 204 };
};
