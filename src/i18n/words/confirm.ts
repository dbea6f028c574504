import type { ConfirmWords } from '../en/confirm.js';
import type { Group } from '../locale.js';

export const confirmWords: Group<ConfirmWords> = { en: () => import('../en/confirm.js') };
