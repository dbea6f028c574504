import { fromKysely, PgBoss } from 'pg-boss';
import type { Database, OpenDatabase } from '../db/database.ts';
import type { JobHandlers, JobQueue, Jobs, RegularJob } from './jobs.ts';

/** What may be different in tests. */
export interface JobOptions {
  /** The database schema of the queues. */
  readonly schema?: string;
  /** Seconds before the second try; each further pause is about twice as long, up to an hour. */
  readonly retrySeconds?: number;
  /** Told what went wrong in the machinery; a failed try is no such thing. */
  readonly onError?: (error: unknown) => void;
}

/** When the regular jobs run. */
const SCHEDULE: Record<RegularJob, string> = {
  'clean-up': '*/10 * * * *',
  'check-files': '* * * * *',
  'read-returned-mails': '* * * * *',
};
const POLL_SECONDS = 1;
const DAY = 24 * 60 * 60;

/** Jobs in tables beside our own, so that they are committed with their cause; any number of servers share the work. */
export class PgBossJobs implements JobQueue {
  readonly #boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Opens the queues, their tables up to date. */
  static async open(database: OpenDatabase, options: JobOptions = {}): Promise<PgBossJobs> {
    const { schema = 'portico_jobs', retrySeconds = 30, onError = () => {} } = options;
    const boss = new PgBoss({
      db: { executeSql: database.execute },
      backend: database.kind,
      schema,
      persistWarnings: false,
    });
    boss.on('error', onError);
    await boss.start();
    const queues: Record<keyof Jobs, Parameters<PgBoss['createQueue']>[1]> = {
      // Ten tries over about five hours.
      'send-mail': { retryLimit: 10, retryDelay: retrySeconds, retryBackoff: true, retryDelayMax: 3600 },
      'clean-up': { retryLimit: 0, policy: 'stately' },
      'check-files': { retryLimit: 0, policy: 'stately' },
      'read-returned-mails': { retryLimit: 0, policy: 'stately' },
    };
    for (const [name, queue] of Object.entries(queues)) {
      await boss.createQueue(name, { ...queue, expireInSeconds: 120, deleteAfterSeconds: DAY });
      // Looks the queue up now: inside a transaction of the embedded database there is no second connection to do it on.
      await boss.findJobs(name, { limit: 1 });
    }
    return new PgBossJobs(boss);
  }

  readonly enqueue = async <Name extends keyof Jobs>(
    transaction: Database,
    name: Name,
    data: Jobs[Name],
  ): Promise<void> => {
    await this.#boss.send(name, data, { db: fromKysely(transaction) });
  };

  /** Begins to do the jobs, and the regular ones that are wanted by the clock. */
  async start(handlers: JobHandlers, wanted: readonly RegularJob[] = ['clean-up']): Promise<void> {
    for (const name of Object.keys(handlers) as (keyof Jobs)[]) await this.#work(name, handlers);
    for (const name of Object.keys(SCHEDULE) as RegularJob[]) {
      if (wanted.includes(name)) await this.#boss.schedule(name, SCHEDULE[name]);
      else await this.#boss.unschedule(name);
    }
  }

  /** Lets the jobs that have begun end, for some seconds at most; what was cut short is done again by the next server. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 8000 });
  }

  async #work<Name extends keyof Jobs>(name: Name, handlers: JobHandlers): Promise<void> {
    await this.#boss.work<Jobs[Name]>(name, { pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
      for (const { id, data } of jobs) await handlers[name](data, { id });
    });
  }
}
