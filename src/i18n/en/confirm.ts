/** What is said when a request is confirmed by the link of its mail. */
export const words = {
  confirming: 'Send your request?',
  confirmLead: 'With that you confirm your e-mail address, and your request reaches us.',
  confirm: 'Send it now',
  confirmed: (number: string) => `Thank you. Your request is ticket ${number}.`,
  confirmedHint: 'We answer by e-mail.',
  confirmedWays: 'With an account you also see it here, with every answer.',
  confirmExpired: 'This link is no longer good',
  confirmExpiredHint: 'It was good for a day, or it is not whole. Send your request once more.',
};

export type ConfirmWords = typeof words;
