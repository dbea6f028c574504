import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { isOnList } from '../stores/access-lists.ts';
import { isGuest } from '../stores/contacts.ts';
import { findConsent, hasReceipt } from '../stores/consents.ts';
import { letsIn } from '../stores/identity-providers.ts';
import { findEntry, forgetEntry, rememberEntry } from '../stores/pending-entries.ts';
import { newToken } from './one-use-tokens.ts';
import { sha256 } from './proofs.ts';

/** How long somebody may take to read what is to be agreed to. */
export const ENTRY_SECONDS = 600;

/** Something has to be agreed to first. */
export class ConsentRequired extends Problem {
  /** What to go on with where no key was shown: for a cookie, and nothing else. */
  readonly pendingToken: string | null;

  constructor(pendingToken: string | null) {
    super('consent-required');
    this.pendingToken = pendingToken;
  }
}

/** What an entry is known by: the browser's key, else the token of its cookie. */
export function entryKey(keyThumbprint: string | null, cookieToken: string | null): string {
  return keyThumbprint ?? `cookie:${sha256(cookieToken ?? '').toString('base64url')}`;
}

/** Somebody who has shown who they are. */
export interface Entrant {
  readonly contactId: string;
  /** The identity provider that vouches for them; null where they came another way. */
  readonly providerId: string | null;
}

/** As much of a portal as says who may come in. */
type Gate = Pick<Row<'portals'>, 'id' | 'access'>;

/** Whether a contact of the portal may come in, by whichever way that is not a provider's. */
export async function mayEnter(db: Database, portal: Gate, contactId: string): Promise<boolean> {
  switch (portal.access) {
    case 'open':
      return true;
    case 'contacts':
      return !(await isGuest(db, contactId));
    case 'lists':
      return isOnList(db, portal.id, contactId);
  }
}

/**
 * Lets in somebody who has shown who they are, or says what is in the way. Whoever has yet to agree to something may go on with the
 * same key, or a cookie (`pendingEntry`), so that a password or a link of one use is not asked for twice.
 */
export async function admit(
  db: Database,
  portal: Gate,
  { contactId, providerId }: Entrant,
  keyThumbprint: string | null,
  now: Date,
): Promise<void> {
  if (!(await mayEnter(db, portal, contactId))) throw new Problem('access-denied');
  // Those who were on its lists when it said who they are may be off them by now.
  if (providerId !== null && !(await letsIn(db, providerId, contactId))) throw new Problem('access-denied');
  const consent = await findConsent(db, portal.id);
  if (!consent?.is_required || (await hasReceipt(db, contactId, consent.id))) return;
  const pendingToken = keyThumbprint === null ? newToken().token : null;
  await rememberEntry(db, {
    portal_id: portal.id,
    entry_key: entryKey(keyThumbprint, pendingToken),
    contact_id: contactId,
    provider_id: providerId,
    expires_at: new Date(now.getTime() + ENTRY_SECONDS * 1000),
  });
  throw new ConsentRequired(pendingToken);
}

/** Who has shown who they are, and may go on with this. */
export async function pendingEntry(db: Database, portalId: string, key: string, now: Date): Promise<Entrant> {
  const entry = await findEntry(db, { portalId, key, now });
  if (!entry) throw new Problem('session-expired');
  return { contactId: entry.contact_id, providerId: entry.provider_id };
}

/** Whoever is in needs no entry any more. */
export async function endEntry(db: Database, portalId: string, key: string): Promise<void> {
  await forgetEntry(db, portalId, key);
}
