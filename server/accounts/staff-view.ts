import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { Problem } from '../problem.ts';
import { StartError } from '../start-error.ts';
import { insertAudit, listAudit } from '../stores/audit-log.ts';
import { insertStaffLink, takeStaffLink } from '../stores/staff-links.ts';
import { normalizeEmail } from './email.ts';
import { cleanName } from './names.ts';
import { newToken } from './one-use-tokens.ts';
import { sha256 } from './proofs.ts';
import type { SignedIn } from './requester.ts';
import { type Accounts, type Beginning, startSession } from './sessions.ts';

/** How long a link is good. */
export const LINK_SECONDS = 5 * 60;
/** How long the portal is seen by it, however much it is used. */
export const VIEW_SECONDS = 20 * 60;

const NAME_LENGTH = 100;

/** Whom to see a portal as, and who wants to. */
export interface WantedView {
  /** The portal's slug. */
  readonly portal: string;
  readonly email: string;
  readonly by: string;
}

/**
 * Makes a link that opens a portal as one of its customers sees it, and writes down who asked for it. Its token is told once, in
 * the fragment, which no server and no log sees. The page keeps such a session apart from one of its reader's own.
 *
 * @returns the link, to go behind the server's address
 */
export async function createStaffLink(db: Database, wanted: WantedView, now: Date): Promise<string> {
  const by = cleanName(wanted.by);
  if (by === '' || by.length > NAME_LENGTH) throw new StartError(`--by must be a name of 1 to ${NAME_LENGTH} letters.`);
  const portal = await portalAt(db, wanted.portal);
  const contact = await db
    .selectFrom('contacts')
    .where('portal_id', '=', portal.id)
    .where('email', '=', normalizeEmail(wanted.email))
    .select('id')
    .executeTakeFirst();
  if (!contact) throw new StartError(`${wanted.portal} has no contact with that e-mail address.`);
  const { token, tokenHash } = newToken();
  await db.transaction().execute(async (transaction) => {
    await insertStaffLink(transaction, {
      token_hash: tokenHash,
      portal_id: portal.id,
      contact_id: contact.id,
      staff: by,
      created_at: now,
      expires_at: new Date(now.getTime() + LINK_SECONDS * 1000),
    });
    const about = { portalId: portal.id, contactId: contact.id, at: now };
    await insertAudit(transaction, { ...about, actor: by, action: 'staff-view-linked' });
  });
  return `/${wanted.portal}?staff#/view-as/${token}`;
}

/** Opens the session of a link, once. */
export async function startStaffView(
  { db, demo }: Accounts,
  portal: Row<'portals'>,
  token: string,
  beginning: Omit<Beginning, 'staff'>,
) {
  const { now } = beginning;
  return db.transaction().execute(async (transaction) => {
    const link = await takeStaffLink(transaction, { portalId: portal.id, tokenHash: sha256(token), now, demo });
    if (!link) throw new Problem('link-expired');
    const staff = { name: link.staff, seconds: VIEW_SECONDS };
    const accounts = { db: transaction, demo };
    const entrant = { contactId: link.contact_id, providerId: null };
    const started = await startSession(accounts, portal, entrant, { ...beginning, staff });
    await writeDown(transaction, started.person, 'staff-view-started', now);
    return started;
  });
}

/** Writes down what staff looked at: the operation and the ids it was asked for. */
export async function recordRead(
  db: Database,
  person: SignedIn,
  operation: string,
  ids: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  await writeDown(db, person, 'staff-view-read', now, { operation, ...ids });
}

/** Writes down that staff have left. */
export async function recordEnd(db: Database, person: SignedIn, now: Date): Promise<void> {
  await writeDown(db, person, 'staff-view-ended', now);
}

/** The audit log of a portal, a line for each entry. */
export async function auditLines(db: Database, slug: string): Promise<string[]> {
  const { id } = await portalAt(db, slug);
  const entries = await listAudit(db, id);
  return entries.map(({ at, actor, action, email, details }) =>
    [
      at.toISOString(),
      actor,
      action,
      email ?? '-',
      ...Object.entries(details).map(([name, value]) => `${name}=${value}`),
    ]
      .map(oneField)
      .join('\t'),
  );
}

async function writeDown(
  db: Database,
  { staff, portalId, contactId, sessionId }: SignedIn,
  action: 'staff-view-started' | 'staff-view-read' | 'staff-view-ended',
  at: Date,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (staff === null) return;
  await insertAudit(db, { portalId, contactId, at, actor: staff, action, details: { session: sessionId, ...details } });
}

async function portalAt(db: Database, slug: string): Promise<{ id: string }> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  return portal;
}

/** A name cannot begin another field or line, nor draw on the terminal. */
function oneField(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
