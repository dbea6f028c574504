import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import {
  deleteSessionRow,
  findSession,
  findSessionsById,
  insertSession,
  rememberProof,
  touchSession,
} from '../stores/sessions.ts';
import { admit, type Entrant } from './access.ts';
import type { SessionCookie } from './cookies.ts';
import type { Device } from './devices.ts';
import { newToken } from './one-use-tokens.ts';
import { timeZoneOf } from './places.ts';
import { challenge, invalid, sha256, verifyProof, type Proof } from './proofs.ts';
import type { SignedIn } from './requester.ts';

// A session's last use is written down this often at most: reading a page is not ten writes. The contract says so, because
// the browser counts down to the end.
const TOUCH_SECONDS = 5;

/** Methods that change nothing; their proofs may be seen twice. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Where accounts are, and whether this server is a demo: no other lets demo accounts in. */
export interface Accounts {
  readonly db: Database;
  readonly demo: boolean;
}

/** The credentials of a request, as they came. */
export interface Presented {
  readonly authorization: string | undefined;
  readonly proof: string | undefined;
  /** In place of both. */
  readonly cookie: SessionCookie | null;
  /** Whether the page asks by itself, which is no use of the session. */
  readonly isBackground: boolean;
  readonly method: string;
  readonly url: string;
}

/** A session in which staff see the portal as a contact does. */
export interface StaffSession {
  readonly name: string;
  /** How long it lasts, however much it is used. */
  readonly seconds: number;
}

/** What a session begins with. */
export interface Beginning {
  /** The key it is bound to; null: a cookie holds it. */
  readonly keyThumbprint: string | null;
  readonly device: Device;
  /** As the browser says it. */
  readonly timeZone: string | undefined;
  readonly now: Date;
  /** Whose it is, where staff see the portal as the contact. */
  readonly staff?: StaffSession;
}

/**
 * A new session for a contact who may come in. Every way in ends here. Not within a transaction, unless it is for staff: what
 * `admit` remembers has to stay when it refuses. The token is told once and kept as a hash.
 */
export async function startSession(
  accounts: Accounts,
  portal: Row<'portals'>,
  entrant: Entrant,
  { keyThumbprint, device, timeZone, now, staff }: Beginning,
) {
  if (!staff) await admit(accounts.db, portal, entrant, keyThumbprint, now);
  const seconds = staff ? staff.seconds : portal.absolute_seconds;
  const { token, tokenHash } = newToken();
  await insertSession(accounts.db, {
    id: newId(),
    portal_id: portal.id,
    contact_id: entrant.contactId,
    token_hash: tokenHash,
    key_thumbprint: keyThumbprint,
    created_at: now,
    last_used_at: now,
    ends_at: new Date(now.getTime() + seconds * 1000),
    browser: device.browser,
    system: device.system,
    time_zone: timeZoneOf(timeZone),
    provider_id: entrant.providerId,
    ...(staff && { kind: 'staff', staff: staff.name }),
  });
  const person = await findPerson(accounts, portal, token, now);
  if (!person) throw new Problem('internal');
  return { token, person: person.signedIn };
}

/** Ends a session for good. */
export async function endSession(db: Database, person: SignedIn): Promise<void> {
  await deleteSessionRow(db, person.sessionId);
}

/** Who is asking: checks the token and the proof that its holder has the key, or the cookie. */
export async function authenticate(accounts: Accounts, portal: Row<'portals'>, presented: Presented, now: Date) {
  if (presented.cookie)
    return {
      person: await authenticateCookie(accounts, portal, presented.cookie, presented.isBackground, now),
      keyThumbprint: null,
    };
  const [, token] = /^DPoP ([A-Za-z0-9_-]{20,100})$/i.exec(presented.authorization ?? '') ?? [];
  if (token === undefined) throw new Problem('session-required', { headers: challenge() });
  const proof = await verifyProof(presented.proof, { method: presented.method, url: presented.url, token, now });
  const found = await findPerson(accounts, portal, token, now, presented.isBackground);
  if (!found) throw new Problem('session-expired', { headers: challenge('invalid_token') });
  if (found.keyThumbprint !== proof.keyThumbprint) throw invalid('the session belongs to another key');
  await useOnce(accounts.db, presented.method, proof);
  if (found.isDue) await touchSession(accounts.db, found.signedIn.sessionId, now);
  return { person: found.signedIn, keyThumbprint: proof.keyThumbprint };
}

/** Whose cookie it is. A session that is bound to a key is none that a cookie holds. */
async function authenticateCookie(
  accounts: Accounts,
  portal: Row<'portals'>,
  { token, personId }: SessionCookie,
  isBackground: boolean,
  now: Date,
): Promise<SignedIn> {
  if (token === null) throw new Problem('session-required', { headers: challenge() });
  const found = await findPerson(accounts, portal, token, now, isBackground);
  const isOther = personId !== null && found?.signedIn.contactId !== personId;
  if (found?.keyThumbprint !== null || isOther)
    throw new Problem('session-expired', { headers: challenge('invalid_token') });
  if (found.isDue) await touchSession(accounts.db, found.signedIn.sessionId, now);
  return found.signedIn;
}

/** The key that asks for a session. */
export async function authenticateKey(db: Database, presented: Presented, now: Date): Promise<string> {
  const proof = await verifyProof(presented.proof, { method: presented.method, url: presented.url, token: null, now });
  await useOnce(db, presented.method, proof);
  return proof.keyThumbprint;
}

async function useOnce(db: Database, method: string, proof: Proof): Promise<void> {
  if (SAFE_METHODS.includes(method)) return;
  if (!(await rememberProof(db, proof))) throw invalid('the proof was used before');
}

/** Who has the session of an id, which is no proof of anything: only for ids that this server has signed. */
export async function findSignedIn(
  { db, demo }: Accounts,
  portal: Row<'portals'>,
  sessionId: string,
  now: Date,
): Promise<SignedIn | null> {
  const row = await findSession(db, { sessionId }, { portalId: portal.id, now, demo });
  return row ? personOf(row, portal, now).signedIn : null;
}

/** Who the sessions belong to now, and what they may see by now; those that have ended are not among them. */
export async function recallPersons(
  { db, demo }: Accounts,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, SignedIn>> {
  const rows = await findSessionsById(db, { ids, now, demo });
  return new Map(rows.map((row) => [row.id, signedInOf(row, { ...row, id: row.portal_id }, row.last_used_at, now)]));
}

async function findPerson(
  { db, demo }: Accounts,
  portal: Row<'portals'>,
  token: string,
  now: Date,
  isBackground = false,
) {
  const row = await findSession(db, { tokenHash: sha256(token) }, { portalId: portal.id, now, demo });
  return row ? personOf(row, portal, now, isBackground) : null;
}

function personOf(row: SessionRow, portal: Row<'portals'>, now: Date, isBackground = false) {
  const isDue = !isBackground && now.getTime() - row.last_used_at.getTime() > TOUCH_SECONDS * 1000;
  // Of the use that is or will be written down: a session that says when it ends must not end before.
  const signedIn = signedInOf(row, portal, isDue ? now : row.last_used_at, now);
  return { signedIn, keyThumbprint: row.key_thumbprint, isDue };
}

type SessionRow = NonNullable<Awaited<ReturnType<typeof findSession>>>;
type PortalRules = Pick<Row<'portals'>, 'id' | 'ticket_access' | 'conversation' | 'idle_seconds'>;

function signedInOf(row: SessionRow, portal: PortalRules, usedAt: Date, now: Date): SignedIn {
  const idleEnd = usedAt.getTime() + portal.idle_seconds * 1000;
  return {
    portalId: portal.id,
    contactId: row.contact_id,
    companyId: row.company_id,
    sharedCompanyId: portal.ticket_access === 'company' ? row.company_id : null,
    seesAllThreads: portal.conversation === 'all-threads',
    readOnly: row.kind !== 'customer',
    sessionId: row.id,
    staff: row.staff,
    name: row.name,
    email: row.email,
    organization: row.organization,
    language: row.language,
    expiresAt: new Date(Math.min(idleEnd, row.ends_at.getTime())),
    endsAt: row.ends_at,
    seenAt: now,
    hasPassword: row.has_password,
  };
}
