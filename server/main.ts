import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { HostKeys } from './accounts/host-keys.ts';
import { SingleSignOn } from './accounts/single-sign-on/sign-in.ts';
import { Challenges } from './accounts/work.ts';
import { buildApp } from './app.ts';
import type { Config } from './config/config.ts';
import { openStore } from './db/store.ts';
import type { OpenDatabase } from './db/database.ts';
import { BuiltinDesk } from './desks/builtin/builtin-desk.ts';
import {
  checkFiles,
  Clamd,
  cleanExpiredUploads,
  deleteStrayFiles,
  DiskStaging,
  FileLinks,
  FileMissing,
  openFiles,
  S3Storage,
  StorageUnavailable,
} from './files/index.ts';
import type { JobHandlers } from './jobs/jobs.ts';
import { PgBossJobs } from './jobs/pg-boss-jobs.ts';
import { LiveHub } from './live/hub.ts';
import { CaughtMails } from './mail/caught-mails.ts';
import { sendMail } from './mail/send-mail.ts';
import { imapFault, ImapMailbox } from './mail/imap-mailbox.ts';
import { readReturnedMails } from './mail/read-returned.ts';
import { domainOf, smtpFault, SmtpTransport } from './mail/smtp-transport.ts';
import type { MailTransport } from './mail/transport.ts';
import type { Ports } from './operations/operation.ts';
import { StartError } from './start-error.ts';
import { deleteExpiredRows } from './stores/expired.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const REQUESTS_PER_MINUTE = 1200;
/** How long requests under way may take to end when the server is told to stop. */
const STOP_MS = 10_000;

/** A server that answers. */
export interface RunningServer {
  /** Where, on this machine. */
  readonly url: string;
  /** Answers what it has begun, then closes everything. */
  readonly stop: () => Promise<void>;
}

/** What operations reach the world through, for a configuration. */
export function makePorts(config: Config, database: OpenDatabase, jobs: PgBossJobs, sendsMail: boolean): Ports {
  return {
    db: database.db,
    demo: config.demo,
    hostKeys: new HostKeys(config.secret),
    singleSignOn: new SingleSignOn({ db: database.db, demo: config.demo, secret: config.secret }),
    desk: new BuiltinDesk(database.db),
    files: openFiles(config),
    staging: new DiskStaging(join(config.dataFolder, 'uploads')),
    scanner: config.clamd && new Clamd(config.clamd),
    links: new FileLinks(config.secret),
    challenges: new Challenges(config.secret),
    jobs,
    live: new LiveHub({ database, demo: config.demo, clock: () => new Date() }),
    sendsMail,
  };
}

/** Starts the server: configuration -> database -> app -> listen -> jobs. */
export async function start(config: Config): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel });
  const database = await openStore(config);
  const closing = [() => database.close()];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const caughtMails = config.demo ? new CaughtMails() : null;
    const transport = caughtMails ?? (config.mail && new SmtpTransport(config.mail));
    if (transport) closing.push(() => transport.close());
    const jobs = await PgBossJobs.open(database, {
      onError: (error) => logger.error({ name: (error as Error).name }, 'jobs failed'),
    });
    closing.push(() => jobs.stop());
    const ports = makePorts(config, database, jobs, transport !== null);
    let signForDemo = null;
    if (config.demo) {
      const { seedDemo } = await import('./demo/seed.ts');
      await seedDemo(ports.db, ports.files, new Date());
      const { openDemoLogin } = await import('./demo/host-login.ts');
      signForDemo = await openDemoLogin(ports.db);
    }
    const app = await buildApp({
      database,
      ports,
      logger,
      clock: () => new Date(),
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      assetsFolder: join(ROOT, 'dist'),
      demoFolder: config.demo ? join(ROOT, 'demo') : null,
      signForDemo,
      caughtMails,
      metricsToken: config.metricsToken,
      processMetrics: true,
      requestsPerMinute: REQUESTS_PER_MINUTE,
    });
    closing.push(() => app.close());
    const url = await app.listen({ port: config.port, host: config.host }).catch(cannotListen(config));
    const readsReturns = config.mail !== null && config.mail.returns !== null;
    await jobs.start(handlers(ports, transport, config, logger), [
      'clean-up',
      ...(ports.scanner ? (['check-files'] as const) : []),
      ...(readsReturns ? (['read-returned-mails'] as const) : []),
    ]);
    void reportPeers(ports, logger);
    if (!transport) logger.warn('mails are not sent: SMTP_URL is not set');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops the server gracefully when the process is told to; a second time, or when it takes too long, at once. */
export function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function cannotListen({ host, port }: Config) {
  return (error: NodeJS.ErrnoException): never => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is in use. Set PORT to another one.`,
      EACCES: `Port ${port} may not be used by this user. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `HOST=${host} is no address of this machine.`,
      ENOTFOUND: `HOST=${host} is no address of this machine.`,
    };
    throw new StartError(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`);
  };
}

/** Says what files depend on and is not there. Nothing waits for it: customers are told, and it may come back. */
async function reportPeers({ files, scanner }: Ports, logger: Logger): Promise<void> {
  if (files instanceof S3Storage)
    await files.check().catch((error: unknown) => {
      logger.warn({ error: storageFault(error) }, 'S3 does not answer as it should; files cannot be stored or read');
    });
  if (scanner instanceof Clamd)
    await scanner.ping().catch(() => logger.warn('CLAMD_URL does not answer; files wait until it does'));
}

function storageFault(error: unknown): string {
  if (error instanceof FileMissing) return 'no such bucket';
  return error instanceof StorageUnavailable ? error.code : 'unknown';
}

/** What does the jobs. */
function handlers(ports: Ports, transport: MailTransport | null, config: Config, logger: Logger): JobHandlers {
  const { db, demo } = ports;
  const clock = () => new Date();
  const send = sendMail({ db, demo, transport, clock });
  const { mail } = config;
  const returns = mail && mail.returns !== null ? { url: mail.returns, from: mail.from } : null;
  return {
    'send-mail': async (order, job) => {
      try {
        await send(order, job);
      } catch (error) {
        logger.warn(
          { job: job.id, mail: order.kind, error: smtpFault(error) },
          'a mail was not sent; it is tried again',
        );
        throw error;
      }
    },
    'clean-up': async () => {
      const now = new Date();
      await deleteExpiredRows(db, now);
      await cleanExpiredUploads(ports, now);
      await deleteStrayFiles(ports, now);
    },
    'check-files': async () => {
      const { quarantined, waiting } = await checkFiles(ports);
      if (quarantined > 0) logger.warn({ quarantined }, 'files were held back');
      if (waiting > 0) logger.warn({ waiting }, 'files could not be checked; it is tried again');
    },
    'read-returned-mails': returns
      ? readReturnedMails({
          db,
          clock,
          mailbox: new ImapMailbox(returns.url),
          domain: domainOf(returns.from),
          onFault: (error, minutes) =>
            logger.warn({ error: imapFault(error), minutes }, 'returned mails could not be read; it is tried again'),
        })
      : async () => {},
  };
}
