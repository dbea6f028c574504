/** What is said above the form of the sign-in: how somebody came to it. */
export const words = {
  signedOut: 'You are signed out.',
  ended: 'Your session has ended.',
  endedHint: 'You were signed out to keep your tickets private.',
  kept: 'What you wrote is still in this browser: sign in again, and it is there.',
};

export type AsideWords = typeof words;
