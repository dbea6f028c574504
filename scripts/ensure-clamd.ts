/**
 * ClamAV's daemon with two signatures of our own in place of the whole database: the test virus EICAR, and a text that no file has.
 *
 * Usage: node scripts/ensure-clamd.ts     installs it where it is missing, and prints its path
 */
import { existsSync } from 'node:fs';
import { install } from './apt.ts';

const PROGRAM = '/usr/sbin/clamd';
const ADVICE = 'The tests of files need ClamAV’s daemon. Install it (Debian: sudo apt-get install clamav-daemon).';

/** The program. */
export function ensureClamd(): string {
  if (!existsSync(PROGRAM)) install(['clamav-daemon'], ADVICE);
  return PROGRAM;
}

if (import.meta.main) {
  try {
    console.log(ensureClamd());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
