/** What is said of signing in by identity providers. */
export const words = {
  problems: {
    'access-denied': 'You have signed in, but your account may not use this portal.',
    'sign-in-cancelled': 'You gave up signing in at the other service. Try again, or choose another way.',
    'email-unverified':
      'The service you signed in with does not vouch for your e-mail address. Have it verified there, or choose another way.',
    'sign-in-unverified': 'This sign-in could not be verified. Try again.',
  },
  signInWith: (provider: string) => `Sign in with ${provider}`,
  or: 'or with e-mail and password',
  choose: 'Choose how to sign in',
  withPassword: 'With e-mail and password',
  waiting: (provider: string) => `Sign in with ${provider} in the window that has opened.`,
  waitingLabel: 'Waiting for the other window…',
  windowClosed:
    'That window was closed, or it is out of reach. If it is still open, finish there; otherwise try again.',
  finishing: 'Signing you in…',
};

export type ProviderWords = typeof words;
