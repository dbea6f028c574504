import { join } from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { listenOnPostgres } from './listen.ts';
import { StartError } from '../start-error.ts';
import type { OpenDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import type { Tables } from './tables.ts';

const INT8 = 20;
const NUMERIC = 1700;

/** Where the rows are: a Postgres by its URL, or a folder for the embedded one (null: in memory, for tests). */
export type DatabaseConfig = { url: string } | { folder: string | null };

/** Opens either kind of database; both answer the same values for the same rows. */
export async function openDatabase(config: DatabaseConfig): Promise<OpenDatabase> {
  return 'url' in config ? openPostgres(config.url) : openPglite(config.folder);
}

async function openPglite(folder: string | null): Promise<OpenDatabase> {
  const unlock = folder === null ? () => {} : await lockFolder(folder);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const parsers = { [INT8]: Number, [NUMERIC]: Number };
    const client = await PGlite.create({ dataDir: folder === null ? 'memory://' : join(folder, 'db'), parsers });
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: client }) });
    await db.executeQuery(sql`select 1`.compile(db));
    return {
      kind: 'pglite',
      db,
      pool: () => ({ used: 0, total: 1, waiting: 0 }),
      execute: async (text, values) => {
        if (values?.length) return client.query(text, values);
        try {
          return { rows: (await client.exec(text)).flatMap((result) => result.rows) };
        } catch (error) {
          // A script that failed half-way leaves its own transaction open on the only connection there is.
          await client.query('rollback').catch(() => {});
          throw error;
        }
      },
      listen: (channel, heard) => client.listen(channel, heard),
      close: async () => {
        await db.destroy();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw new StartError(`The database in ${folder ?? 'memory'} cannot be opened: ${oneLine(error)}`);
  }
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    application_name: 'portico-server',
    types: { getTypeParser: (oid: number, format: 'text' | 'binary') => parserOf(oid, format) } as pg.CustomTypesConfig,
  });
  // A connection that breaks while it rests is replaced by the pool; nobody has to hear of it here.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ knows: boolean }>`select lower('Ä') = 'ä' as knows`.execute(db);
    if (rows[0]?.knows !== true) throw new Error('its LC_CTYPE knows English letters only; make it with C.UTF-8, say');
  } catch (error) {
    await db.destroy();
    throw new StartError(`The database at ${withoutSecrets(url)} cannot be used: ${oneLine(error)}`);
  }
  return {
    kind: 'postgres',
    db,
    execute: async (text, values) => {
      const results: unknown = await pool.query(text, values);
      return { rows: [results].flat().flatMap((result) => (result as pg.QueryResult).rows as unknown[]) };
    },
    pool: () => ({ used: pool.totalCount - pool.idleCount, total: pool.totalCount, waiting: pool.waitingCount }),
    listen: (channel, heard) => listenOnPostgres(url, channel, heard),
    close: () => db.destroy(),
  };
}

function parserOf(oid: number, format: 'text' | 'binary'): unknown {
  if (format === 'text' && (oid === INT8 || oid === NUMERIC)) return Number;
  return pg.types.getTypeParser(oid, format);
}

/** Host, port and name of a database; never its user or password. */
function withoutSecrets(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host || 'the local socket'}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

function oneLine(error: unknown): string {
  // Several addresses were tried: the first failure says what is wrong.
  const cause = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
