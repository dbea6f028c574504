import type { ColumnWords } from '../en/columns.js';
import type { Group } from '../locale.js';

export const columnWords: Group<ColumnWords> = { en: () => import('../en/columns.js') };
