import type { Database } from '../db/database.ts';
import type { EmailSide, Row } from '../db/tables.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { Problem } from '../problem.ts';
import {
  confirmEmailChange,
  endEmailChange,
  findEmailChangeById,
  holdEmailChange,
  insertEmailChangeToken,
  isEmailTaken,
  moveToEmail,
} from '../stores/email-changes.ts';
import { newToken } from './one-use-tokens.ts';
import { sha256 } from './proofs.ts';

/** How long both addresses have to confirm. */
export const EMAIL_CHANGE_MS = 24 * 60 * 60 * 1000;

/** A token for the mail to one side, told once and kept as a hash; null when there is nothing to confirm any more. */
export async function issueEmailChangeToken(db: Database, changeId: string, side: EmailSide, now: Date) {
  const change = await findEmailChangeById(db, changeId, now);
  if (!change) return null;
  const { contact_id, old_email, new_email } = change;
  // Whoever has the address would learn that somebody else wants it; whoever wants it must not learn that it is there.
  if (side === 'new' && (await isEmailTaken(db, change.portal_id, new_email, contact_id))) return null;
  const { token, tokenHash } = newToken();
  await insertEmailChangeToken(db, { token_hash: tokenHash, change_id: changeId, side });
  return { token, to: side === 'old' ? old_email : new_email, newEmail: new_email };
}

/** What the reader of a mail answers. */
export interface EmailChangeReply {
  readonly portalId: string;
  readonly token: string;
  readonly answer: 'confirm' | 'cancel';
  readonly now: Date;
}

/** Takes the answer of one side; the second yes makes the change. */
export async function answerChange(
  ports: { db: Database; jobs: JobQueue; sendsMail: boolean },
  { portalId, token, answer, now }: EmailChangeReply,
  told: { language: string; address: string },
): Promise<'waiting' | 'changed' | 'cancelled'> {
  const state = await ports.db
    .transaction()
    .execute(async (transaction) => {
      const held = await holdEmailChange(transaction, { portalId, tokenHash: sha256(token), now });
      if (!held) throw new Problem('link-expired');
      const { change, side } = held;
      if (answer === 'cancel') {
        await endEmailChange(transaction, change.id);
        return 'cancelled' as const;
      }
      await confirmEmailChange(transaction, change.id, side, now);
      if ((side === 'old' ? change.new_confirmed_at : change.old_confirmed_at) === null) return 'waiting' as const;
      return complete(transaction, change);
    })
    // Two people who confirm one address at one moment: the database lets one of them have it.
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code === '23505') return 'taken' as const;
      throw error;
    });
  if (state === 'taken') throw new Problem('email-taken');
  return state;

  async function complete(transaction: Database, change: Row<'email_changes'>) {
    await endEmailChange(transaction, change.id);
    if (await isEmailTaken(transaction, portalId, change.new_email, change.contact_id)) return 'taken' as const;
    const { contact_id: contactId, new_email: email, session_id: keptSessionId } = change;
    await moveToEmail(transaction, { contactId, email, keptSessionId });
    if (ports.sendsMail) {
      const order = { kind: 'email-changed', portalId, contactId, to: change.old_email, ...told } as const;
      await ports.jobs.enqueue(transaction, 'send-mail', order);
    }
    return 'changed' as const;
  }
}
