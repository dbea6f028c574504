import type { AttachedWords } from '../en/attached.js';
import type { Group } from '../locale.js';

export const attachedWords: Group<AttachedWords> = { en: () => import('../en/attached.js') };
