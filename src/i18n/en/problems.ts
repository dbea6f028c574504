const problems = {
  'too-many-attempts': 'Too many attempts. Wait a moment before the next one.',
  'rate-limited': 'That was a lot at once. Wait a moment and try again.',
  'portal-off': 'The support portal is closed at the moment. Please come back later.',
  'invalid-request': 'Something in this request was not understood. Reload the page and try again.',
  'session-required': 'Please sign in first.',
  'proof-invalid': 'Your browser could not prove that this session is yours. Sign in again.',
  'proof-expired': 'Your device’s clock seems to be wrong. Set it to the right time and try again.',
  'host-token-invalid': 'This site could not sign you in. Try again in a moment.',
  'host-token-expired': 'This site could not sign you in, because its clock seems to be wrong.',
  'access-denied': 'Your account may not use this portal.',
  'origin-refused': 'This portal may not be used from this web site.',
  'not-found': 'This does not exist, or it is not yours to see.',
  'validation-failed': 'Some answers need another look.',
  insecure: 'The portal works on secure pages (https) only.',
  'host-failed': 'This site could not sign you in. Try again in a moment.',
  'no-source': 'This element does not know its portal: give it a src attribute.',
  broken: 'This could not be shown.',
};

/** What seldom goes wrong; asked for when it does. What may go wrong without a connection is in the core. */
export const words = { problems };

export type ProblemWords = typeof words;
