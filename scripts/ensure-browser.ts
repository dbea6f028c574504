/**
 * Finds a Chromium or Chrome for the tests, or installs Debian's.
 *
 * Usage: node scripts/ensure-browser.ts     prints its path
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { install } from './apt.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const ADVICE =
  'The tests need Chromium or Chrome and none was found. Install one (Debian: sudo apt-get install chromium), or name it: CHROME_PATH=/path/to/chrome';

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(executable);
}

/** The path of a browser that speaks Chrome's protocol. */
export function ensureBrowser(): string {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (executable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not a program.`);
  }
  const found = find();
  if (found) return found;
  install(['chromium'], ADVICE);
  const installed = find();
  if (!installed) throw new Error(ADVICE);
  return installed;
}

/** What a browser needs on its command line to stay quiet, and to run at all as root in a container. */
export const browserArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (import.meta.main) {
  try {
    console.log(ensureBrowser());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
