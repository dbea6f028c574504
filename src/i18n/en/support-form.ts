import { plural } from './core.js';

/** What a support form says around its fields. */
export const words = {
  fieldErrors: {
    required: () => 'This is needed.',
    'too-many': (limit: number) => plural(limit, { one: 'At most # file.', other: 'At most # files.' }),
    'unknown-value': () => 'Choose one of the answers offered.',
    'not-ready': () => 'A file has not arrived completely. Try it again.',
  },
  choose: 'Choose…',
  optional: 'optional',
  summary: (count: number) =>
    plural(count, { one: 'One answer needs another look', other: '# answers need another look' }),
  ticketCreated: (number: string) => `Thank you. Ticket ${number} is open.`,
  ticketCreatedHint: 'We answer here and by e-mail.',
  ticketWaits: 'Your request waits to be sent',
  ticketWaitsHint:
    'It goes out by itself when the connection is back, even if you close this page and come again later.',
  viewTicket: 'Go to the ticket',
  another: 'Open another ticket',
  noForm: 'New tickets cannot be opened here.',
};

export type SupportFormWords = typeof words;
