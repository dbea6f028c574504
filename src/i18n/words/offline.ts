import type { OfflineWords } from '../en/offline.js';
import type { Group } from '../locale.js';

export const offlineWords: Group<OfflineWords> = { en: () => import('../en/offline.js') };
