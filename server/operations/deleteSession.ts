import type { DeleteSessionData, DeleteSessionResponses } from '../../src/api/schema.ts';
import { takeCookie } from '../accounts/cookies.ts';
import { endSession } from '../accounts/sessions.ts';
import type { Operation } from './operation.ts';

/** Signs out: the token is worth nothing from now on. */
export const deleteSession: Operation<DeleteSessionData, DeleteSessionResponses> = async ({ person, cookie, ports }) => {
  await endSession(ports.db, person);
  return { status: 204, ...(cookie && { headers: takeCookie(cookie) }) };
};
