import type { EntryWords } from '../en/entry.js';
import type { Group } from '../locale.js';

export const entryWords: Group<EntryWords> = { en: () => import('../en/entry.js') };
