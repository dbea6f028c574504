import { readdir, readFile } from 'node:fs/promises';
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Brings the schema up to date. Safe to run at every start and by several servers at once: an advisory lock makes them queue. */
export async function migrate(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    migrationTableName: 'portico_migrations',
    migrationLockTableName: 'portico_migrations_lock',
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  const [, later] =
    /previously executed migration (\S+) is missing/.exec((error as Error | undefined)?.message ?? '') ?? [];
  if (later !== undefined)
    throw new StartError(`The database has been used by a newer Portico, which brought it to ${later}.`);
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migrations failed.', { cause: error });
  return results.map(({ migrationName }) => migrationName);
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  const migrations: Record<string, Migration> = {};
  for (const name of names.sort()) {
    const statements = splitStatements(await readFile(new URL(name, FOLDER), 'utf8'));
    migrations[name.replace(/\.sql$/, '')] = {
      up: async (db: Kysely<unknown>) => {
        // Hundreds of thousands of tickets take longer than a request may.
        await sql`set local statement_timeout = 0`.execute(db);
        for (const statement of statements) await sql.raw(statement).execute(db);
      },
    };
  }
  return migrations;
}

// A comment, a quoted string or name, a dollar-quoted body, or the end of a statement.
const TOKEN = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$[A-Za-z_]*\$)[^]*?\1|;/g;

/** The statements of a script; the embedded database takes one at a time. */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    if (token !== ';') continue;
    statements.push(script.slice(start, index).trim());
    start = index + 1;
  }
  statements.push(script.slice(start).trim());
  return statements.filter((statement) => statement.replaceAll(/--[^\n]*/g, '').trim() !== '');
}
