/**
 * The journeys: a real browser, the built bundle, the real server and its real database.
 *
 * Usage: npm run test:e2e [-- files]     builds first, unless PORTICO_TEST_BUILT says that dist/ is fresh
 */
import { ensureBrowser } from './ensure-browser.ts';
import { nodeTest } from './node-test.ts';
import { fail, node } from './run.ts';

async function test(): Promise<void> {
  const browser = ensureBrowser();
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts', ['--bundle']);
  const files = process.argv.slice(2);
  await nodeTest(files.length ? files : ['test/e2e'], { CHROME_PATH: browser }, ['--test-concurrency=1']);
}

await test().catch(fail);
