import type { ListWords } from '../en/list.js';
import type { Group } from '../locale.js';

export const listWords: Group<ListWords> = { en: () => import('../en/list.js') };
