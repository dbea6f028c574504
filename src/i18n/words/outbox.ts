import type { OutboxWords } from '../en/outbox.js';
import type { Group } from '../locale.js';

export const outboxWords: Group<OutboxWords> = { en: () => import('../en/outbox.js') };
