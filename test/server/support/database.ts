import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { openDatabase, type DatabaseConfig } from '../../../server/db/open.ts';

const GIVEN = 'PORTICO_TEST_DATABASE_URL';
const OWN = /^\/portico_test_/;

const given = process.env[GIVEN];
const drops: (() => Promise<void>)[] = [];

/**
 * The database of this test file: one of its own in the Postgres that the tests were given, so that no other file's clean-ups reach
 * it; or the embedded one, in memory unless told where.
 */
export const TEST_DATABASE: DatabaseConfig = given
  ? { url: await ownDatabase(given) }
  : { folder: process.env['PORTICO_TEST_FOLDER'] ?? null };

let opened: Promise<OpenDatabase> | undefined;

/** The one database of this test file, its schema up to date. Each test makes its own portal in it. */
export async function testDatabase(): Promise<OpenDatabase> {
  opened ??= openDatabase(TEST_DATABASE).then(async (database) => {
    await migrate(database.db);
    return database;
  });
  return opened;
}

/** Closes it for another process that needs the folder of an embedded one; it is opened again when it is asked for. */
export async function leaveDatabase(): Promise<void> {
  const leaving = opened;
  opened = undefined;
  await (await leaving)?.close();
}

/** A new database beside another, made as the end of the statement says, and how to drop it. */
export async function databaseBeside(
  address: string,
  name: string,
  like = '',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const run = async (statement: string) => {
    const outer = await openDatabase({ url: address });
    await sql.raw(statement).execute(outer.db);
    await outer.close();
  };
  await run(`create database ${name} ${like}`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/** A server that a test starts goes on with the test's. */
async function ownDatabase(address: string): Promise<string> {
  if (OWN.test(new URL(address).pathname)) return address;
  const { url, drop } = await databaseBeside(address, `portico_test_${process.pid}_${randomBytes(4).toString('hex')}`);
  drops.push(drop);
  process.env[GIVEN] = url;
  return url;
}

after(async () => {
  await (await opened)?.close();
  for (const drop of drops) await drop();
});
