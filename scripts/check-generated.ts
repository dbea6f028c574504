/** Fails when a generated file is not what its source would make today. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, generated } from './generate.ts';
import { fail, root } from './run.ts';

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

async function check(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-generated-'));
  try {
    await generate(folder);
    const stale: string[] = [];
    for (const file of Object.keys(generated)) {
      if ((await read(join(folder, file))) !== (await read(join(root, file)))) stale.push(file);
    }
    for (const file of stale) console.error(`${file} is out of date: run \`npm run generate\` and commit the result.`);
    if (stale.length) process.exitCode = 1;
    else console.log(`${Object.keys(generated).length} generated files are current.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await check().catch(fail);
