import type { RecoveryWords } from '../en/recovery.js';
import type { Group } from '../locale.js';

export const recoveryWords: Group<RecoveryWords> = { en: () => import('../en/recovery.js') };
