import { selectUnchecked, setFileState } from '../stores/file-states.ts';
import type { FilePorts } from './finish.ts';
import { ScannerUnavailable } from './scanner.ts';
import { FileMissing } from './storage.ts';

/** Files that one run looks at. */
const AT_ONCE = 200;

/** What a run came to. */
export interface Checked {
  readonly ready: number;
  readonly quarantined: number;
  /** Still unknown. */
  readonly waiting: number;
}

/**
 * Has the scanner look at the files it could not look at when they came. What it finds harmful, and what it will never look at,
 * is held back for good; what it cannot say anything about waits for the next run.
 */
export async function checkFiles({ db, files, scanner }: Omit<FilePorts, 'staging'>): Promise<Checked> {
  const counts = { ready: 0, quarantined: 0, waiting: 0 };
  if (!scanner) return counts;
  for (const key of await selectUnchecked(db, AT_ONCE)) {
    try {
      const state = (await scanner.scan(() => files.get(key))) === 'clean' ? 'ready' : 'quarantined';
      await setFileState(db, key, state);
      counts[state] += 1;
    } catch (error) {
      // One file that cannot be read or judged does not keep the others waiting.
      if (!(error instanceof ScannerUnavailable || error instanceof FileMissing)) throw error;
      counts.waiting += 1;
    }
  }
  return counts;
}
