/** What is said where a reply is written. */
export const words = {
  reply: 'Reply',
  replyPlaceholder: 'Write a reply…',
  replyHint: 'A reply opens this ticket again.',
  send: 'Send reply',
  sent: 'Your reply was sent.',
  queued: 'Your reply waits to be sent.',
};

export type ComposerWords = typeof words;
