/** Checks dist/ as npm would publish it: what publint and attw find, and that nothing strange is in the tarball. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { fail, node, npmCommand, root, tools } from './run.ts';

const dist = `${root}dist`;
const EXPECTED =
  /^(LICENSE|README\.md|package\.json|(custom-elements|manifest|sri|web-types|vscode\.(html|css)-custom-data)\.json|(portico(\.classic|\.work|\.check)?|launcher)\.js(\.map)?|chunks\/.+\.js(\.map)?|presets\/[a-z]+\.css|types\/[a-z]+\.d\.ts|esm\/.+\.(js|d\.ts)(\.map)?)$/;

async function check(): Promise<void> {
  if (!existsSync(`${dist}/package.json`)) throw new Error('There is no package to check: run `npm run build` first.');
  const { messages, pkg } = await publint({ pkgDir: dist, strict: true });
  for (const message of messages) console.error(formatMessage(message, pkg));
  const folder = await mkdtemp(join(tmpdir(), 'portico-package-'));
  try {
    const [command, args] = npmCommand();
    const pack = [...args, 'pack', '--json', '--silent', '--pack-destination', folder];
    const told = JSON.parse(execFileSync(command, pack, { cwd: dist, encoding: 'utf8' })) as
      Packed | Record<string, Packed[0]>;
    const [{ filename, files, size }] = (Array.isArray(told) ? told : Object.values(told)) as Packed;
    const strange = files.map(({ path }) => path).filter((path) => !EXPECTED.test(path));
    for (const path of strange) console.error(`dist/${path} is in the package and should not be.`);
    const profile = ['--profile', 'esm-only', '--no-definitely-typed', '--exclude-entrypoints'];
    const data = ['custom-elements', 'sri', 'web-types', 'vscode.html-custom-data', 'vscode.css-custom-data'];
    // Of types for templates there is no module.
    const bundles = [
      'portico.js',
      'portico.classic.js',
      'launcher.js',
      'portico.work.js',
      'portico.check.js',
      ...data.map((name) => `${name}.json`),
      'react',
      'svelte',
      'vue',
    ];
    const attw = [join(folder, filename), '--format', 'table-flipped', '--no-color', ...profile, ...bundles];
    // Its table is long, and of interest only when something is wrong.
    await node(tools.attw, attw, { stdio: 'ignore' }).catch(() => node(tools.attw, attw));
    if (messages.length || strange.length) process.exitCode = 1;
    else console.log(`The package is sound: ${files.length} files, ${Math.round(size / 1000)} kB packed.`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Packed = [{ filename: string; size: number; files: { path: string }[] }];

await check().catch(fail);
