/**
 * A throwaway Postgres for the tests, never the machine's own: made in a temporary folder, gone afterwards.
 *
 * Usage: node scripts/ensure-postgres.ts                    prints the folder of Postgres' programs
 *        node scripts/ensure-postgres.ts -- command args    runs a command with PORTICO_TEST_DATABASE_URL set
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { install } from './apt.ts';
import { freePort } from './free-port.ts';
import { fail, run } from './run.ts';

const OLDEST = 14;
const DEBIAN = '/usr/lib/postgresql';
const START_LIMIT_MS = 30_000;
const ADVICE =
  'The tests need the programs of Postgres 14 or newer (initdb, postgres) and found none. Install them (Debian: sudo apt-get install postgresql), or put their folder on PATH.';

const complete = (folder: string): boolean => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)));

function version(folder: string): number {
  const told = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\) (\d+)/.exec(told)?.[1] ?? 0);
}

function find(): string | undefined {
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((name) => join(DEBIAN, name, 'bin'))
    : [];
  return [...debian, ...(process.env.PATH ?? '').split(delimiter)]
    .filter(complete)
    .find((folder) => version(folder) >= OLDEST);
}

/** The folder of Postgres' programs. */
export function ensurePostgres(): string {
  const found = find();
  if (found) return found;
  install(['postgresql'], ADVICE);
  const installed = find();
  if (!installed) throw new Error(ADVICE);
  return installed;
}

/** Postgres refuses to run as root, so root hands it to `nobody`. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Waits for its own word: while it starts it already takes connections, to refuse them. */
async function untilReady(server: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!log().includes('database system is ready to accept connections')) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`Postgres did not start:\n${log()}`);
    await sleep(50);
  }
}

/** Starts a Postgres of its own, hands its address over, and stops and removes it whatever happens. */
export async function withPostgres<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const bin = ensurePostgres();
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'portico-postgres-'));
  let server: ChildProcess | undefined;
  // The last resort: this process is ended, by process.exit or a signal that nobody handles any more.
  const abandon = (): void => {
    server?.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  try {
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!);
    const data = join(folder, 'data');
    const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8', LANGUAGE: '' } };
    const initdb = ['-D', data, '-U', 'portico', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
    execFileSync(join(bin, 'initdb'), initdb, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
    const port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: 100,
      timezone: 'UTC',
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // A group of its own: Ctrl-C must reach the tests first and the database only through us.
    server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...options,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    server.stderr!.on('data', (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-10_000)));
    await untilReady(server, () => log);
    return await use(`postgres://portico@127.0.0.1:${port}/postgres`);
  } finally {
    if (server?.exitCode === null) {
      const ended = new Promise((resolve) => server!.once('exit', resolve));
      server.kill('SIGINT');
      await Promise.race([ended, sleep(5_000, undefined, { ref: false }).then(() => server!.kill('SIGQUIT'))]);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    process.removeListener('exit', abandon);
  }
}

if (import.meta.main) {
  const command = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
  try {
    if (!command[0]) console.log(ensurePostgres());
    else {
      await withPostgres((url) =>
        run(command[0]!, command.slice(1), { env: { ...process.env, PORTICO_TEST_DATABASE_URL: url } }),
      );
    }
  } catch (error) {
    fail(error);
  }
}
