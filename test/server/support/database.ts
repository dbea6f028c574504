import { after } from 'node:test';
import type { OpenDatabase } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { openDatabase, type DatabaseConfig } from '../../../server/db/open.ts';

/** The database of this run: a Postgres that the tests were given, or the embedded one, in memory unless told where. */
export const TEST_DATABASE: DatabaseConfig = process.env['PORTICO_TEST_DATABASE_URL']
  ? { url: process.env['PORTICO_TEST_DATABASE_URL'] }
  : { folder: process.env['PORTICO_TEST_FOLDER'] ?? null };

let opened: Promise<OpenDatabase> | undefined;

/** The one database of this test process, its schema up to date. Each test makes its own portal in it. */
export async function testDatabase(): Promise<OpenDatabase> {
  opened ??= openDatabase(TEST_DATABASE).then(async (database) => {
    await migrate(database.db);
    return database;
  });
  return opened;
}

after(async () => (await opened)?.close());
