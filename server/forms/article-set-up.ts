import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { StartError } from '../start-error.ts';
import { replaceArticles, type WrittenArticle } from '../stores/articles.ts';

const ARTICLES = 50_000;
const EXCERPT = 160;

const schema = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1).max(500),
      url: z.string().max(2000).refine(isPage, 'has to be http(s)://…, or a path like /articles/one.html'),
      text: z.string().max(1_000_000),
      language: z
        .string()
        .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'is not a language tag')
        .optional(),
      excerpt: z.string().max(1000).nullish(),
    }),
  )
  .max(ARTICLES);

/** Puts the articles of a knowledge base in the place of those before, so that they are suggested; answers how many there are. */
export async function setArticles(db: Database, slug: string, json: string): Promise<number> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select(['id', 'languages']).executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  const articles = readArticles(json, portal.languages[0] ?? 'en');
  await db.transaction().execute((transaction) => replaceArticles(transaction, portal.id, articles));
  return articles.length;
}

function readArticles(json: string, language: string): WrittenArticle[] {
  const read = schema.safeParse(parsed(json));
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
    throw new StartError(`The articles are not saved. ${place.join('')}: ${issue?.message ?? ''}`);
  }
  return read.data.map(({ excerpt, text, ...article }) => ({
    language,
    ...article,
    text: text.replaceAll('\0', ' '),
    excerpt: excerpt ?? beginningOf(text),
  }));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new StartError('Standard input is not JSON.');
  }
}

/** A page, and no script. */
function isPage(address: string): boolean {
  const base = 'https://portal.invalid';
  const url = URL.parse(address, base);
  return url !== null && /^https?:$/.test(url.protocol) && !/^[\s\\]|^\/\//.test(address);
}

/** The first words of a text, whole ones. */
export function beginningOf(text: string): string | null {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return null;
  if (line.length <= EXCERPT) return line;
  const space = line.lastIndexOf(' ', EXCERPT);
  return `${line.slice(0, space > EXCERPT / 2 ? space : EXCERPT).toWellFormed()}…`;
}
