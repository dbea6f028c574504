import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import { newId } from '../ids.ts';
import { prefixQuery } from './tickets.ts';

/** An article of the knowledge base, as far as it is found by its words. */
export interface WrittenArticle {
  readonly language: string;
  readonly title: string;
  readonly url: string;
  readonly excerpt: string | null;
  readonly text: string;
}

/** An article as it is suggested. */
export interface FoundArticle {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string | null;
}

const SHOWN = 5;
/** Characters of an article that are looked at: a tsvector holds a megabyte of words. */
const TEXT = 100_000;
/** Words of a question that are looked for: the rarest. */
const WORDS = 8;
/** The share of the articles that a word may be in and still tell them apart; in a small knowledge base more. */
const SHARE = { few: 0.8, many: 0.2, fewArticles: 100 };
/** How much of the best article's score another one needs. */
const NEAR = 0.35;

/** Whether a portal has a knowledge base to suggest from. */
export async function hasArticles(db: Database, portalId: string): Promise<boolean> {
  const row = await db
    .selectFrom('articles')
    .where('portal_id', '=', portalId)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts articles in the place of all that a portal had; the empty word is in each of them. */
export async function replaceArticles(
  transaction: DatabaseTransaction,
  portalId: string,
  articles: readonly WrittenArticle[],
): Promise<void> {
  await transaction.deleteFrom('articles').where('portal_id', '=', portalId).execute();
  await transaction.deleteFrom('article_words').where('portal_id', '=', portalId).execute();
  for (let from = 0; from < articles.length; from += 200) {
    await transaction
      .insertInto('articles')
      .values(
        articles.slice(from, from + 200).map(({ text, ...article }) => ({
          id: newId(),
          portal_id: portalId,
          ...article,
          words: sql<string>`portico_words(${`${article.title} ${text.slice(0, TEXT)}`}) || ${markOf(portalId)}::tsvector`,
          title_words: sql<string>`portico_words(${article.title})`,
        })),
      )
      .execute();
  }
  await sql`
    insert into article_words (portal_id, word, articles)
    select ${portalId}, word, ndoc
    from ts_stat(format('select words from articles where portal_id = %L', ${portalId}::text))
    where left(word, 1) <> ' '
    union all select ${portalId}, '', ${articles.length}`.execute(transaction);
  // What waits for the index is read through by every search, and what is not known to be much is read instead of the index. The
  // database sees to both in time, the embedded one never.
  await sql`select gin_clean_pending_list('articles_words')`.execute(transaction);
  await sql`analyze articles, article_words`.execute(transaction);
}

/**
 * The articles that have most of the words of a question, the last of which may be half typed. A word counts for more the fewer
 * articles it is in, and in the title for three times as much; those in the reader's language come first.
 */
export async function suggestArticles(
  db: Database,
  portalId: string,
  { query, language }: { query: string; language: string },
): Promise<FoundArticle[]> {
  const terms = await termsOf(db, portalId, query);
  if (terms.length === 0) return [];
  const { rows } = await sql<FoundArticle & { score: number }>`
    select found.title, found.url, found.excerpt,
      sum(term.weight * case when found.title_words @@ term.word then 3 else 1 end) as score
    from unnest(
      ${terms.map((term) => `${markOf(portalId)} & ${term.query}`)}::tsquery[],
      ${terms.map((term) => term.query)}::tsquery[],
      ${terms.map(({ weight }) => weight)}::float8[]
    ) as term (query, word, weight)
    -- By the index of words, and nothing else: what is known of a new knowledge base says nothing yet of how to read it.
    cross join lateral (select * from articles where articles.words @@ term.query offset 0) as found
    where found.portal_id = ${portalId}
    group by found.id, found.title, found.url, found.excerpt, found.language
    order by (found.language = ${language}) desc, score desc, found.title, found.id
    limit ${sql.lit(SHOWN)}`.execute(db);
  const best = Math.max(...rows.map(({ score }) => score));
  return rows.filter(({ score }) => score >= best * NEAR).map(({ title, url, excerpt }) => ({ title, url, excerpt }));
}

/** What every article of a portal has among its words, and no text can: so one index finds a portal's words. */
function markOf(portalId: string): string {
  return `' ${portalId}'`;
}

/** The words to look for as queries, each with what it counts for. */
async function termsOf(db: Database, portalId: string, query: string) {
  const [last = ''] = /[\p{L}\p{M}\p{N}]+$/u.exec(query) ?? [];
  const { rows } = await sql<{ word: string; is_half: boolean; found: number; total: number }>`
    with asked as (
      select word, word = any(tsvector_to_array(portico_words(${last}))) as is_half
      from unnest(tsvector_to_array(portico_words(${query}))) as word
    )
    select asked.word, asked.is_half,
      coalesce(case when asked.is_half
        then (select sum(known.articles) from article_words as known where known.portal_id = ${portalId}
          and known.word >= asked.word collate "C" and known.word < (asked.word || chr(1114111)) collate "C")
        else (select known.articles from article_words as known where known.portal_id = ${portalId}
          and known.word = asked.word collate "C")
      end, 0)::integer as found,
      (select known.articles from article_words as known where known.portal_id = ${portalId} and known.word = '') as total
    from asked`.execute(db);
  return rows
    .filter(({ found, total }) => found > 0 && found <= most(total))
    .sort((a, b) => a.found - b.found)
    .slice(0, WORDS)
    .map(({ word, is_half, found, total }) => {
      const beginning = prefixQuery([word], '|');
      return { query: is_half ? beginning : beginning.replace(/:\*$/, ''), weight: Math.log(1 + total / found) };
    });
}

function most(total: number): number {
  return Math.max(1, Math.floor(total * (total < SHARE.fewArticles ? SHARE.few : SHARE.many)));
}
