/**
 * Makes the generated files, which are committed so that a reader sees them and a review shows their changes:
 * the API's types from the contract, the elements' manifest from their JSDoc, the database's schema from its migrations.
 *
 * Usage: node scripts/generate.ts [folder]     writes them under the folder, by default where they belong
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { fail, node, root, tools } from './run.ts';

/** Where each generated file lives, and what makes it. */
export const generated: Record<string, (to: string) => Promise<void>> = {
  'src/api/schema.ts': apiTypes,
  'custom-elements.json': customElements,
  'server/db/schema.sql': (to) => node('server/db/dump-schema.ts', [to]),
};

/** Types only: a client of ours is thinner than any that is generated. */
async function apiTypes(to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-types-'));
  try {
    await createClient({
      input: `${root}openapi/portal.yaml`,
      output: { path: folder, entryFile: false },
      plugins: ['@hey-api/typescript'],
      logs: { level: 'silent', file: false },
    });
    await cp(join(folder, 'types.gen.ts'), to);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The custom elements manifest. */
export async function customElements(to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-elements-'));
  try {
    await node(tools.cem, [
      'analyze',
      '--config',
      'custom-elements-manifest.config.mjs',
      '--outdir',
      relative(root, folder),
      '--quiet',
    ]);
    const manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as object;
    await writeFile(to, `${JSON.stringify(manifest, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes every generated file under a folder. */
export async function generate(folder: string): Promise<void> {
  for (const [file, make] of Object.entries(generated)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await make(join(folder, file));
  }
}

if (import.meta.main) await generate(process.argv[2] ?? root).catch(fail);
