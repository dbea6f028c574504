/**
 * The journeys: a real browser, the built bundle, the real server and its real database.
 *
 * Usage: npm run test:e2e [-- files]     builds first, unless PORTICO_TEST_BUILT says that dist/ is fresh
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './ensure-browser.ts';
import { canRunWordPress, ensureWordPress } from './ensure-wordpress.ts';
import { nodeTest, testFiles } from './node-test.ts';
import { fail, node, root } from './run.ts';

function prepareWordPress(): void {
  if (canRunWordPress()) ensureWordPress();
  else console.log('Left out: the plugin in WordPress, which needs Debian’s package of it, or root there.');
}

/** Whether a file holds the page to times, and wants the machine for itself. */
const measures = (file: string): boolean => readFileSync(join(root, file), 'utf8').includes('longTasks');

async function test(): Promise<void> {
  const browser = ensureBrowser();
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts', ['--bundle']);
  const files = testFiles(process.argv.length > 2 ? process.argv.slice(2) : ['test/e2e']);
  // Before the clocks of the tests run.
  if (files.some((file) => file.includes('wordpress'))) prepareWordPress();
  const folder = mkdtempSync(join(tmpdir(), 'portico-journeys-'));
  const env = { CHROME_PATH: browser, PORTICO_TEST_DEMO_DATA: join(folder, 'demo') };
  const [measured = [], others = []] = [true, false].map((it) => files.filter((file) => measures(file) === it));
  try {
    // Much of a journey is waiting.
    if (others.length) await nodeTest(others, env, ['--test-concurrency=2']);
    if (measured.length) await nodeTest(measured, env, ['--test-concurrency=1']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await test().catch(fail);
