/** Installs a Debian package, or says what a person has to do instead. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** What Debian asks whether a server may be started. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Installs Debian packages as root on Debian; anywhere else throws the advice. */
export function install(packages: string[], advice: string): void {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw new Error(advice);
  console.error(`Installing ${packages.join(', ')} …`);
  const apt = (args: string[]): void => {
    execFileSync('apt-get', args, {
      // What scripts print on standard output is their answer.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  // Servers among them are not started: the tests start their own.
  const keeps = existsSync(POLICY);
  if (!keeps) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  } finally {
    if (!keeps) rmSync(POLICY);
  }
}
