import type { WritingWords } from '../en/writing.js';
import type { Group } from '../locale.js';

export const writingWords: Group<WritingWords> = { en: () => import('../en/writing.js') };
