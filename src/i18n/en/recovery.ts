import { plural } from './core.js';

/** What is said on the way to a new password. */
export const words = {
  problems: {
    'link-expired': 'This link has expired.',
  },
  fieldErrors: {
    'too-short': (limit: number) => plural(limit, { one: 'At least # character.', other: 'At least # characters.' }),
    'too-common': () => 'Too many people use this. Choose another.',
  },
  heading: 'Forgotten your password?',
  lead: 'Tell us the e-mail address of your account. We send you a link that sets a new password.',
  send: 'Send the link',
  sending: 'Sending…',
  back: 'Back to the sign-in',
  sent: 'Check your e-mail',
  sentTo: (email: string) => `If ${email} belongs to an account here, a link is on its way.`,
  sentHint: 'It works once, for 30 minutes. Nothing there? Look among the spam, or ask again.',
  again: 'Ask again',
  choose: 'Choose a new password',
  newPassword: 'New password',
  rules: (count: number) =>
    `At least ${count} characters, and not one that everybody uses. A few words in a row are good.`,
  save: 'Save the password',
  saving: 'Saving…',
  expired: 'This link has expired',
  expiredHint: 'A link works once, for 30 minutes.',
  askAgain: 'Ask for a new link',
  done: 'Your new password is set. Sign in with it.',
};

export type RecoveryWords = typeof words;
