import type { ProvidersWords } from '../en/providers.js';
import type { Group } from '../locale.js';

export const providersWords: Group<ProvidersWords> = { en: () => import('../en/providers.js') };
