/** What is said of one's consent in one's account. */
export const words = {
  consent: 'Consent',
  consentSince: (version: number) => `Version ${version}, agreed to`,
  consentText: 'What you agreed to',
  consentNone: 'There is nothing you have agreed to.',
  withdraw: 'Withdraw consent',
  withdrawTitle: 'Withdraw your consent?',
  withdrawEnds: 'You will be signed out on every device, and can sign in again only when you agree again.',
  withdrawStays: 'You stay signed in.',
  keep: 'Keep it',
  withdrawing: 'One moment…',
  quote: 'Show more',
};

export type ConsentWords = typeof words;
