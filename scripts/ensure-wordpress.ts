/**
 * Finds WordPress with a theme of blocks, PHP and MariaDB's server, or installs Debian's. None of them is started here, and no service is.
 *
 * Usage: node scripts/ensure-wordpress.ts     installs them where they are missing, and prints the folder of WordPress
 */
import { existsSync } from 'node:fs';
import { install } from './apt.ts';

const FOLDER = '/usr/share/wordpress';
const PROGRAMS = { php: '/usr/bin/php', mariadbd: '/usr/sbin/mariadbd' };
const PLACES = [`${FOLDER}/wp-load.php`, `${FOLDER}/wp-content/themes/twentytwentythree`, ...Object.values(PROGRAMS)];
// It wants a web server; this is the smallest.
const PACKAGES = ['wordpress', 'wordpress-theme-twentytwentythree', 'mariadb-server-core', 'php-cli', 'mini-httpd'];
const ADVICE = `The tests of the WordPress plugin need Debian's WordPress. Install it (sudo apt-get install ${PACKAGES.join(' ')}).`;

/** What the tests start. */
export interface WordPressParts {
  readonly folder: string;
  readonly php: string;
  readonly mariadbd: string;
}

const isThere = (): boolean => PLACES.every((place) => existsSync(place));

/** Whether this machine has it or may get it. */
export function canRunWordPress(): boolean {
  return isThere() || (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0);
}

/** WordPress' folder and the programs it needs. */
export function ensureWordPress(): WordPressParts {
  if (!isThere()) install(PACKAGES, ADVICE);
  if (!isThere()) throw new Error(ADVICE);
  return { folder: FOLDER, ...PROGRAMS };
}

if (import.meta.main) {
  try {
    console.log(ensureWordPress().folder);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
