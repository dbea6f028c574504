import type { LiveWords } from '../en/live.js';
import type { Group } from '../locale.js';

export const liveWords: Group<LiveWords> = { en: () => import('../en/live.js') };
