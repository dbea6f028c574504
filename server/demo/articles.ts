import { readdir, readFile } from 'node:fs/promises';
import { renderMail } from '../content/index.ts';
import type { WrittenArticle } from '../stores/articles.ts';

const FOLDER = new URL('../../demo/articles/', import.meta.url);

/** The articles of the demo's knowledge base, as they are found; none where the demo's pages are not there. */
export async function demoArticles(): Promise<WrittenArticle[]> {
  const names = await readdir(FOLDER).catch(() => []);
  const pages = names.filter((name) => name.endsWith('.html')).sort();
  return Promise.all(pages.map(async (name) => articleOf(name, await readFile(new URL(name, FOLDER), 'utf8'))));
}

function articleOf(name: string, page: string): WrittenArticle {
  const [, title = name] = /<h1>(.*?)<\/h1>/s.exec(page) ?? [];
  const [, lede = ''] = /<p class="lede">(.*?)<\/p>/s.exec(page) ?? [];
  const [, prose = ''] = /<div class="prose">(.*?)<\/article>/s.exec(page) ?? [];
  return {
    language: 'en',
    title: wordsOf(title),
    url: `/articles/${name}`,
    excerpt: wordsOf(lede) || null,
    text: wordsOf(`${lede} ${prose}`),
  };
}

function wordsOf(html: string): string {
  return renderMail(html).text.replaceAll(/\s+/g, ' ').trim();
}
