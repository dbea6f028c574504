/**
 * Everything that CI checks, cheapest first, until something fails. The last line says how many tests ran:
 * `N passed, 0 failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, none, sentence } from './counts.ts';
import { nodeTest } from './node-test.ts';
import { node, tools } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'portico-test-'));
const counts = join(folder, 'counts');
process.env.PORTICO_TEST_COUNTS = counts;
// Colour is for a person at a terminal.
if (!process.stdout.isTTY) process.env.NO_COLOR = '1';

/** Waits for all, so that each says what it found, and fails where one did. */
async function atOnce(works: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** The parts in order; each is what an npm script of nearly the same name does. */
const parts: [headline: string, run: () => Promise<void>][] = [
  ['Generated files are current', () => node('scripts/check-generated.ts')],
  ['The contract and its examples', () => node('scripts/check-contract.ts')],
  [
    'Types, lint and format',
    () =>
      atOnce([
        node('scripts/check-types.ts'),
        node(tools.eslint, ['--max-warnings', '0', '.']),
        node(tools.prettier, ['--check', '--log-level', 'warn', '.']),
      ]),
  ],
  ['Architecture', () => nodeTest(['test/architecture.test.ts', 'test/style-sheets.test.ts'])],
  ['Build', () => node('scripts/build.ts')],
  ['Size', () => node('scripts/check-size.ts')],
  ['Package', () => node('scripts/check-package.ts')],
  ['Library in a browser', () => node(tools.wtr)],
  ['Server and contract', () => node('scripts/test-server.ts')],
  ['Journeys and examples of frameworks', () => node('scripts/test-e2e.ts', ['test/frameworks', 'test/e2e'])],
];

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const times: string[] = [];
const start = Date.now();
let broken: string | undefined;
for (const [headline, run] of parts) {
  console.log(`\n== ${headline}`);
  const began = Date.now();
  try {
    await run();
    if (headline === 'Build') process.env.PORTICO_TEST_BUILT = '1';
  } catch (error) {
    console.error((error as Error).message);
    broken = headline;
  }
  times.push(`${headline} ${seconds(began)}`);
  if (broken) break;
}

const total = collect(counts);
rmSync(folder, { recursive: true });
console.log(`\n${times.join(', ')}; all in ${seconds(start)}.`);
if (broken) {
  console.error(`\nFailed: ${broken}`);
  // A part that is no test counts as one failure, so that the last line never looks green.
  console.log(sentence({ ...total, failed: Math.max(1, total.failed) }));
  process.exitCode = 1;
} else if (sentence(total) === sentence(none())) {
  console.error('\nNo test ran.');
  process.exitCode = 1;
} else {
  console.log(`\n${sentence(total)}`);
}
