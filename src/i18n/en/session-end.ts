import { plural } from './core.js';

/** What the dialog says that warns of the end of a session. */
export const words = {
  endTitle: 'Still there?',
  endText: 'You will be signed out soon, to keep your tickets private. What you wrote stays here.',
  finalTitle: 'Time to sign in again',
  finalText:
    'You have been signed in for as long as this portal allows. What you wrote stays here while you sign in again.',
  staffTitle: 'This view ends soon',
  staffText: 'It lasts twenty minutes. Ask for another link to look longer.',
  timeLeft: 'Time left',
  secondsLeft: (seconds: number) => plural(seconds, { one: '# second left', other: '# seconds left' }),
  stay: 'Stay signed in',
  staying: 'One moment…',
  later: 'Not yet',
};

export type SessionEndWords = typeof words;
