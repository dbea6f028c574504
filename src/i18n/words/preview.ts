import type { PreviewWords } from '../en/preview.js';
import type { Group } from '../locale.js';

export const previewWords: Group<PreviewWords> = { en: () => import('../en/preview.js') };
