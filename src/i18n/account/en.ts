import { plural } from '../en.js';

/** What is said of one's own account and of the end of a session, in English; by its shape the list for every locale. */
export const en = {
  // Account
  heading: 'Your account',
  profile: 'Profile',
  name: 'Name',
  nameNeeded: 'Enter your name.',
  saveName: 'Save name',
  nameSaved: 'Your name is saved.',
  saving: 'Saving…',
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
  signedIn: 'Signed in',
  lastUsed: 'Last used',
  signOutDevice: (device: string) => `Sign out ${device}`,
  signOutThis: 'Sign out of this device',
  signedOut: (device: string) => `${device} was signed out.`,
  signOutOthers: 'Sign out everywhere else',
  othersSignedOut: 'Every other device was signed out.',

  // The end of a session
  endTitle: 'Still there?',
  endText: 'You will be signed out soon, to keep your tickets private. What you wrote stays here.',
  finalTitle: 'Time to sign in again',
  finalText:
    'You have been signed in for as long as this portal allows. What you wrote stays here while you sign in again.',
  timeLeft: 'Time left',
  secondsLeft: (seconds: number) => plural(seconds, { one: '# second left', other: '# seconds left' }),
  stay: 'Stay signed in',
  staying: 'One moment…',
  later: 'Not yet',
};

/** Everything a locale has to say of it. */
export type AccountWords = typeof en;
