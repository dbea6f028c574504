import { plural } from './core.js';

/** What is said of what waits to be sent. */
export const words = {
  waitingTitle: 'Not sent yet',
  waitingCount: (count: number) =>
    plural(count, { one: '# message waits to be sent', other: '# messages wait to be sent' }),
  allSent: 'Everything was sent.',
  newTicketTo: (subject: string) => `New ticket: ${subject}`,
  replyTo: (subject: string) => `Reply to ${subject}`,
  queued: 'Waits to be sent. It goes out by itself.',
  queuedOffline: 'You are offline. It goes out by itself when your connection is back.',
  queuedBehind: 'Waits for the message before it.',
  sendingNow: 'Sending…',
  refused: 'Not sent.',
  sendNow: 'Send now',
  edit: 'Edit',
  copyText: 'Copy text',
  copied: 'Copied',
  copyFailed: 'This could not be copied. Select the text instead.',
  discard: 'Discard',
  discardSure: 'Discard for good?',
  keepIt: 'Keep',
  waitingFiles: (count: number) => plural(count, { one: 'with # file', other: 'with # files' }),
  leaveTitle: 'Sign out with messages unsent?',
  leaveText: (count: number) =>
    plural(count, {
      one: '# message has not been sent. When you sign out now, it is gone.',
      other: '# messages have not been sent. When you sign out now, they are gone.',
    }),
  stayIn: 'Stay signed in',
  leaveAnyway: 'Sign out anyway',
};

export type OutboxWords = typeof words;
