/**
 * How long `GET /tickets` takes: the real app, over HTTP on this machine, one request after the other, 25 rows a page.
 *
 *     npm run bench:list -- [--tickets 1000,100000] [--requests 400]
 *
 * On PGlite in memory, then on a throwaway Postgres. Each customer has 200 tickets and each company 1,000; the measured one is like the
 * others. Prints the median and the 99th percentile in milliseconds, the rows answered, and the memory of the process.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { pino } from 'pino';
import { withPostgres } from '../scripts/ensure-postgres.ts';
import { HostKeys } from '../server/accounts/host-keys.ts';
import { SingleSignOn } from '../server/accounts/single-sign-on/sign-in.ts';
import { buildApp } from '../server/app.ts';
import { hashPassword } from '../server/accounts/passwords.ts';
import { migrate } from '../server/db/migrate.ts';
import type { OpenDatabase } from '../server/db/database.ts';
import { openDatabase } from '../server/db/open.ts';
import { BuiltinDesk } from '../server/desks/builtin/builtin-desk.ts';
import { DiskStaging, DiskStorage, FileLinks } from '../server/files/index.ts';
import { Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: { tickets: { type: 'string', default: '1000,100000' }, requests: { type: 'string', default: '400' } },
});
const requests = Number(values.requests);

const queries: Record<string, string> = {
  'newest of mine': '',
  'open ones of mine': '?status=open',
  'newest of the organisation': '?scope=organization',
  'mine by subject': '?sort=subject',
  'a rare word': '?q=zebra',
  'a common word, organisation': '?q=record&scope=organization',
};

for (const count of values.tickets.split(',').map(Number)) {
  await measure(await openDatabase({ folder: null }), count);
  await withPostgres(async (url) => measure(await openDatabase({ url }), count));
}

async function measure(database: OpenDatabase, count: number): Promise<void> {
  try {
    await migrate(database.db);
    await fill(database, count);
    const ports = {
      db: database.db,
      demo: false,
      hostKeys: new HostKeys(null),
      singleSignOn: new SingleSignOn({ db: database.db, demo: false, secret: null }),
      desk: new BuiltinDesk(database.db),
      files: new DiskStorage('/nonexistent'),
      staging: new DiskStaging('/nonexistent'),
      scanner: null,
      links: new FileLinks(null),
      jobs: { enqueue: async () => {} },
      sendsMail: false,
    };
    const app = await buildApp({
      database,
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
      const visitor = await Visitor.signIn(`${origin}/bench/api/v1`, 'c2@bench.example', 'a password of some length');
      console.log(`\n${database.kind}, ${count.toLocaleString('en')} tickets`);
      for (const [name, query] of Object.entries(queries)) await report(name, visitor, query);
      const memory = Math.round(process.memoryUsage().rss / 1e6);
      console.log(`  memory of the process with its client: ${memory} MB`);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

async function report(name: string, visitor: Visitor, query: string): Promise<void> {
  const times: number[] = [];
  let rows = 0;
  for (let turn = 0; turn < requests + 20; turn++) {
    const headers = await visitor.headers('GET', '/tickets');
    const from = performance.now();
    const answer = await fetch(`${visitor.api}/tickets${query}`, { headers });
    const page = (await answer.json()) as { items: unknown[] };
    // The first ones warm the caches.
    if (turn >= 20) times.push(performance.now() - from);
    if (!answer.ok) throw new Error(JSON.stringify(page));
    rows = page.items.length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(7);
  console.log(`  ${name.padEnd(30)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   ${rows} rows`);
}

async function fill({ db }: OpenDatabase, count: number): Promise<void> {
  const contacts = Math.max(1, Math.round(count / 200));
  const companies = Math.max(1, Math.round(contacts / 5));
  const hash = await hashPassword('a password of some length');
  const run = (query: ReturnType<typeof sql>): Promise<unknown> => query.execute(db);
  await run(
    sql`insert into portals (id, slug, name, is_on, ticket_access) values ('p', 'bench', 'Bench', true, 'company')`,
  );
  await run(sql`insert into inboxes (id, portal_id, name) values ('i', 'p', 'Inbox')`);
  await run(sql`insert into pipelines (id, portal_id, name, position) values ('l', 'p', 'Support', 1)`);
  await run(sql`insert into stages (id, pipeline_id, name, customer_label, status, position)
    values ('s0', 'l', 'New', '{"en":"New"}', 'open', 1), ('s1', 'l', 'Done', '{"en":"Done"}', 'closed', 2)`);
  await run(sql`insert into companies (id, portal_id, name)
    select 'o' || n, 'p', 'Company ' || n from generate_series(1, ${companies}::int) n`);
  await run(sql`insert into contacts (id, portal_id, company_id, name, email, password_hash)
    select 'c' || n, 'p', 'o' || (n % ${companies}::int + 1), 'Customer ' || n, 'c' || n || '@bench.example',
      case when n = 2 then ${hash} end
    from generate_series(1, ${contacts}::int) n`);
  const text = sql`'The recorder number ' || n || ' stops to record after ' || n % 97 || ' minutes; ' ||
    case when n % 5000 = 1 then 'zebra' else 'please look into the card' end`;
  await run(sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
      created_at, last_activity_at, search)
    select 't' || n, 'p', n, 'Recording ' || n % 1000 || ' stops', 'c' || (n % ${contacts}::int + 1),
      'o' || ((n % ${contacts}::int + 1) % ${companies}::int + 1), 'i', 's' || n / ${contacts}::int % 2, case n / ${contacts}::int % 2 when 0 then 'open' else 'closed' end,
      now() - n * interval '1 minute', now() - n * interval '1 minute', portico_words('Recording stops ' || ${text})
    from generate_series(1, ${count}::int) n`);
  await run(sql`insert into threads (id, ticket_id, inbox_id, channel)
    select 'h' || n, 't' || n, 'i', 'portal' from generate_series(1, ${count}::int) n`);
  await run(sql`insert into messages (id, ticket_id, thread_id, contact_id, author_kind, author_name, channel, source, source_type, html, text)
    select 'm' || n, 't' || n, 'h' || n, 'c' || (n % ${contacts}::int + 1), 'customer', 'Customer', 'portal', ${text}, 'text/plain', ${text}, ${text}
    from generate_series(1, ${count}::int) n`);
  await run(sql`analyze`);
}
