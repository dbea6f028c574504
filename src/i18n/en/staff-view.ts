/** What staff read who see a portal as one of its customers does. */
export const words = {
  problems: {
    'read-only': 'You only look at this portal. Nothing can be changed here.',
    'link-expired': 'This link has expired.',
  },
  banner: 'Staff view',
  // The name between isolates: it may be written in the other direction.
  seenAs: (name: string) => `You see this portal as \u2068${name}\u2069.`,
  readOnly: 'Read-only.',
  leave: 'Leave',
  entering: 'One moment…',
  ended: 'This view has ended',
  endedHint:
    'Its link works once, within five minutes, and opens the portal for twenty. Ask for another one to look again.',
};

/** Everything that is said to them. */
export type StaffViewWords = typeof words;
