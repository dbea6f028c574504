/**
 * Writes dist/, which is the package `portico` as it is published. Usage: node scripts/build.ts [--bundle]
 *
 *   portico.js, chunks/          what a script tag loads
 *   launcher.js                  the button alone, which loads the rest when it is used
 *   portico.classic.js           the same for sites that strip `type=module`
 *   portico.work.js              the worker for requests without an account
 *   portico.check.js             tells whoever makes a page of colours that cannot be read; for development
 *   presets/                     the looks of known kinds of sites as style sheets
 *   esm/                         unbundled modules with their types; Lit stays an import
 *   custom-elements.json         the elements as documentation and editors read them, and beside it
 *   vscode.*.json, web-types.json, types/       the same for one editor or framework each
 *   demo/mock.js                 what the demo pages of single elements run on; not published
 *   sri.json, manifest.json      the integrity of each file; who loads whom and how heavy it is
 *
 * With --bundle only what a script tag loads is made, which is all the server needs.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build as esbuild } from 'esbuild';
import { fail, node, root, tools } from './run.ts';
import { editorData } from './editor-data.ts';
import { presetStyles } from './preset-styles.ts';
import { customElements } from './generate.ts';

/** The frameworks whose templates know our elements. */
const frameworks = ['react', 'svelte', 'vue'];

interface Manifest {
  version: string;
  dependencies: Record<string, string>;
}

/** The package.json of the published package, made from the workspace's. */
async function packageJson(version: string): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as Manifest;
  // Not the helper, and not the classic script, which no module can import.
  const defines = (await readdir(`${root}src/define`))
    .map((file) => file.replace('.ts', ''))
    .filter((name) => name !== 'define' && name !== 'classic')
    .sort();
  const manifest = {
    name: 'portico',
    version,
    description:
      'A customer portal of native elements: customers sign in, follow their tickets and answer inside any web page.',
    keywords: ['web-components', 'custom-elements', 'lit', 'customer-portal', 'help-desk', 'tickets', 'support'],
    license: 'MIT',
    author: 'Portico contributors',
    type: 'module',
    exports: {
      '.': { types: './esm/index.d.ts', default: './esm/index.js' },
      ...Object.fromEntries(
        defines.map((name) => [
          `./define/${name}.js`,
          { types: `./esm/define/${name}.d.ts`, default: `./esm/define/${name}.js` },
        ]),
      ),
      // Types alone, for templates.
      ...Object.fromEntries(frameworks.map((name) => [`./${name}`, { types: `./types/${name}.d.ts` }])),
      './portico.js': './portico.js',
      './portico.classic.js': './portico.classic.js',
      './launcher.js': './launcher.js',
      './portico.work.js': './portico.work.js',
      './portico.check.js': './portico.check.js',
      './presets/*.css': './presets/*.css',
      './custom-elements.json': './custom-elements.json',
      './web-types.json': './web-types.json',
      './vscode.html-custom-data.json': './vscode.html-custom-data.json',
      './vscode.css-custom-data.json': './vscode.css-custom-data.json',
      './sri.json': './sri.json',
      './package.json': './package.json',
    },
    types: './esm/index.d.ts',
    customElements: './custom-elements.json',
    'web-types': './web-types.json',
    // Only these do something when they are merely imported: they register tags.
    sideEffects: [
      './esm/define/*.js',
      './portico.js',
      './portico.classic.js',
      './portico.work.js',
      './portico.check.js',
      './launcher.js',
      './chunks/*.js',
    ],
    files: [
      'portico*.js',
      'portico*.js.map',
      'launcher.js',
      'launcher.js.map',
      'chunks/*.js',
      'chunks/*.js.map',
      'esm',
      'types',
      'presets/*.css',
      '*.json',
    ],
    // Ranges, so that a page with Lit of its own shares one copy.
    dependencies: Object.fromEntries(Object.entries(dependencies).map(([name, exact]) => [name, `^${exact}`])),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What lets the pages under demo/elements/ stand without a server. Not part of the package. */
async function demoMock(): Promise<void> {
  await esbuild({
    entryPoints: [`${root}demo/mock.ts`],
    outfile: `${root}dist/demo/mock.js`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
}

/** The worker of the unbundled modules, in one file: a bundler that finds its address takes it along as it is. */
async function worker(): Promise<void> {
  await esbuild({
    entryPoints: [`${root}src/controllers/worker.ts`],
    outfile: `${root}dist/esm/controllers/worker.js`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    logLevel: 'error',
  });
}

/** The bundle as it goes over the wire, made once and well; the server picks what a browser takes. */
async function compress(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    /^(portico[^/]*|launcher|chunks.+)\.js$/.test(file),
  );
  for (const file of files) {
    const bytes = await readFile(join(folder, file));
    await writeFile(join(folder, `${file}.br`), brotliCompressSync(bytes));
    await writeFile(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

async function build(bundleOnly: boolean): Promise<void> {
  const dist = `${root}dist`;
  await mkdir(dist, { recursive: true });
  await rm(`${dist}/chunks`, { recursive: true, force: true });
  await node(tools.rollup, ['-c', 'rollup.config.mjs', '--silent']);
  await compress(dist);
  await presetStyles(`${dist}/presets`);
  await demoMock();
  if (bundleOnly) return;
  await rm(`${dist}/esm`, { recursive: true, force: true });
  await node(tools.tsc, ['-p', 'src']);
  await worker();
  // A module cannot be a classic script.
  for (const ending of ['js', 'js.map', 'd.ts', 'd.ts.map']) await rm(`${dist}/esm/define/classic.${ending}`);
  await customElements(`${dist}/custom-elements.json`);
  const { version } = JSON.parse(await readFile(`${root}server/package.json`, 'utf8')) as Manifest;
  await rm(`${dist}/types`, { recursive: true, force: true });
  await editorData(dist, version);
  await writeFile(`${dist}/package.json`, await packageJson(version));
  for (const file of ['LICENSE', 'README.md']) await cp(`${root}${file}`, `${dist}/${file}`);
}

await build(process.argv.includes('--bundle')).catch(fail);
