/**
 * The examples under demo/frameworks, built with the package as it is published and used in a real browser.
 *
 * Usage: npm run test:frameworks     builds first, unless PORTICO_TEST_BUILT says that dist/ is fresh
 */
import { ensureBrowser } from './ensure-browser.ts';
import { nodeTest } from './node-test.ts';
import { fail, node } from './run.ts';

async function test(): Promise<void> {
  const browser = ensureBrowser();
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts');
  await nodeTest(['test/frameworks'], { CHROME_PATH: browser });
}

await test().catch(fail);
