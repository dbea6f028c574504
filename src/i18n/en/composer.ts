import { plural } from './core.js';

/** What is said where a reply is written. */
export const words = {
  reply: 'Reply',
  replyPlaceholder: 'Write a reply…',
  replyHint: 'A reply opens this ticket again.',
  send: 'Send reply',
  sent: 'Your reply was sent.',
  queued: 'Your reply waits to be sent.',
  formatting: 'Formatting',
  formats: {
    bold: 'Bold',
    italic: 'Italic',
    link: 'Link',
    list: 'List',
    quote: 'Quote',
    code: 'Code',
  },
  preview: 'Preview',
  charactersLeft: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
  changedElsewhere: 'You have written something else in another tab.',
  showOther: 'Show that text',
};

export type ComposerWords = typeof words;
