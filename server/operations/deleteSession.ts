import type { DeleteSessionData, DeleteSessionResponses } from '../../src/api/schema.ts';
import { takeCookie } from '../accounts/cookies.ts';
import { endSession } from '../accounts/sessions.ts';
import { recordEnd } from '../accounts/staff-view.ts';
import type { Operation } from './operation.ts';

/** Signs out: the token is worth nothing from now on. */
export const deleteSession: Operation<DeleteSessionData, DeleteSessionResponses> = async (call) => {
  const { person, cookie, ports, now } = call;
  await ports.db.transaction().execute(async (transaction) => {
    await endSession(transaction, person);
    await recordEnd(transaction, person, now);
  });
  return { status: 204, ...(cookie && { headers: { 'Set-Cookie': takeCookie(cookie) } }) };
};
