/**
 * Photographs every element in every state and puts it on one page, to be looked at before a change of looks lands.
 *
 * Usage: npm run gallery [-- portico-ticket …]     writes gallery/index.html; names narrow it to some elements
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { fail, node, root } from '../../scripts/run.ts';
import { DemoServer, openBrowser } from '../e2e/support.ts';

const folder = join(root, 'gallery');

interface View {
  readonly name: string;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  readonly forced?: boolean;
}

/** How each state is looked at. */
const views: readonly View[] = [
  ...[360, 768, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme): View => ({
      name: `${width} ${scheme}`,
      width,
      scheme,
      direction: 'ltr',
    })),
  ),
  { name: '360 right to left', width: 360, scheme: 'light', direction: 'rtl' },
  { name: '1280 right to left', width: 1280, scheme: 'dark', direction: 'rtl' },
  { name: '1280 forced colours', width: 1280, scheme: 'dark', direction: 'ltr', forced: true },
];

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The states that a demo page offers: the addresses of its menu by their names. */
async function statesOf(page: Page, address: string): Promise<Map<string, string>> {
  await page.goto(address);
  await page.waitForSelector('nav a');
  const links = await page.$$eval('nav a', (all) => all.map((link) => [link.textContent ?? '', link.href] as const));
  return new Map(links);
}

/** Waits until what is shown has not changed for a while; what never comes is photographed as it waits. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const count = (root: Document | ShadowRoot): number =>
      [...root.querySelectorAll('*')].reduce(
        (sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0),
        0,
      );
    const look = (): string => `${count(document)} ${document.documentElement.scrollHeight}`;
    await document.fonts.ready;
    let [seen, since] = [look(), performance.now()];
    for (const begin = since; performance.now() < begin + 5000 && performance.now() < since + 300;) {
      await new Promise(requestAnimationFrame);
      if (look() !== seen) [seen, since] = [look(), performance.now()];
    }
  });
}

/** Turns a page that is open, as a person would who changes window or settings. */
async function photograph(page: Page, view: View, file: string): Promise<void> {
  const features = [
    { name: 'prefers-color-scheme', value: view.scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
    { name: 'forced-colors', value: view.forced ? 'active' : 'none' },
  ];
  // Puppeteer knows not all of these.
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features });
  await page.setViewport({ width: view.width, height: 800 });
  await page.evaluate((direction) => (document.documentElement.dir = direction), view.direction);
  await settle(page);
  await page.screenshot({ path: file, fullPage: true });
  await session.detach();
}

async function photographElement(browser: Browser, server: DemoServer, name: string): Promise<string> {
  const page = await browser.newPage();
  const states = await statesOf(page, `${server.address}/elements/${name}.html`);
  let html = `<h2>&lt;${name}&gt;</h2>`;
  for (const [state, address] of states) {
    html += `<h3>${escape(state)}</h3><div>`;
    await page.goto(address);
    for (const view of views) {
      const file = `${name} ${state} ${view.name}.png`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
      await photograph(page, view, join(folder, file));
      html += `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${view.name}</figcaption></figure>`;
    }
    html += '</div>';
  }
  await page.close();
  console.log(`${name}: ${states.size} states`);
  return html;
}

async function gallery(wished: readonly string[]): Promise<void> {
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts', ['--bundle']);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const all = (await readdir(join(root, 'demo/elements')))
    .filter((file) => file.startsWith('portico-'))
    .map((file) => file.replace('.html', ''))
    .sort();
  const [server, browser] = await Promise.all([DemoServer.start(), openBrowser()]);
  try {
    let body = '';
    for (const name of all) {
      if (wished.length === 0 || wished.includes(name)) body += await photographElement(browser, server, name);
    }
    await writeFile(
      join(folder, 'index.html'),
      `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; background: #777; color: #fff }
        div { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
        figure { flex: none; margin: 0 } img { max-block-size: 30rem; max-inline-size: 40rem }
        h3 { position: sticky; inset-inline-start: 0 }
      </style><h1>Gallery</h1>${body}`,
    );
    console.log('gallery/index.html');
  } finally {
    await browser.close();
    await server.stop();
  }
}

await gallery(process.argv.slice(2)).catch(fail);
