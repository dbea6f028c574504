import { sha256 } from '../accounts/proofs.ts';
import type { Database } from '../db/database.ts';
import { failMailbox, findMailbox, saveMailbox } from '../stores/mailboxes.ts';
import { markReturned } from '../stores/sent-mails.ts';
import { returnedMailId } from './bounce.ts';
import type { Mailbox } from './mailbox.ts';

const MINUTE_MS = 60_000;
/** Minutes until the next try after the first failures; then an hour. */
const WAITS = [1, 2, 4, 8, 16, 32];

/** What returned mails are read with. */
export interface ReturnPorts {
  readonly db: Database;
  readonly mailbox: Mailbox;
  /** The domain of our Message-IDs. */
  readonly domain: string;
  readonly clock: () => Date;
  /** Told why the mailbox could not be read. */
  readonly onFault: (error: unknown, waitMinutes: number) => void;
}

/**
 * Does the job `read-returned-mails`: marks the contacts whose mails came back. A mailbox that cannot be read is left in peace for
 * longer and longer: too many wrong passwords would close it.
 */
export function readReturnedMails({ db, mailbox, domain, clock, onFault }: ReturnPorts) {
  const id = sha256(mailbox.name);
  return async (): Promise<void> => {
    const now = clock();
    const known = await findMailbox(db, id);
    if (known?.next_try_at && known.next_try_at > now) return;
    const last = known?.uid_validity ? { uidValidity: known.uid_validity, uid: known.last_uid } : null;
    try {
      const { readTo, mails } = await mailbox.readAfter(last, now);
      const returned = await Promise.all(mails.map((mail) => returnedMailId(mail, domain)));
      await db.transaction().execute(async (transaction) => {
        for (const mailId of returned) if (mailId !== null) await markReturned(transaction, mailId, now);
        await saveMailbox(transaction, id, readTo);
      });
    } catch (error) {
      const wait = WAITS[known?.failures ?? 0] ?? 60;
      await failMailbox(db, id, new Date(now.getTime() + wait * MINUTE_MS));
      onFault(error, wait);
    }
  };
}
