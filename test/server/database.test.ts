import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { dumpSchema, SCHEMA_FILE } from '../../server/db/dump-schema.ts';
import { lockFolder } from '../../server/db/folder-lock.ts';
import { migrate, splitStatements } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { newId } from '../../server/ids.ts';
import { deleteExpiredRows } from '../../server/stores/expired.ts';
import { countUse } from '../../server/stores/rate-limits.ts';
import { databaseBeside, TEST_DATABASE, testDatabase } from './support/database.ts';
import { makeContact, makePortal } from './support/makers.ts';

describe('the schema', () => {
  it('is migrated once, however often it is asked for', async () => {
    const { db } = await testDatabase();
    const before = await dumpSchema(db);
    assert.deepEqual(await migrate(db), []);
    assert.equal(await dumpSchema(db), before);
  });

  // The embedded database has one process, and the dump is of it: versions of Postgres spell their catalogues differently.
  const config = TEST_DATABASE;
  if ('url' in config) {
    it('is migrated once by servers that start together', () => startTogether(config.url));
    it('is refused in a database that knows English letters only', () => refuseEnglishOnly(config.url));
  } else it('is the one in schema.sql', isCommitted);

  it('is left alone by a server that is older', async () => {
    const own = await openDatabase({ folder: null });
    try {
      await migrate(own.db);
      await sql`insert into portico_migrations (name, timestamp) values ('9999-later', '2099-01-01T00:00:00.000Z')`.execute(
        own.db,
      );
      await assert.rejects(migrate(own.db), { name: 'StartError', message: /a newer Portico.*9999-later/ });
    } finally {
      await own.close();
    }
  });

  it('is read statement by statement', () => {
    const script = `-- a; comment\ncreate table a (b text default ';'); /* c; */\ncreate function f() returns text as $$ select 'x;'; $$;\n-- end`;
    assert.deepEqual(splitStatements(script), [
      `-- a; comment\ncreate table a (b text default ';')`,
      `/* c; */\ncreate function f() returns text as $$ select 'x;'; $$`,
    ]);
  });
});

async function startTogether(address: string): Promise<void> {
  const { url, drop } = await databaseBeside(address, newName());
  const servers = await Promise.all([1, 2, 3].map(() => openDatabase({ url })));
  const done = await Promise.all(servers.map((server) => migrate(server.db)));
  const migrations = await readdir(new URL('../../server/db/migrations/', import.meta.url));
  assert.deepEqual(done.map(({ length }) => length).sort(), [0, 0, migrations.length]);
  for (const server of servers) await server.close();
  await drop();
}

async function refuseEnglishOnly(address: string): Promise<void> {
  const { url, drop } = await databaseBeside(address, newName(), `template template0 lc_collate 'C' lc_ctype 'C'`);
  await assert.rejects(openDatabase({ url }), { name: 'StartError', message: /English letters only/ });
  await drop();
}

const newName = () => `portico_other_${randomBytes(6).toString('hex')}`;

async function isCommitted(): Promise<void> {
  const { db } = await testDatabase();
  assert.equal(await dumpSchema(db), await readFile(SCHEMA_FILE, 'utf8'), 'run `npm run generate`');
}

describe('either database', () => {
  it('answers the same values', async () => {
    const { db } = await testDatabase();
    const { rows } = await sql`
      select count(*) as count, sum(n) as sum, 9007199254740991::bigint as large, '{"a": [1]}'::jsonb as json,
        '2026-11-22 10:00:00.123+00'::timestamptz as time, array['a', 'b'] as list, null as nothing
      from generate_series(1, 3) as n`.execute(db);
    assert.deepEqual(rows, [
      {
        count: 3,
        sum: 6,
        large: Number.MAX_SAFE_INTEGER,
        json: { a: [1] },
        time: new Date('2026-11-22T10:00:00.123Z'),
        list: ['a', 'b'],
        nothing: null,
      },
    ]);
  });

  it('splits words alike', async () => {
    const { db } = await testDatabase();
    const { rows } = await sql<{ words: string[] }>`
      select tsvector_to_array(portico_words(${'ÄÄNI Järvi مرحبا ПРИВЕТ cafe\u0301 ﬁne foo_bar 007'})) as words`.execute(
      db,
    );
    const words = ['007', 'bar', 'café', 'fine', 'foo', 'järvi', 'привет', 'ääni', 'مرحبا'];
    assert.deepEqual([...(rows[0]?.words ?? [])].sort(), words.sort());
  });

  it('keeps what it can find when a ticket has too many words', async () => {
    const { db } = await testDatabase();
    const { rows } = await sql<{ found: boolean }>`
      select portico_add_words(portico_words('kept'), (select string_agg('word' || n, ' ') from generate_series(1, 200000) as n))
        @@ 'kept'::tsquery as found`.execute(db);
    assert.deepEqual(rows, [{ found: true }]);
  });

  it('forgets what has had its time', async () => {
    const { db } = await testDatabase();
    const portal = await makePortal();
    const contact = await makeContact(portal);
    const now = new Date();
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    const session = { portal_id: portal.id, contact_id: contact.id, key_thumbprint: 'x' };
    const hash = () => Buffer.from(newId());
    await db
      .insertInto('sessions')
      .values([
        { ...session, id: `kept-${contact.id}`, token_hash: hash(), ends_at: at(1) },
        { ...session, id: `ended-${contact.id}`, token_hash: hash(), ends_at: at(-1) },
        { ...session, id: `unused-${contact.id}`, token_hash: hash(), ends_at: at(1), last_used_at: at(-25) },
      ])
      .execute();
    const key = { contact_id: contact.id, operation: 'x', request_hash: hash(), resource_id: 'x' };
    await db
      .insertInto('idempotency_keys')
      .values([
        { ...key, key: 'new' },
        { ...key, key: 'old', created_at: at(-24 * 365) },
      ])
      .execute();
    await countUse(db, `old:${contact.id}`, { points: 1, seconds: 1 }, at(-1));
    await deleteExpiredRows(db, now);
    const sessions = await db.selectFrom('sessions').where('contact_id', '=', contact.id).select('id').execute();
    assert.deepEqual(sessions, [{ id: `kept-${contact.id}` }]);
    const keys = await db
      .selectFrom('idempotency_keys')
      .where('contact_id', '=', contact.id)
      .orderBy('key')
      .select('key')
      .execute();
    // A reply may wait on a device for months, and must not be made twice then.
    assert.deepEqual(keys, [{ key: 'new' }, { key: 'old' }]);
    assert.deepEqual(await db.selectFrom('rate_limits').where('key', '=', `old:${contact.id}`).execute(), []);
  });
});

describe('a data folder', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-lock-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('belongs to one at a time', async () => {
    const release = await lockFolder(folder);
    await assert.rejects(lockFolder(folder), /is in use by another Portico server \(process \d+\)/);
    release();
    (await lockFolder(folder))();
  });

  it('is taken from one that died, and from another process with its number', async () => {
    const child = spawn('sleep', ['60']);
    const lock = join(folder, 'lock');
    await writeFile(lock, JSON.stringify({ pid: child.pid, started: 'long ago' }));
    (await lockFolder(folder))();
    child.kill();
    await once(child, 'exit');
    for (const content of [JSON.stringify({ pid: child.pid, started: null }), '', '{"pid":"x"}']) {
      await writeFile(lock, content);
      (await lockFolder(folder))();
    }
  });

  it('goes to one of many that find it left behind', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 30, started: null }));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const winners = results.filter((result) => result.status === 'fulfilled');
    assert.equal(winners.length, 1);
    winners[0]?.value();
  });
});
