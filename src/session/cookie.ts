import type { Grant, PortalClient } from '../api/client.js';
import { deleteSession, getSession } from '../api/operations/session.js';
import { PortalProblem } from '../api/problem.js';
import type { Session as SessionInfo } from '../api/schema.js';
import { forget, read, write } from './store.js';

/** What is kept while a sign-out has not reached the portal: scripts cannot take the cookie away. */
const owed = { token: '', who: '' };

/** Ends a session that a cookie holds, now or when the portal can be asked again. */
export async function leave(told: Promise<void>, storageKey: string): Promise<void> {
  await write('sessions', storageKey, owed);
  try {
    await told;
  } catch (error) {
    if (!(error instanceof PortalProblem) || error.status !== 401) return;
  }
  await forget('sessions', storageKey);
}

/** Whose the cookie is. A sign-out that is still owed comes first. */
export async function recall(client: PortalClient, cookie: Grant, storageKey: string): Promise<SessionInfo> {
  if ((await read<typeof owed>('sessions', storageKey))?.who === '') {
    await deleteSession(client, cookie);
    await forget('sessions', storageKey);
  }
  return getSession(client, undefined, cookie);
}
