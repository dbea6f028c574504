import { type Puzzle, solve } from './work.js';

/** What the worker says: that it is there, and how its work ended. */
export type Word = 'here' | 'failed' | { readonly number: number | undefined };

const say = (word: Word): void => postMessage(word);

addEventListener('message', ({ data }: MessageEvent<Puzzle>) => {
  // Nobody else has to have a turn here.
  solve(data, undefined, Infinity).then(
    (number) => say({ number }),
    () => say('failed'),
  );
});
say('here');
