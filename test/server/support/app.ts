import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { HostKeys } from '../../../server/accounts/host-keys.ts';
import { SingleSignOn } from '../../../server/accounts/single-sign-on/sign-in.ts';
import { Challenges } from '../../../server/accounts/work.ts';
import { buildApp, type AppOptions } from '../../../server/app.ts';
import { BuiltinDesk } from '../../../server/desks/builtin/builtin-desk.ts';
import { DiskStaging, DiskStorage, FileLinks } from '../../../server/files/index.ts';
import type { JobQueue, Jobs } from '../../../server/jobs/jobs.ts';
import { LiveHub, type HubOptions } from '../../../server/live/hub.ts';
import { testDatabase } from './database.ts';

/** The address tests reach the app by. */
export const ORIGIN = 'http://portico.test';

/** What secrets are encrypted with in tests. */
export const TEST_SECRET = 'a secret of the tests, long enough';

/** A clock that stands still until a test moves it. */
export class TestClock {
  #now = new Date();

  readonly now = (): Date => new Date(this.#now);

  forward(seconds: number): void {
    this.#now = new Date(this.#now.getTime() + seconds * 1000);
  }
}

/** A job as it was ordered. */
export interface OrderedJob {
  readonly name: keyof Jobs;
  readonly data: Jobs[keyof Jobs];
}

/** The real app on the real database, as `main.ts` would build it. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly clock: TestClock;
  readonly options: AppOptions;
  /** Everything that was logged. */
  readonly log: string[];
  /** The jobs that were ordered, unless a test brings a queue of its own. */
  readonly ordered: OrderedJob[];
}

let folder: Promise<string> | undefined;

/** Builds an app; `changes` replace parts of it. */
export async function testApp(
  changes: Partial<AppOptions> & {
    demo?: boolean;
    jobs?: JobQueue;
    sendsMail?: boolean;
    live?: Partial<HubOptions>;
  } = {},
): Promise<TestApp> {
  const database = changes.database ?? (await testDatabase());
  folder ??= mkdtemp(join(tmpdir(), 'portico-test-'));
  const data = await folder;
  const clock = new TestClock();
  const log: string[] = [];
  const ordered: OrderedJob[] = [];
  const remember: JobQueue = { enqueue: async (_transaction, name, data) => void ordered.push({ name, data }) };
  const { demo = false, jobs = remember, sendsMail = true, live, ...rest } = changes;
  const options: AppOptions = {
    database,
    ports: {
      db: database.db,
      demo,
      hostKeys: new HostKeys(TEST_SECRET, { cooldownMs: 0 }),
      singleSignOn: new SingleSignOn({ db: database.db, demo, secret: TEST_SECRET }),
      desk: new BuiltinDesk(database.db),
      files: new DiskStorage(join(data, 'files')),
      staging: new DiskStaging(join(data, 'uploads')),
      scanner: null,
      links: new FileLinks(TEST_SECRET),
      challenges: new Challenges(TEST_SECRET),
      jobs,
      live: new LiveHub({ database, demo, clock: clock.now, ...live }),
      sendsMail,
    },
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    clock: clock.now,
    publicUrl: ORIGIN,
    trustProxy: false,
    assetsFolder: join(data, 'no-assets'),
    demoFolder: null,
    caughtMails: null,
    metricsToken: null,
    processMetrics: false,
    requestsPerMinute: 1_000_000,
    ...rest,
  };
  const app = await buildApp(options);
  opened.push(app);
  return { app, clock, options, log, ordered };
}

const opened: FastifyInstance[] = [];

after(async () => {
  for (const app of opened) await app.close();
  if (folder) await rm(await folder, { recursive: true, force: true });
});
