/** Runs `node --test` with our reporter. Usage: node scripts/node-test.ts files and folders */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fail, node, root } from './run.ts';

/** A test that takes longer hangs; one that may take longer says so itself. */
const HUNG_MS = 300_000;

/** The test files of some paths; a folder stands for the tests in it. */
export function testFiles(paths: string[]): string[] {
  return paths.flatMap((path) =>
    path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.test.ts`, { cwd: root }).sort(),
  );
}

/** Runs test files, or all in a folder. Fails when there is none: silence is not success. */
export async function nodeTest(paths: string[], env: NodeJS.ProcessEnv = {}, flags: string[] = []): Promise<void> {
  const files = testFiles(paths);
  if (!files.length) throw new Error(`There is no test in ${paths.join(', ')}.`);
  const common = ['--test-reporter=./scripts/node-reporter.ts', `--test-timeout=${HUNG_MS}`];
  await node('--test', [...common, ...flags, ...files], {
    // Tests start the server some hundred times: it is compiled once.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...env },
  });
}

if (import.meta.main) await nodeTest(process.argv.slice(2)).catch(fail);
