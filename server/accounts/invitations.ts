import type { Database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { findInvitation, insertInvitation, takeInvitations } from '../stores/invitations.ts';
import { type AgreedText, giveReceipt } from './consent.ts';
import { newToken } from './one-use-tokens.ts';
import { hashPassword } from './passwords.ts';
import { sha256 } from './proofs.ts';

const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/** A new link's token. */
export async function issueInvitation(db: Database, portalId: string, contactId: string, now: Date): Promise<string> {
  const { token, tokenHash } = newToken();
  await insertInvitation(db, {
    token_hash: tokenHash,
    portal_id: portalId,
    contact_id: contactId,
    created_at: now,
    expires_at: new Date(now.getTime() + INVITATION_MS),
  });
  return token;
}

/** Whom a link invites. */
export async function findInvited(
  db: Database,
  { portalId, token, now }: { portalId: string; token: string; now: Date },
) {
  const invited = await findInvitation(db, { portalId, tokenHash: sha256(token), now });
  if (!invited) throw new Problem('link-expired');
  return invited;
}

/** Gives an invited contact a name and a password, once. */
export async function acceptInvitation(
  db: Database,
  contactId: string,
  { name, password, agreed, now }: { name: string; password: string; agreed: AgreedText | null; now: Date },
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (transaction) => {
    if (!(await takeInvitations(transaction, contactId, { name, passwordHash }))) throw new Problem('link-expired');
    if (agreed) await giveReceipt(transaction, contactId, agreed, now);
  });
}
