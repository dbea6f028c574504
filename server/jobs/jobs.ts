import type { Database } from '../db/database.ts';
import type { MailOrder } from '../mail/order.ts';

/** What each kind of job is told. Nothing secret: it lies in the database until the job is done, and a while longer. */
export interface Jobs {
  'send-mail': MailOrder;
  'clean-up': Record<string, never>;
  'check-files': Record<string, never>;
  'read-returned-mails': Record<string, never>;
}

/** A try at a job. */
export interface RunningJob {
  /** The same for every try. */
  readonly id: string;
}

/** What does the jobs. Whoever throws is called again later, with longer and longer pauses. */
export type JobHandlers = {
  readonly [Name in keyof Jobs]: (data: Jobs[Name], job: RunningJob) => Promise<void>;
};

/** Jobs that are done by the clock. */
export type RegularJob = 'clean-up' | 'check-files' | 'read-returned-mails';

/** Where operations leave what is to be done after they have answered. */
export interface JobQueue {
  /** Has a job done once the transaction is committed; never, when it is not. */
  readonly enqueue: <Name extends keyof Jobs>(transaction: Database, name: Name, data: Jobs[Name]) => Promise<void>;
}
