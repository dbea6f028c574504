/**
 * Photographs the portal in the real sites that docs/hosts.md has recipes for, and in the demo: the pictures of docs/images.
 * The sites are installed and built in a folder of their own; pngquant makes the pictures small where it is installed.
 *
 * Usage: npm run pictures [-- vitepress docusaurus starlight wordpress demo]
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { fail, node, npm, root } from '../../scripts/run.ts';
import { DemoServer, openBrowser, Person } from '../e2e/support.ts';
import { WordPressPeer } from '../peers/wordpress.ts';

/** Where the sites made of files build to, and the address of their page with the portal. */
const SITES: Record<string, { built: string; page: string }> = {
  vitepress: { built: 'docs/.vitepress/dist', page: '/support.html' },
  docusaurus: { built: 'build', page: '/support/' },
  starlight: { built: 'dist', page: '/support/' },
};
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const page = (
  portal: string,
): string => `<!-- wp:paragraph --><p>Ask us anything. See also <a href="/sample-page/">billing questions</a>.</p><!-- /wp:paragraph -->
<!-- wp:portico/portal {"align":"wide","src":"${portal}/help"} /-->`;

/** Photographs what a person has open. */
async function photograph({ page }: Person, name: string): Promise<void> {
  // What comes and goes has settled when nothing was asked for a while.
  await page.waitForNetworkIdle({ idleTime: 1000 });
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  const file = join(root, 'docs/images', name);
  await page.screenshot({ path: file });
  try {
    execFileSync('pngquant', ['--force', '--ext', '.png', '--speed', '1', '--strip', file]);
  } catch {
    console.warn('Not made small: install pngquant.');
  }
  console.log(`docs/images/${name}`);
}

/** Somebody who sees their tickets. */
async function signedIn(browser: Browser, address: string, width = 1280, height = 800): Promise<Person> {
  const mika = await Person.at(browser, width, height);
  await mika.open(address);
  await mika.signIn('mika@lumen.example');
  await mika.reads('JAM LOST');
  return mika;
}

/** Builds one of the sites, with the portal in it, and serves it while something is done. */
async function withSite(
  folder: string,
  name: string,
  portal: string,
  act: (at: string) => Promise<void>,
): Promise<void> {
  const { built, page } = SITES[name]!;
  const site = join(folder, name);
  await cp(join(root, 'test/visual/hosts', name), site, { recursive: true });
  for (const file of await readdir(site, { recursive: true }))
    if (/\.mdx?$/.test(file)) {
      const path = join(site, file);
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll('__PORTAL__', portal));
    }
  const env = { ...process.env, PORTAL: portal, DOCUSAURUS_NO_TELEMETRY: '1', ASTRO_TELEMETRY_DISABLED: '1' };
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: site, env });
  await npm(['run', 'build'], { cwd: site, env });
  const server = createServer(({ url }, response) => {
    const path = join(site, built, new URL(url!, 'http://localhost').pathname);
    const file = [path, join(path, 'index.html')].find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
    if (!file) return void response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}${page}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function photographWordPress(browser: Browser, portal: string, allow: (origin: string) => Promise<void>) {
  const wordpress = await WordPressPeer.open();
  try {
    await allow(wordpress.address);
    const address = wordpress.php(`
      require_once ABSPATH . 'wp-admin/includes/plugin.php';
      activate_plugin('portico/portico.php');
      update_option('portico', ['src' => '${portal}/help', 'script' => '', 'preset' => 'auto']);
      $page = ['post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Support', 'post_content' => base64_decode('${btoa(page(portal))}')];
      echo get_permalink(wp_insert_post(wp_slash($page)));`);
    const mika = await signedIn(browser, address);
    await mika.click('link', 'JAM LOST on two Plovers out of six');
    await mika.find('region', 'Conversation').wait();
    await mika.page.waitForNetworkIdle();
    // The ticket went to what is new in it.
    await mika.page.$eval('h1', (heading) =>
      scrollBy({ top: heading.getBoundingClientRect().top - 56, behavior: 'instant' }),
    );
    await photograph(mika, 'host-wordpress.png');
    await mika.leave();
  } finally {
    await wordpress.close();
  }
}

async function pictures(wished: readonly string[]): Promise<void> {
  const wants = (name: string): boolean => wished.length === 0 || wished.includes(name);
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts', ['--bundle']);
  const folder = await mkdtemp(join(tmpdir(), 'portico-hosts-'));
  const [portal, browser] = await Promise.all([DemoServer.start(), openBrowser()]);
  const allow = (origin: string): Promise<void> =>
    portal.withDatabase((db) =>
      db
        .updateTable('portals')
        .set({ allowed_origins: [origin] })
        .execute(),
    );
  try {
    if (wants('demo')) {
      const mika = await signedIn(browser, `${portal.address}/`, 1200, 900);
      await photograph(mika, 'portal.png');
      await mika.leave();
    }
    for (const name of Object.keys(SITES).filter(wants))
      await withSite(folder, name, portal.address, async (address) => {
        await allow(new URL(address).origin);
        const mika = await signedIn(browser, address);
        await photograph(mika, `host-${name}.png`);
        if (name === 'vitepress') {
          await mika.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
          await photograph(mika, 'host-vitepress-dark.png');
        }
        await mika.leave();
      });
    if (wants('wordpress')) await photographWordPress(browser, portal.address, allow);
  } finally {
    await browser.close();
    await portal.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await pictures(process.argv.slice(2)).catch(fail);
