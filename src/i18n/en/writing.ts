/** What is said where something is written and sent, with files: a reply, a support form. */
export const words = {
  problems: {
    'too-large': 'This is too much to send at once. Shorten it or send fewer files.',
    'idempotency-key-reused': 'This was sent before with other words. Try again.',
  },
  sending: 'Sending…',
  notSent: 'Not sent.',
  attach: 'Attach files',
  attachHint: (count: number, size: string) => `Up to ${count} files, ${size} each, no programs. Drop or paste.`,
  uploadsRunning: 'Files are still on their way.',
};

export type WritingWords = typeof words;
