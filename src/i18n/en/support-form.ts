import { plural } from './core.js';

/** What a support form says around its fields. */
export const words = {
  problems: {
    'too-soon': 'That was very quick. Wait a moment and send it again.',
    'work-refused': 'The check against unwanted requests did not succeed. Send it again.',
    'form-changed': 'This form was changed meanwhile.',
  },
  fieldErrors: {
    required: () => 'This is needed.',
    'too-many': (limit: number) => plural(limit, { one: 'At most # file.', other: 'At most # files.' }),
    'too-short': (limit: number) => plural(limit, { one: 'At least # character.', other: 'At least # characters.' }),
    'too-low': (limit: number) => plural(limit, { other: 'At least #.' }),
    'too-high': (limit: number) => plural(limit, { other: 'At most #.' }),
    'unknown-value': () => 'Choose one of the answers offered.',
    'not-ready': () => 'A file has not arrived completely. Try it again.',
  },
  tooEarly: 'This day is too early.',
  tooLate: 'This day is too late.',
  choose: 'Choose…',
  optional: 'optional',
  summary: (count: number) =>
    plural(count, { one: 'One answer needs another look', other: '# answers need another look' }),
  left: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
  over: (count: number) => plural(count, { one: '# character too many', other: '# characters too many' }),
  appeared: (count: number) => plural(count, { one: 'One more question further down', other: '# more questions' }),
  fixed: 'Filled in by this site',
  quote: 'Quoted text',

  // Several forms
  otherForm: 'Something else',

  // What is sent along
  along: 'What is sent along',
  contexts: {
    pageUrl: 'Page',
    pageTitle: 'Its title',
    product: 'Product',
    productVersion: 'Version',
  },

  // Without an account
  haveAccount: 'Do you have an account?',
  backToForm: 'Back to the form',
  // Inside a form of the page
  mustSend: 'Send this form first.',

  ticketCreated: (number: string) => `Thank you. Ticket ${number} is open.`,
  ticketCreatedHint: 'We answer here and by e-mail.',
  viewTicket: 'Go to the ticket',
  another: 'Open another ticket',
  noForm: 'New tickets cannot be opened here.',
};

export type SupportFormWords = typeof words;
