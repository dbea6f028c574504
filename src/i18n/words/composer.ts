import type { ComposerWords } from '../en/composer.js';
import type { Group } from '../locale.js';

export const composerWords: Group<ComposerWords> = { en: () => import('../en/composer.js') };
