/** Why a file was refused before it was sent. */
type RefusalCode = 'file-too-large' | 'file-empty' | 'too-many' | 'file-type-refused';

const refusals: Record<RefusalCode, (limit: string) => string> = {
  'file-too-large': (limit) => `Larger than ${limit}`,
  'file-empty': () => 'The file is empty',
  'file-type-refused': () => 'Files of this kind are not accepted',
  'too-many': (limit) => `At most ${limit} files at once`,
};

/** What is said of files that were chosen. */
export const words = {
  problems: {
    'upload-conflict': 'The file was interrupted. Try again.',
    'file-too-large': 'The file is too large.',
    'file-empty': 'The file is empty.',
    'file-type-refused': 'Files of this kind are not accepted.',
    'file-type-mismatch': 'The file is not what its name says.',
    'file-harmful': 'Held back: it may be harmful.',
    'file-uncheckable': 'This file cannot be checked for harm, so it is not taken.',
    'storage-unavailable': 'Files cannot be stored at the moment. What was sent is kept; try again soon.',
  },
  refusals,
  attachments: 'Attachments',
  remove: (name: string) => `Remove ${name}`,
  retryFile: (name: string) => `Try ${name} again`,
  waiting: 'Waiting',
  uploading: (percent: string) => `${percent} sent`,
  uploaded: 'Ready',
  paused: (percent: string) => `Paused at ${percent}`,
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Go on with ${name}`,
  missing: 'Choose this file again to go on.',
  choose: (name: string) => `Choose ${name} again`,
  waitsForSignIn: 'Goes on when you have signed in',
  waitsForLine: 'Goes on when you are online',
};

export type FileWords = typeof words;
