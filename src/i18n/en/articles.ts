import { plural } from './core.js';

/** What is said of articles that may answer a question. */
export const words = {
  articles: 'These may help',
  articlesFound: (count: number) =>
    plural(count, { one: 'One article may help, below the subject', other: '# articles may help, below the subject' }),
  articlesHide: 'Hide',
};

export type ArticleWords = typeof words;
