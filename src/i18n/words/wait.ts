import type { WaitWords } from '../en/wait.js';
import type { Group } from '../locale.js';

export const waitWords: Group<WaitWords> = { en: () => import('../en/wait.js') };
