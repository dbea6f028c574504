import type { Database } from '../db/database.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { Problem, validationFailed } from '../problem.ts';
import { findPasswordReset, insertPasswordReset, takePasswordResets } from '../stores/password-resets.ts';
import { deleteSessionsOf } from '../stores/sessions.ts';
import { newToken } from './one-use-tokens.ts';
import { hashPassword, passwordFault } from './passwords.ts';
import { sha256 } from './proofs.ts';

/** How long a link is good. */
export const RESET_MS = 30 * 60 * 1000;

/** A new link's token. */
export async function issueReset(db: Database, portalId: string, contactId: string, now: Date): Promise<string> {
  const { token, tokenHash } = newToken();
  await insertPasswordReset(db, {
    token_hash: tokenHash,
    portal_id: portalId,
    contact_id: contactId,
    created_at: now,
    expires_at: new Date(now.getTime() + RESET_MS),
  });
  return token;
}

/** What a new password is set with. */
export interface Reset {
  readonly portalId: string;
  readonly token: string;
  readonly password: string;
  readonly now: Date;
}

/** Sets the password of whose link it is, once: every session and every other link of theirs ends with it. */
export async function completeReset(
  ports: { db: Database; jobs: JobQueue; sendsMail: boolean },
  { portalId, token, password, now }: Reset,
  told: { language: string; address: string },
): Promise<void> {
  const fault = passwordFault(password);
  if (fault) throw validationFailed([{ pointer: '/password', ...fault }]);
  const tokenHash = sha256(token);
  const reset = await findPasswordReset(ports.db, { portalId, tokenHash, now });
  if (!reset) throw new Problem('link-expired');
  const contactId = reset.contact_id;
  const passwordHash = await hashPassword(password);
  await ports.db.transaction().execute(async (transaction) => {
    const taken = await takePasswordResets(transaction, contactId, passwordHash);
    // Somebody was faster: nothing of this happens.
    if (!taken.some((link) => Buffer.from(link.token_hash).equals(tokenHash))) throw new Problem('link-expired');
    await deleteSessionsOf(transaction, contactId);
    if (!ports.sendsMail) return;
    await ports.jobs.enqueue(transaction, 'send-mail', { kind: 'password-changed', portalId, contactId, ...told });
  });
}
