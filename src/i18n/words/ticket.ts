import type { TicketWords } from '../en/ticket.js';
import type { Group } from '../locale.js';

export const ticketWords: Group<TicketWords> = { en: () => import('../en/ticket.js') };
