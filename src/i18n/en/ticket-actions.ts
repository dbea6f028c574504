import { plural } from './core.js';

/** What can be done to a ticket beside replying. */
export const words = {
  close: 'Close ticket',
  reopen: 'Open again',
  print: 'Print',
  download: 'Download this ticket',
  preparing: 'Preparing…',
  downloadFailed: 'The download did not work.',
  shortened: 'This message is too long to be shown whole.',
  downloadWhole: 'Download the whole message',
  written: 'What you wrote, to be copied',
  isClosed: 'This ticket is closed.',
  nowClosed: 'The ticket is closed.',
  nowOpen: 'The ticket is open again.',
  followUp: 'Ask a follow-up question',
  followUpHint: 'It becomes a ticket of its own, linked to this one.',
  cancel: 'Cancel',
  rate: 'How did it go?',
  stars: (count: number) => plural(count, { one: '# of 5', other: '# of 5' }),
  thumbUp: 'Good',
  thumbDown: 'Not good',
  comment: 'What should we know?',
  commentHint: 'You can leave this empty.',
  sendRating: 'Send',
  rated: 'Thank you for your answer.',
  changeUntil: (time: string) => `You can change it until ${time}.`,
};

export type TicketActionWords = typeof words;
