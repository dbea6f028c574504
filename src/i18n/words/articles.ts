import type { ArticleWords } from '../en/articles.js';
import type { Group } from '../locale.js';

export const articleWords: Group<ArticleWords> = { en: () => import('../en/articles.js') };
