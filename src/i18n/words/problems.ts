import type { ProblemWords } from '../en/problems.js';
import type { Group } from '../locale.js';

export const problemWords: Group<ProblemWords> = { en: () => import('../en/problems.js') };
