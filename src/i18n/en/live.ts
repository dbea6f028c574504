import { plural } from './core.js';

/** What is said of what happens while somebody looks. */
export const words = {
  newReply: (name: string) => `New reply from ${name}`,
  newMessages: (count: number) => plural(count, { one: 'New message', other: '# new messages' }),
  showNew: (count: number) => `Show ${count} new`,
  newStatus: (label: string) => `Status: ${label}`,
  isWriting: (name: string) => `${name} is writing…`,
  someoneWrites: 'Someone from the team is writing…',
  gone: 'This request is no longer here',
  goneText: 'It was deleted, or it belongs to somebody else now.',
  unsent: 'What you had written',
  copyText: 'Copy text',
  copied: 'Copied',
};

export type LiveWords = typeof words;
