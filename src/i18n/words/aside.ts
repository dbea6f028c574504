import type { AsideWords } from '../en/aside.js';
import type { Group } from '../locale.js';

/** What is said above the form of the sign-in. */
export const asideWords: Group<AsideWords> = { en: () => import('../en/aside.js') };
