import type { LinkWords } from '../en/link.js';
import type { Group } from '../locale.js';

export const linkWords: Group<LinkWords> = { en: () => import('../en/link.js') };
