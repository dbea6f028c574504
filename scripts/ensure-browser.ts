/**
 * Finds the browsers for the tests, or installs Debian's.
 *
 * Usage: node scripts/ensure-browser.ts     prints the path of the Chromium or Chrome
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

function find(names: string[], places: string[] = []): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find(executable);
}

function ensure(names: string[], packages: string[], advice: string, places?: string[]): string {
  const found = find(names, places);
  if (found) return found;
  install(packages, advice);
  const installed = find(names, places);
  if (!installed) throw new Error(advice);
  return installed;
}

/** The path of a browser that speaks Chrome's protocol. */
export function ensureBrowser(): string {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (executable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not a program.`);
  }
  return ensure(NAMES, ['chromium'], ADVICE, PLACES);
}

/** The path of a Firefox. */
export function ensureFirefox(): string {
  return ensure(
    ['firefox-esr', 'firefox'],
    ['firefox-esr'],
    'The tests need Firefox and none was found. Install one (Debian: sudo apt-get install firefox-esr).',
    ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  );
}

/** The paths of WebKitGTK's driver and of the X server that it needs: it has no headless mode. */
export function ensureWebKit(): { driver: string; screen: string } {
  const packages = ['webkit2gtk-driver', 'xvfb'];
  const advice = `The tests need WebKitGTK and Xvfb (Debian: sudo apt-get install ${packages.join(' ')}).`;
  return { driver: ensure(['WebKitWebDriver'], packages, advice), screen: ensure(['Xvfb'], packages, advice) };
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
