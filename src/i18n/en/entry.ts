import { plural } from './core.js';

/** What is said on the way to an account: registering, confirming, an invitation, consent, and a closed door. */
export const words = {
  problems: {
    'access-denied': 'Your account may not use this portal.',
    'link-expired': 'This link has expired.',
    'consent-required': 'The text has changed meanwhile. Please read it again.',
  },
  fieldErrors: {
    required: () => 'Needed to go on.',
    'too-short': (limit: number) => plural(limit, { one: 'At least # character.', other: 'At least # characters.' }),
    'too-common': () => 'Too many people use this. Choose another.',
  },
  name: 'Name',
  nameNeeded: 'Enter your name.',
  rules: (count: number) =>
    `At least ${count} characters, and not one that everybody uses. A few words in a row are good.`,
  sending: 'Sending…',
  back: 'Back to the sign-in',
  consentNeeded: 'Tick this to go on.',
  noQuote: 'Show more',

  registerHeading: 'Create an account',
  registerLead: 'We send a mail to your address, to make sure that it is yours.',
  register: 'Create the account',
  sent: 'Check your e-mail',
  sentTo: (email: string) => `A mail is on its way to ${email}. Follow its link to go on.`,
  sentHint: 'The link works once, for 24 hours. Nothing there? Look among the spam, or go back and check the address.',
  sentAgain: 'A mail with a link is on its way. Nothing there? Look among the spam, or begin again at the sign-in.',
  change: 'Change something',

  verifyHeading: 'Confirm your e-mail',
  verifyLead: 'Enter the password you chose, and your account is ready.',
  verifyWrong: 'This is not the password you chose. If you did not ask for an account, close this page.',
  verify: 'Confirm and sign in',
  verifyExpired: 'This link has expired',
  verifyExpiredHint: 'A link works once, for 24 hours. If your account is ready, sign in; else begin again.',
  again: 'Begin again',
  verified: 'Your account is ready. Sign in with your password.',

  invitationHeading: (portal: string) => `Welcome to ${portal}`,
  invitationLead: (email: string) => `You are invited with the address ${email}. Choose a password, and you are in.`,
  accept: 'Accept the invitation',
  invitationExpired: 'This invitation has expired',
  invitationExpiredHint: 'It works once, for 7 days. Ask whoever invited you for a new one.',

  deniedHeading: 'You have no access yet',
  deniedLead: (portal: string) => `${portal} is open to those who were invited. You can ask for access.`,
  deniedClosed: (portal: string) => `Your account may not use ${portal}. Whoever runs it can let you in.`,
  message: 'Message',
  messageHelp: 'What helps us to recognise you. You may leave it empty.',
  ask: 'Ask for access',
  asked: 'Your wish is on its way',
  askedHint: 'If you are let in, a mail will tell you.',

  consentHeading: 'Before you go on',
  consentLead: 'Please read this and agree to it. You can withdraw your consent in your account at any time.',
  consentFirst: 'Sign in first. Then you can read what this portal asks you to agree to.',
  agree: 'Agree and go on',
  agreeing: 'One moment…',
  decline: 'Do not agree',
};

export type EntryWords = typeof words;
