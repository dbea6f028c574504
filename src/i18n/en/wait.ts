import { plural } from './core.js';

/** What is said while somebody has to wait before the next try to sign in. */
export const words = {
  waitSeconds: (seconds: number) =>
    plural(seconds, { one: 'Try again in # second.', other: 'Try again in # seconds.' }),
};

export type WaitWords = typeof words;
