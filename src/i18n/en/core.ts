import { plurals } from '../plural.js';

/** Also for the other groups. */
export const plural = plurals('en');

const problems = {
  'credentials-wrong': 'This e-mail and password do not match. Check both and try again.',
  'session-expired': 'You were signed out because nothing happened for a while. Sign in again to go on.',
  internal: 'Something went wrong on our side.',
  unavailable: 'The portal is not available for the moment.',
  offline: 'You are offline. Try again when your connection is back.',
  timeout: 'The portal did not answer in time. Try again.',
  unreachable: 'The portal cannot be reached. Check your connection and try again.',
};

const fieldErrors = {
  'too-long': (limit: number) => plural(limit, { one: 'At most # character.', other: 'At most # characters.' }),
  invalid: () => 'This does not look right.',
};

/** What everybody needs from the beginning: the portal's frame, the sign-in, the list, and what can go wrong anywhere. */
export const words = {
  problems,
  fieldErrors,
  unknownProblem: 'Something went wrong.',
  reference: (id: string) => `Reference: ${id}`,
  retry: 'Try again',
  loading: 'Loading',

  // Portal
  navigation: 'Portal',
  tickets: 'Tickets',
  newTicket: 'New ticket',
  signedInAs: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',
  account: 'Your account',

  // Sign-in
  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signInAtSite: 'Sign in to this site to see your tickets.',
  signInTo: (portal: string) => `to ${portal}`,
  signInReason: 'You were signed out to keep your tickets private. What you wrote is still here.',
  email: 'E-mail',
  emailNeeded: 'Enter your e-mail address.',
  emailInvalid: 'Enter an e-mail address like name@example.com.',
  password: 'Password',
  passwordNeeded: 'Enter your password.',
  forgotten: 'Forgotten your password?',
  signInByLink: 'Sign in by e-mail',
  register: 'Create an account',
  askWithout: 'Write to us without an account',
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  signingIn: 'Signing in…',

  // Ticket list
  search: 'Search tickets',
  status: 'Status',
  open: 'Open',
  closed: 'Closed',
  columns: {
    number: 'Number',
    subject: 'Subject',
    requester: 'Requester',
    created: 'Created',
    'last-activity': 'Last activity',
    status: 'Status',
  },
  you: 'You',
  unread: (count: number) =>
    count > 99 ? '99+ new messages' : plural(count, { one: '# new message', other: '# new messages' }),
  statusChanged: 'Status changed',
};

export type CoreWords = typeof words;
