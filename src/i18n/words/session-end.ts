import type { SessionEndWords } from '../en/session-end.js';
import type { Group } from '../locale.js';

export const sessionEndWords: Group<SessionEndWords> = { en: () => import('../en/session-end.js') };
