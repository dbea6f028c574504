import type { ListSessionsData, ListSessionsResponses } from '../../src/api/schema.ts';
import { placeOf } from '../accounts/places.ts';
import { presentOpenSession } from '../presenters/session.ts';
import { listOpenSessions } from '../stores/sessions.ts';
import type { Operation } from './operation.ts';

/** Where this person is signed in: here, then elsewhere, the last used first. */
export const listSessions: Operation<ListSessionsData, ListSessionsResponses> = async ({ person, ports, now }) => {
  const rows = await listOpenSessions(person, ports.db, now);
  return { status: 200, body: { items: rows.map((row) => presentOpenSession(row, placeOf(row.time_zone), person)) } };
};
