import type { ConsentWords } from '../en/consent.js';
import type { Group } from '../locale.js';

export const consentWords: Group<ConsentWords> = { en: () => import('../en/consent.js') };
