import type { ProviderWords } from '../en/providers.js';
import type { Group } from '../locale.js';

export const providerWords: Group<ProviderWords> = { en: () => import('../en/providers.js') };
