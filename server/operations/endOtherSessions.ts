import type { EndOtherSessionsData, EndOtherSessionsResponses } from '../../src/api/schema.ts';
import { deleteOtherSessions } from '../stores/sessions.ts';
import type { Operation } from './operation.ts';

/** Signs out everywhere else. */
export const endOtherSessions: Operation<EndOtherSessionsData, EndOtherSessionsResponses> = async ({
  person,
  ports,
}) => {
  await deleteOtherSessions(person, ports.db, person.sessionId);
  return { status: 204 };
};
