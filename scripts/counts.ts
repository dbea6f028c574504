/**
 * Counts the tests that really ran. Each runner appends a line of JSON to the file that PORTICO_TEST_COUNTS names;
 * scripts/test.ts adds them up.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** How a run ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Nothing has run. */
export const none = (): Counts => ({ passed: 0, failed: 0, skipped: 0 });

/** The sum of two runs. */
export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line that ends a test run: `12 passed, 0 failed`. */
export function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** Reports a run to whoever asked for it. */
export function report(counts: Counts): void {
  const file = process.env.PORTICO_TEST_COUNTS;
  if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
}

/** All runs reported to a file. */
export function collect(file: string): Counts {
  if (!existsSync(file)) return none();
  const lines = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Counts).reduce(add, none());
}
