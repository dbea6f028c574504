import type { TicketActionWords } from '../en/ticket-actions.js';
import type { Group } from '../locale.js';

export const ticketActionWords: Group<TicketActionWords> = { en: () => import('../en/ticket-actions.js') };
