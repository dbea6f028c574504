/**
 * How long it takes to find articles that may help, while a subject is typed: the store's own queries, one after the other.
 *
 *     npm run bench:articles -- [--articles 100,10000] [--requests 60] [--database postgres://…]
 *
 * On a throwaway Postgres: a knowledge base of that many articles of 400 words, which are as frequent as those of a language. Prints the least, the
 * median and the 95th percentile in milliseconds and the articles found, and how the database went about the last question.
 */
import { parseArgs } from 'node:util';
import { CompiledQuery, sql } from 'kysely';
import { withPostgres } from '../scripts/ensure-postgres.ts';
import type { OpenDatabase } from '../server/db/database.ts';
import { migrate } from '../server/db/migrate.ts';
import { openDatabase } from '../server/db/open.ts';
import { replaceArticles, suggestArticles } from '../server/stores/articles.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '100,10000' },
    requests: { type: 'string', default: '60' },
    database: { type: 'string' },
  },
});
const requests = Number(values.requests);

const WORDS = 20_000;
const LENGTH = 400;

// The same knowledge base every time.
let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
/** The second most frequent word is half as frequent as the first, and so on. */
const word = (): string => `w${Math.floor(WORDS ** random()).toString(36)}x`;
const words = (count: number): string => Array.from({ length: count }, word).join(' ');
const named = (rank: number): string => `w${rank.toString(36)}x`;

const questions: Record<string, string> = {
  'a rare word': named(15_000),
  'a word of a hundredth': named(60),
  'a frequent word': named(3),
  'a word that nobody wrote': 'zebra',
  'a subject of six words': [40, 90, 300, 700, 2000, 9000].map(named).join(' '),
  'a subject, its last word half typed': `${[40, 90, 300, 700].map(named).join(' ')} w1`,
  'one letter': 'w',
};

if (values.database) await measure(await openDatabase({ url: values.database }), Number(values.articles.split(',')[0]));
else
  for (const count of values.articles.split(','))
    await withPostgres(async (url) => measure(await openDatabase({ url }), Number(count)));

async function measure(database: OpenDatabase, count: number): Promise<void> {
  const { db } = database;
  try {
    await migrate(db);
    await sql`insert into portals (id, slug, name, is_on) values ('p', 'bench', 'Bench', true) on conflict do nothing`.execute(
      db,
    );
    const articles = Array.from({ length: count }, (_, index) => ({
      language: index % 5 ? 'en' : 'fi',
      title: words(6),
      url: `https://docs.example/${index}`,
      excerpt: words(20),
      text: words(LENGTH),
    }));
    const from = performance.now();
    await db.transaction().execute((transaction) => replaceArticles(transaction, 'p', articles));
    console.log(`\n${count.toLocaleString('en')} articles put in place in ${Math.round(performance.now() - from)} ms`);
    for (const [name, query] of Object.entries(questions))
      console.log(`${name.padEnd(40)}${await time(database, query)}`);
    await explain(database, questions['a subject of six words']!);
  } finally {
    await database.close();
  }
}

async function time({ db }: OpenDatabase, query: string): Promise<string> {
  const times: number[] = [];
  let found = 0;
  // The first ones warm the caches.
  for (let turn = -5; turn < requests; turn++) {
    const from = performance.now();
    found = (await suggestArticles(db, 'p', { query, language: 'en' })).length;
    if (turn >= 0) times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(7);
  return `${at(0)} ${at(0.5)} ${at(0.95)} ${String(found).padStart(3)}`;
}

async function explain({ db }: OpenDatabase, query: string): Promise<void> {
  const seen: CompiledQuery[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      seen.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await suggestArticles(watched, 'p', { query, language: 'en' });
  for (const { sql: text, parameters } of seen) {
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (analyze, buffers, costs off) ${text}`, [...parameters]),
    );
    for (const row of rows) console.log(`      ${row['QUERY PLAN']}`);
  }
}
