import { createSession, deleteSession, getSession } from '../api/operations/session.js';
import type { Grant, PortalClient } from '../api/client.js';
import { ConnectionProblem, unauthorized, toFailure } from '../api/problem.js';
import type { ProofKey } from '../api/proof.js';
import type { Session as SessionInfo } from '../api/schema.js';

/** The page's own login: answers a token it signed for whoever is signed in there, or null when nobody is. */
export type GetToken = () => Promise<string | null>;

/** Somebody whom the page's own login let in. */
export interface Entry {
  readonly grant: Grant;
  readonly session: SessionInfo;
  /** Who it is at the host. */
  readonly who: string;
}

// How long the page may take to say who is signed in.
const patience = 10_000;

const failed = (cause: unknown) => new ConnectionProblem('host-failed', { cause });

/** Asks the page who is signed in. What is no token, or comes too late, is a failure. */
export async function ask(
  getToken: GetToken,
  timeLimit = patience,
): Promise<{ readonly token: string; readonly who: string } | null> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeLimit, 'getToken did not answer');
  });
  try {
    const token: unknown = await Promise.race([getToken(), tooLate]);
    if (token === null) return null;
    // Read, not believed: only to tell one person from another. The portal checks the signature.
    const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token as string)!;
    const { iss, sub } = JSON.parse(atob(claims!.replace(/-/g, '+').replace(/_/g, '/'))) as Record<string, unknown>;
    return { token: token as string, who: JSON.stringify([iss, sub]) };
  } catch (error) {
    throw failed(error);
  } finally {
    clearTimeout(timer!);
  }
}

/** Whether another person, or nobody, is signed in to the page by now. When it cannot say, nothing has changed. */
export async function hasChanged(getToken: GetToken, who?: string): Promise<boolean> {
  try {
    return (await ask(getToken))?.who !== who;
  } catch {
    return false;
  }
}

/**
 * Comes in as whoever is signed in to the page: with the grant that is kept, if it is that person's and still good, else with a
 * new one. Undefined when nobody is signed in there. A kept session of somebody else is ended. A `cookie` holds the session where one may.
 */
export async function admit(
  client: PortalClient,
  getToken: GetToken,
  makeKey: () => Promise<ProofKey | undefined>,
  grant?: Grant,
  kept?: string,
  cookie?: Grant,
): Promise<Entry | undefined> {
  const said = await ask(getToken);
  const who = said?.who;
  if (grant && who !== kept) {
    const ended = deleteSession(client, grant).catch(() => {});
    // Its answer would take the next cookie along.
    if (cookie) await ended;
  } else if (grant) {
    try {
      return { grant, session: await getSession(client, undefined, grant), who: who! };
    } catch (error) {
      if (!unauthorized(toFailure(error))) throw error;
    }
  }
  if (!said) return;
  const key = await makeKey();
  const { token, session } = await createSession(client, { hostToken: said.token }, key);
  return {
    grant: { key, token: token ?? cookie!.token + encodeURIComponent(session.person.id) },
    session,
    who: said.who,
  };
}
