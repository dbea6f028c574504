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
  },
  refusals,
  attachments: 'Attachments',
  remove: (name: string) => `Remove ${name}`,
  retryFile: (name: string) => `Try ${name} again`,
  waiting: 'Waiting',
  uploading: (percent: string) => `${percent} sent`,
  uploaded: 'Ready',
};

export type FileWords = typeof words;
