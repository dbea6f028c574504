import type { AccountWords } from '../en/account.js';
import type { Group } from '../locale.js';

export const accountWords: Group<AccountWords> = { en: () => import('../en/account.js') };
