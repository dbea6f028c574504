import { plural } from './core.js';

/** What is said of one's own account: name, password, and where one is signed in. */
export const words = {
  fieldErrors: {
    'too-short': (limit: number) => plural(limit, { one: 'At least # character.', other: 'At least # characters.' }),
    'too-common': () => 'Too many people use this. Choose another.',
  },
  profile: 'Profile',
  memberOf: 'Organisation',
  name: 'Name',
  nameNeeded: 'Enter your name.',
  saveName: 'Save name',
  nameSaved: 'Your name is saved.',
  saving: 'Saving…',
  language: 'Language of e-mails',
  anyLanguage: 'As in the browser',
  languageSaved: 'Your language is saved.',
  changeEmail: 'Change e-mail address',
  newEmail: 'New e-mail address',
  sameEmail: 'This is your address already.',
  sendConfirmations: 'Send the confirmations',
  confirmationsHelp:
    'Your present address and the new one each get a mail. The change is made when both have confirmed it.',
  pendingEmail: (email: string) => `Your e-mail address is to be ${email}.`,
  pendingUntil: 'Both addresses have to confirm it, at the latest',
  pendingOld: 'Your present address has confirmed it.',
  pendingNew: 'The new address has confirmed it.',
  keepEmail: 'Cancel the change',
  emailKept: 'Your e-mail address stays as it is.',
  confirmationsSent: 'Look into both mailboxes: two mails are on their way.',
  changePassword: 'Change password',
  currentPassword: 'Current password',
  currentNeeded: 'Enter your current password.',
  currentWrong: 'This is not your current password.',
  newPassword: 'New password',
  newHelp: (length: number) =>
    plural(length, {
      one: 'At least # character. Several words are easy to remember and hard to guess.',
      other: 'At least # characters. Several words are easy to remember and hard to guess.',
    }),
  passwordChanged: 'Your password is changed. Every other device was signed out.',
  sessions: 'Where you are signed in',
  device: (browser: string | null, system: string | null) =>
    browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown device'),
  thisDevice: 'This device',
  timeZoneOf: 'Time zone of',
  signedIn: 'Signed in',
  lastUsed: 'Last used',
  signOutDevice: (device: string) => `Sign out ${device}`,
  signOutThis: 'Sign out of this device',
  signedOut: (device: string) => `${device} was signed out.`,
  signOutOthers: 'Sign out everywhere else',
  othersSignedOut: 'Every other device was signed out.',
};

export type AccountWords = typeof words;
