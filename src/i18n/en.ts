import type { Channel, FieldErrorCode, ProblemCode } from '../api/schema.js';
import { plurals } from './plural.js';

/** Also for the words that are loaded later. */
export const plural = plurals('en');

/** Why a file was refused before it was sent. */
export type RefusalCode = 'file-too-large' | 'file-empty' | 'too-many' | 'file-type-refused';

/** What a person reads for each failure that is no answer from the portal, beside the portal's own codes. */
export type FailureCode = ProblemCode | 'offline' | 'timeout' | 'unreachable' | 'insecure' | 'host-failed';

const problems: Record<FailureCode, string> = {
  'invalid-request': 'Something in this request was not understood. Reload the page and try again.',
  'credentials-wrong': 'This e-mail and password do not belong together. Check both and try again.',
  'session-required': 'Please sign in first.',
  'session-expired': 'You were signed out because nothing happened for a while. Sign in again to go on.',
  'proof-invalid': 'Your browser could not prove that this session is yours. Sign in again.',
  'proof-expired': 'Your device’s clock seems to be wrong. Set it to the right time and try again.',
  'host-token-invalid': 'This site could not sign you in. Try again in a moment.',
  'host-token-expired': 'This site could not sign you in, because its clock seems to be wrong.',
  'access-denied': 'Your account may not use this portal.',
  'origin-refused': 'This portal may not be used from this web site.',
  'not-found': 'This does not exist, or it is not yours to see.',
  'link-expired': 'This link has expired.',
  'action-refused': 'This ticket does not allow that any more.',
  'upload-conflict': 'The file was interrupted. Try again.',
  'too-large': 'This is too much to send at once. Shorten it or send fewer files.',
  'file-too-large': 'The file is too large.',
  'file-empty': 'The file is empty.',
  'file-type-refused': 'Files of this kind are not accepted.',
  'file-type-mismatch': 'The file is not what its name says.',
  'validation-failed': 'Some answers need another look.',
  'idempotency-key-reused': 'This was sent before with other words. Try again.',
  'too-many-attempts': 'Too many attempts. Wait a moment before the next one.',
  'rate-limited': 'That was a lot at once. Wait a moment and try again.',
  internal: 'Something went wrong on our side.',
  unavailable: 'The portal is not available for the moment.',
  'portal-off': 'The support portal is closed at the moment. Please come back later.',
  offline: 'You are offline. Try again when your connection is back.',
  timeout: 'The portal did not answer in time. Try again.',
  unreachable: 'The portal cannot be reached. Check your connection and try again.',
  insecure: 'The portal works on secure pages (https) only.',
  'host-failed': 'This site could not sign you in. Try again in a moment.',
};

const fieldErrors: Record<FieldErrorCode, (limit: number) => string> = {
  required: () => 'This is needed.',
  'too-long': (limit) => plural(limit, { one: 'At most # character.', other: 'At most # characters.' }),
  'too-short': (limit) => plural(limit, { one: 'At least # character.', other: 'At least # characters.' }),
  'too-many': (limit) => plural(limit, { one: 'At most # file.', other: 'At most # files.' }),
  'too-common': () => 'Too many people use this. Choose another.',
  invalid: () => 'This does not look right.',
  'unknown-value': () => 'Choose one of the answers offered.',
  'not-ready': () => 'A file has not arrived completely. Try it again.',
};

const refusals: Record<RefusalCode, (limit: string) => string> = {
  'file-too-large': (limit) => `Larger than ${limit}`,
  'file-empty': () => 'The file is empty',
  'file-type-refused': () => 'Files of this kind are not accepted',
  'too-many': (limit) => `At most ${limit} files at once`,
};

const channels: Record<Channel, string> = {
  portal: 'Portal',
  email: 'E-mail',
  chat: 'Chat',
  messenger: 'Messenger',
  form: 'Form',
  phone: 'Phone',
};

/** English, and by its shape the list of everything a locale has to say. */
export const en = {
  problems,
  fieldErrors,
  refusals,
  channels,
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
  missingSource: 'This element does not know its portal: give it a src attribute.',

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
  hide: 'Hide',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  signingIn: 'Signing in…',
  waitSeconds: (seconds: number) =>
    plural(seconds, { one: 'Try again in # second.', other: 'Try again in # seconds.' }),

  // Ticket list
  search: 'Search tickets',
  show: 'Show',
  mine: 'My tickets',
  organization: 'Organisation’s tickets',
  status: 'Status',
  anyStatus: 'Any',
  open: 'Open',
  closed: 'Closed',
  stages: 'Stage',
  sort: 'Sort by',
  sorts: {
    '-last-activity': 'Last activity',
    '-created': 'Newest first',
    created: 'Oldest first',
    '-number': 'Number',
    subject: 'Subject',
  },
  columns: {
    number: 'Number',
    subject: 'Subject',
    requester: 'Requester',
    created: 'Created',
    'last-activity': 'Last activity',
    status: 'Status',
  },
  you: 'You',
  noTickets: 'No tickets yet',
  noTicketsHint: 'When you ask us something, you can follow the answer here.',
  nothingFound: 'Nothing found',
  nothingFoundHint: 'Try other words, or fewer filters.',
  clearFilters: 'Clear filters',
  loadMore: 'Show more tickets',
  shown: (count: number) => plural(count, { one: '# ticket shown', other: '# tickets shown' }),

  // Ticket
  back: 'All tickets',
  ticketGone: 'Ticket not found',
  requestedBy: 'Requester',
  company: 'Organisation',
  created: 'Created',
  lastActivity: 'Last activity',
  conversation: 'Conversation',
  showEarlier: 'Show earlier messages',
  team: 'Team',
  quoted: 'Quoted text',
  showImages: (count: number) => plural(count, { one: 'Show # image', other: 'Show # images' }),
  imagesBlocked: 'Images from the internet were not loaded, so that the sender does not learn that you read this.',
  showAll: 'Show the whole message',
  download: (name: string) => `Download ${name}`,
  downloadFailed: (name: string) => `${name} could not be downloaded.`,
  reply: 'Reply',
  replyPlaceholder: 'Write a reply…',
  replyHint: 'A reply opens this ticket again.',
  send: 'Send reply',
  sending: 'Sending…',
  sent: 'Your reply was sent.',
  notSent: 'Not sent.',
  closedForReplies: 'This ticket is closed and takes no more replies.',

  // Files
  attach: 'Attach files',
  attachments: 'Attachments',
  attachHint: (count: number, size: string) => `Up to ${count} files of ${size} each. Drop or paste them here.`,
  remove: (name: string) => `Remove ${name}`,
  retryFile: (name: string) => `Try ${name} again`,
  waiting: 'Waiting',
  uploading: (percent: string) => `${percent} sent`,
  uploaded: 'Ready',
  uploadsRunning: 'Files are still on their way.',

  // Support form
  choose: 'Choose…',
  optional: 'optional',
  summary: (count: number) =>
    plural(count, { one: 'One answer needs another look', other: '# answers need another look' }),
  submitting: 'Sending…',
  ticketCreated: (number: string) => `Thank you. Ticket ${number} is open.`,
  ticketCreatedHint: 'We answer here and by e-mail.',
  viewTicket: 'Go to the ticket',
  another: 'Open another ticket',
  noForm: 'New tickets cannot be opened here.',
};

/** Everything a locale has to say; a locale that lacks a word does not compile. */
export type Messages = typeof en;
