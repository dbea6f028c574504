import type { EndSessionData, EndSessionResponses } from '../../src/api/schema.ts';
import { Problem } from '../problem.ts';
import { deleteOwnSession } from '../stores/sessions.ts';
import type { Operation } from './operation.ts';

/** Signs out one device of the person. */
export const endSession: Operation<EndSessionData, EndSessionResponses> = async ({ person, input, ports, now }) => {
  const { sessionId } = input.path;
  if (!(await deleteOwnSession(person, ports.db, sessionId, now))) throw new Problem('not-found');
  return { status: 204 };
};
