import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { HostKeys } from './accounts/host-keys.ts';
import { buildApp } from './app.ts';
import type { Config } from './config/config.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import type { OpenDatabase } from './db/database.ts';
import { BuiltinDesk } from './desks/builtin/builtin-desk.ts';
import { cleanExpiredUploads, DiskStaging, DiskStorage } from './files/index.ts';
import type { Ports } from './operations/operation.ts';
import { StartError } from './start-error.ts';
import { deleteExpiredRows } from './stores/expired.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CLEANING_MS = 10 * 60 * 1000;
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

/** Opens the database of a configuration, its schema up to date. */
export async function openStore(config: Config): Promise<OpenDatabase> {
  const database = await openDatabase(
    config.databaseUrl === null ? { folder: config.dataFolder } : { url: config.databaseUrl },
  );
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What operations reach the world through, for a configuration. */
export function makePorts(config: Config, database: OpenDatabase): Ports {
  return {
    db: database.db,
    demo: config.demo,
    hostKeys: new HostKeys(config.secret),
    desk: new BuiltinDesk(database.db),
    files: new DiskStorage(join(config.dataFolder, 'files')),
    staging: new DiskStaging(join(config.dataFolder, 'uploads')),
  };
}

/** Starts the server: configuration -> database -> app -> listen. */
export async function start(config: Config): Promise<RunningServer> {
  const database = await openStore(config);
  try {
    const ports = makePorts(config, database);
    let signForDemo = null;
    if (config.demo) {
      const { seedDemo } = await import('./demo/seed.ts');
      await seedDemo(ports.db, ports.files, new Date());
      const { openDemoLogin } = await import('./demo/host-login.ts');
      signForDemo = await openDemoLogin(ports.db);
    }
    const logger = pino({ level: config.logLevel });
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
      metricsToken: config.metricsToken,
      processMetrics: true,
      requestsPerMinute: REQUESTS_PER_MINUTE,
    });
    const url = await app.listen({ port: config.port, host: config.host }).catch(cannotListen(config));
    const stopCleaning = cleanEvery(CLEANING_MS, ports, (error) =>
      logger.warn({ name: (error as Error).name }, 'cleaning failed'),
    );
    return {
      url,
      stop: async () => {
        stopCleaning();
        await app.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
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

function cleanEvery(milliseconds: number, ports: Ports, onError: (error: unknown) => void): () => void {
  const clean = async () => {
    const now = new Date();
    await deleteExpiredRows(ports.db, now);
    await cleanExpiredUploads(ports, now);
  };
  const timer = setInterval(() => void clean().catch(onError), milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
