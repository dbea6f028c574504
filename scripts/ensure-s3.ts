/**
 * OpenStack Swift, whose S3 interface checks signatures as Amazon's does. It needs Linux and root, whose settings in /etc it has.
 *
 * Usage: node scripts/ensure-s3.ts     installs it where it is missing, and prints the path of its front
 */
import { existsSync } from 'node:fs';
import { install } from './apt.ts';

const PROGRAM = '/usr/bin/swift-proxy-server';
const PROGRAMS = [
  PROGRAM,
  '/usr/bin/swift-account-server',
  '/usr/bin/swift-object-server',
  '/usr/bin/swift-container-server',
];
const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'];
const ADVICE = `The tests of files need OpenStack Swift. Install it (Debian: sudo apt-get install ${PACKAGES.join(' ')}).`;

/** Whether this machine can run it at all. */
export function canRunS3(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** The program that answers. */
export function ensureS3(): string {
  if (!PROGRAMS.every((file) => existsSync(file))) install(PACKAGES, ADVICE);
  return PROGRAM;
}

if (import.meta.main) {
  try {
    console.log(ensureS3());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
