import { type Puzzle, solve } from './work.js';
import type { Word } from './worker.js';

type Found = Extract<Word, object>;

// Milliseconds after which a worker that has not said a word is given up.
const patience = 2000;

/** Looks for the number of a challenge in a worker where that can be, and on the page otherwise; undefined where it has none. */
export async function solveAside(puzzle: Puzzle, signal: AbortSignal): Promise<number | undefined> {
  const found = await ask(puzzle, signal).catch(() => undefined);
  signal.throwIfAborted();
  return found ? found.number : solve(puzzle, signal);
}

/** What a worker found; undefined where there can be none, or where it fails. */
async function ask(puzzle: Puzzle, signal: AbortSignal): Promise<Found | undefined> {
  // Nothing is tried that the page's policy would report: from another origin no worker is to be had.
  if (!isOwn(import.meta.url)) return undefined;
  const { policy, worker: address } = await import('../content/policy.js');
  if (!isOwn(address) || ('trustedTypes' in globalThis && !policy) || signal.aborted) return undefined;
  const worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
  try {
    return await answer(worker, puzzle, signal);
  } finally {
    worker.terminate();
  }
}

function answer(worker: Worker, puzzle: Puzzle, signal: AbortSignal): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const give = () => resolve(undefined);
    const timer = setTimeout(give, patience);
    worker.onerror = (event) => {
      // Said by nobody: the work goes on here.
      event.preventDefault();
      give();
    };
    worker.onmessage = ({ data }: MessageEvent<Word>) => {
      clearTimeout(timer);
      if (data !== 'here') resolve(data === 'failed' ? undefined : data);
    };
    signal.addEventListener('abort', give, { once: true });
    worker.postMessage(puzzle);
  });
}

/** Whether a file is of the page's origin, and not made up. */
const isOwn = (address: string): boolean => /^http/.test(address) && new URL(address).origin === origin;
