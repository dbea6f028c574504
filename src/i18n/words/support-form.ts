import type { SupportFormWords } from '../en/support-form.js';
import type { Group } from '../locale.js';

export const supportFormWords: Group<SupportFormWords> = { en: () => import('../en/support-form.js') };
