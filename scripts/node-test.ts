/** Runs `node --test` with our reporter. Usage: node scripts/node-test.ts files and folders */
import { globSync } from 'node:fs';
import { fail, node, root } from './run.ts';

/** A test that takes longer hangs; one that may take longer says so itself. */
const HUNG_MS = 300_000;

/** Runs test files; a folder stands for the tests in it. Fails when there is none: silence is not success. */
export async function nodeTest(paths: string[], env: NodeJS.ProcessEnv = {}, flags: string[] = []): Promise<void> {
  const files = paths.flatMap((path) =>
    path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.test.ts`, { cwd: root }).sort(),
  );
  if (!files.length) throw new Error(`There is no test in ${paths.join(', ')}.`);
  const common = ['--test-reporter=./scripts/node-reporter.ts', `--test-timeout=${HUNG_MS}`];
  await node('--test', [...common, ...flags, ...files], {
    env: { ...process.env, ...env },
  });
}

if (import.meta.main) await nodeTest(process.argv.slice(2)).catch(fail);
