/**
 * Finds SimpleSAMLphp, the SAML identity provider of the tests, or installs Debian's.
 *
 * Usage: node scripts/ensure-saml.ts     prints the folder of its pages
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { install } from './apt.ts';

const PAGES = '/usr/share/simplesamlphp/www';
const ADVICE =
  'The tests need SimpleSAMLphp with php and openssl on PATH. Install them (Debian 12: sudo apt-get install simplesamlphp php-cli openssl).';

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function find(): { php: string; pages: string } | undefined {
  const php = onPath('php');
  return php && onPath('openssl') && existsSync(PAGES) ? { php, pages: PAGES } : undefined;
}

/** The program php and the folder of SimpleSAMLphp's pages. */
export function ensureSimpleSamlPhp(): { php: string; pages: string } {
  const found = find();
  if (found) return found;
  // It wants a web server; this is the smallest.
  install(['simplesamlphp', 'php-cli', 'php-xml', 'php-mbstring', 'mini-httpd', 'openssl'], ADVICE);
  const installed = find();
  if (!installed) throw new Error(ADVICE);
  return installed;
}

if (import.meta.main) {
  try {
    console.log(ensureSimpleSamlPhp().pages);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
