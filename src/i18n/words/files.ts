import type { FileWords } from '../en/files.js';
import type { Group } from '../locale.js';

export const fileWords: Group<FileWords> = { en: () => import('../en/files.js') };
