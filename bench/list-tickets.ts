/**
 * How long `GET /tickets` takes: the real app, over HTTP on this machine, one request after the other, 25 rows a page.
 *
 *     npm run bench:list -- [--tickets 100,10000,1000000] [--requests 60] [--pglite] [--database postgres://…] [--only words] [--plans]
 *
 * On a throwaway Postgres (or, with --pglite, the embedded database in memory): for somebody with few tickets, for somebody with a
 * two-hundredth of all, and for an organisation with a tenth. Prints the least, the median and the 95th percentile in milliseconds and the rows answered;
 * with --plans, how the database goes about each list. A database that is named is filled when it is empty and kept.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { pino } from 'pino';
import { withPostgres } from '../scripts/ensure-postgres.ts';
import { HostKeys } from '../server/accounts/host-keys.ts';
import { SingleSignOn } from '../server/accounts/single-sign-on/sign-in.ts';
import { Challenges } from '../server/accounts/work.ts';
import { buildApp } from '../server/app.ts';
import { migrate } from '../server/db/migrate.ts';
import type { OpenDatabase } from '../server/db/database.ts';
import { openDatabase } from '../server/db/open.ts';
import { BuiltinDesk } from '../server/desks/builtin/builtin-desk.ts';
import { DiskStaging, DiskStorage, FileLinks } from '../server/files/index.ts';
import { LiveHub } from '../server/live/hub.ts';
import { watchQueries } from './plans.ts';
import { Visitor } from './visitor.ts';
import { fill, PASSWORD, PEOPLE } from './world.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100,10000,1000000' },
    requests: { type: 'string', default: '60' },
    pglite: { type: 'boolean', default: false },
    database: { type: 'string' },
    only: { type: 'string', default: '' },
    plans: { type: 'boolean', default: false },
  },
});
const requests = Number(values.requests);

const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString();

const queries: Record<string, string> = {
  newest: '',
  'second page': 'next',
  open: 'status=open',
  'a stage': 'stage=s1',
  'opened in a month': `createdFrom=${day(60)}&createdTo=${day(30)}`,
  'opened long ago': `createdTo=${day(3400)}`,
  'active in a week': `activityFrom=${day(14)}&activityTo=${day(7)}`,
  'choice, frequent': 'property=product:is:recorder',
  'choice, rare': 'property=product:is:antique',
  'choice, two of them': 'property=product:is:recorder&property=product:is:antique',
  'several choices': 'property=features:is:waterproof',
  'several choices, any of two': 'property=features:is:stereo&property=features:is:wireless',
  'number, wide': 'property=size:from:100',
  'number, narrow': 'property=size:from:500&property=size:to:501',
  'date, wide': 'property=bought:from:2021-01-01',
  'date, narrow and rare': 'property=bought:from:2019-03-01&property=bought:to:2019-03-31',
  'text, frequent word': 'property=serial:words:studio',
  'text, beginning of a word': 'property=serial:words:st',
  'text, rare word': 'property=serial:words:3000',
  'text, the whole of it': 'property=serial:is:SN-3000%20Studio%2010',
  ticked: 'property=urgent:is:true',
  'not ticked': 'property=urgent:is:false',
  'four at once': `status=open&createdFrom=${day(900)}&property=product:is:recorder&property=size:from:300`,
  'three that exclude each other': 'property=urgent:is:true&property=size:from:990&property=product:is:antique',
  'by created': 'sort=created',
  'by created, second page': 'next&sort=created',
  'by number': 'sort=number',
  'by subject': 'sort=subject',
  'by subject, second page': 'next&sort=subject',
  'by requester': 'sort=requester',
  'by status': 'sort=status',
  'by status, second page': 'next&sort=-status',
  'by a choice': 'sort=property:product',
  'by several choices': 'sort=-property:features',
  'by a number': 'sort=-property:size',
  'by a number, second page': 'next&sort=property:size',
  'by a date': 'sort=property:bought',
  'by a text': 'sort=property:serial',
  'by a text, open ones': 'sort=property:serial&status=open',
  'by a tick': 'sort=property:urgent',
  'by subject, a choice that is rare': 'sort=subject&property=product:is:antique',
  'by requester, a choice that is frequent': 'sort=requester&property=product:is:recorder',
  'search: r': 'q=r',
  'search: re': 'q=re',
  'search: rec': 'q=rec',
  'search: record': 'q=record',
  'search: x (begins nothing)': 'q=x',
  'search: 9': 'q=9',
  'search: a rare word': 'q=zebra',
  'search: beginning of rare words': 'q=abc',
  'search: a word nobody wrote': 'q=wombat',
  'search: frequent and rare': 'q=record%20zebra',
  'search: frequent, second page': 'next&q=record',
  'search: frequent, by subject': 'q=record&sort=subject',
  'search: rare, by requester': 'q=zebra&sort=requester',
  'search: rare, a choice, open': 'q=zebra&status=open&property=product:is:recorder',
};

if (values.pglite) await measure(await openDatabase({ folder: null }), counts()[0] ?? 100);
else if (values.database) await measure(await openDatabase({ url: values.database }), counts()[0] ?? 100);
else for (const count of counts()) await withPostgres(async (url) => measure(await openDatabase({ url }), count));

function counts(): number[] {
  return values.tickets.split(',').map(Number);
}

async function measure(database: OpenDatabase, count: number): Promise<void> {
  try {
    await migrate(database.db);
    await fillOnce(database, count);
    const watched = watchQueries(database);
    const { db } = watched.database;
    const ports = {
      db,
      demo: false,
      hostKeys: new HostKeys(null),
      singleSignOn: new SingleSignOn({ db, demo: false, secret: null }),
      desk: new BuiltinDesk(db),
      files: new DiskStorage('/nonexistent'),
      staging: new DiskStaging('/nonexistent'),
      scanner: null,
      links: new FileLinks(null),
      challenges: new Challenges(null),
      live: new LiveHub({ database: watched.database, demo: false, clock: () => new Date() }),
      jobs: { enqueue: async () => {} },
      sendsMail: false,
    };
    const app = await buildApp({
      database: watched.database,
      ports,
      logger: pino({ level: 'silent' }),
      clock: () => new Date(),
      publicUrl: null,
      trustProxy: false,
      assetsFolder: '/nonexistent',
      demoFolder: null,
      caughtMails: null,
      metricsToken: null,
      processMetrics: false,
      requestsPerMinute: 1e9,
    });
    try {
      const origin = await app.listen({ port: 0, host: '127.0.0.1' });
      const signIn = (email: string) => Visitor.signIn(`${origin}/bench/api/v1`, email, PASSWORD);
      const [few, thousands] = [await signIn(PEOPLE.few), await signIn(PEOPLE.thousands)];
      console.log(`\n${database.kind}, ${count.toLocaleString('en')} tickets: least, p50 and p95 in ms, rows`);
      console.log(`${''.padEnd(42)}${['few', 'thousands', 'organisation'].map((who) => who.padStart(28)).join('')}`);
      for (const [name, query] of Object.entries(queries)) {
        if (!name.includes(values.only)) continue;
        const told = [
          await time(few, query),
          await time(thousands, query),
          await time(thousands, `${query}&scope=organization`),
        ];
        console.log(`${name.padEnd(42)}${told.map((text) => text.padStart(28)).join('')}`);
        if (values.plans) await watched.explain();
      }
      console.log(`memory of the process with its client: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

async function fillOnce({ db }: OpenDatabase, count: number): Promise<void> {
  const there = await db.selectFrom('portals').where('slug', '=', 'bench').select('id').executeTakeFirst();
  if (there) return;
  const from = performance.now();
  await db.connection().execute(async (alone) => {
    // Longer than any request may take.
    for (const setting of ['statement_timeout = 0', "work_mem = '64MB'", "maintenance_work_mem = '256MB'"])
      await sql.raw(`set ${setting}`).execute(alone);
    await alone.transaction().execute((transaction) => fill(transaction, count));
    await sql`vacuum analyze`.execute(alone);
    await sql`reset all`.execute(alone);
  });
  const { rows } = await sql<{
    size: string;
  }>`select pg_size_pretty(pg_database_size(current_database())) as size`.execute(db);
  const seconds = Math.round((performance.now() - from) / 1000);
  console.log(`\n${count.toLocaleString('en')} tickets made in ${seconds} s, ${rows[0]?.size}`);
}

async function time(visitor: Visitor, asked: string): Promise<string> {
  const query = asked.startsWith('next') ? await secondPage(visitor, asked) : asked;
  const times: number[] = [];
  let rows = 0;
  // The first ones warm the caches.
  for (let turn = -5; turn < requests; turn++) {
    const [page, took] = await ask(visitor, query);
    if (turn >= 0) times.push(took);
    rows = page.items.length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(6);
  return `${at(0)} ${at(0.5)} ${at(0.95)} ${String(rows).padStart(3)}`;
}

async function secondPage(visitor: Visitor, asked: string): Promise<string> {
  const query = asked.replace(/^next&?/, '');
  const [{ nextCursor }] = await ask(visitor, query);
  return nextCursor === null ? query : `${query}&cursor=${nextCursor}`;
}

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

async function ask(visitor: Visitor, query: string): Promise<[Page, number]> {
  const headers = await visitor.headers('GET', '/tickets');
  const from = performance.now();
  const answer = await fetch(`${visitor.api}/tickets?${query}`, { headers });
  const page = (await answer.json()) as Page;
  const took = performance.now() - from;
  if (!answer.ok) throw new Error(JSON.stringify(page));
  return [page, took];
}
