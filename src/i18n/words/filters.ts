import type { FilterWords } from '../en/filters.js';
import type { Group } from '../locale.js';

export const filterWords: Group<FilterWords> = { en: () => import('../en/filters.js') };
