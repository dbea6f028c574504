/**
 * Photographs every element in every state, in every view, and puts it on one page, to be looked at before a change of looks lands.
 *
 * Usage: npm run gallery [-- portico-ticket …]     writes gallery/index.html; names narrow it to some elements
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { fail, node, root } from '../../scripts/run.ts';
import { DemoServer, openBrowser } from '../e2e/support.ts';

const folder = join(root, 'gallery');

const WIDTHS = [360, 768, 1280];
const DIRECTIONS = ['left to right', 'right to left'] as const;
/** Forced colours come as white on black. */
const COLOURS = ['light', 'dark', 'forced colours'] as const;

interface View {
  readonly width: number;
  readonly direction: (typeof DIRECTIONS)[number];
  readonly colours: (typeof COLOURS)[number];
}

/** How each state is looked at: all of it, and what takes longest to turn is turned least often. */
const views: readonly View[] = WIDTHS.flatMap((width) =>
  DIRECTIONS.flatMap((direction) => COLOURS.map((colours) => ({ width, direction, colours }))),
);

/** A page to come of the demo, and where what is seen there belongs. */
interface State {
  readonly element: string;
  readonly name: string;
  readonly address: string;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A name as it may be a file's or a class's. */
const slug = (...words: (string | number)[]): string =>
  words
    .join(' ')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');

/** The states that a demo page offers in its menu. */
async function statesOf(page: Page, element: string, server: DemoServer): Promise<State[]> {
  await page.goto(`${server.address}/elements/${element}.html`);
  await page.waitForSelector('nav a');
  const links = await page.$$eval('nav a', (all) => all.map((link) => [link.textContent ?? '', link.href] as const));
  return links.map(([name, address]) => ({ element, name, address }));
}

/** Waits until what is shown has not changed for so many milliseconds; what never comes is photographed as it waits. */
async function settle(page: Page, quiet: number): Promise<void> {
  await page.evaluate(async (quiet) => {
    const count = (root: Document | ShadowRoot): number =>
      [...root.querySelectorAll('*')].reduce(
        (sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0),
        0,
      );
    const look = (): string => `${count(document)} ${document.documentElement.scrollHeight}`;
    await document.fonts.ready;
    let [seen, since] = [look(), performance.now()];
    for (const begin = since; performance.now() < begin + 5000 && performance.now() < since + quiet;) {
      await new Promise(requestAnimationFrame);
      if (look() !== seen) [seen, since] = [look(), performance.now()];
    }
  }, quiet);
}

/** Turns a page that is open, as a person would who changes window or settings, and photographs it each time. */
async function photograph(page: Page, state: State): Promise<string> {
  await page.goto(state.address);
  await settle(page, 500);
  // Puppeteer knows not all of what is asked of it.
  const session = await page.createCDPSession();
  let figures = '';
  for (const { width, direction, colours } of views) {
    const forced = colours === 'forced colours';
    const features = [
      { name: 'prefers-color-scheme', value: colours === 'light' ? 'light' : 'dark' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: forced ? 'active' : 'none' },
    ];
    await session.send('Emulation.setEmulatedMedia', { features });
    if (page.viewport()?.width !== width) await page.setViewport({ width, height: 800 });
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction === 'left to right' ? 'ltr' : 'rtl');
    await settle(page, 100);
    const file = `${slug(state.element, state.name, width, direction, colours)}.png`;
    // Of a page from right to left that fits, Chromium's picture of all of it is shifted.
    const fullPage = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
    await page.screenshot({ path: join(folder, file), fullPage, optimizeForSpeed: true });
    const names = [width, direction, colours].map((name) => slug('is', name)).join(' ');
    figures += `<figure class="${names}"><a href="${file}"><img src="${file}" alt="" width="${width}" loading="lazy"></a><figcaption>${width}, ${direction}, ${colours}</figcaption></figure>`;
  }
  await session.detach();
  return `<section><h3>${escape(state.name)}</h3><div>${figures}</div></section>`;
}

/** Photographs states, several at once, and answers what to show of each. */
async function photographAll(states: readonly State[]): Promise<Map<State, string>> {
  const shown = new Map<State, string>();
  const rest = states.values();
  const work = async (): Promise<void> => {
    // Each has a browser: of the pages of one only one is surely drawn at a time.
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      for (const state of rest) {
        shown.set(state, await photograph(page, state));
        console.log(`${shown.size} of ${states.length}: ${state.element}, ${state.name}`);
      }
    } finally {
      await browser.close();
    }
  };
  // Half of the time a page only waits.
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work));
  return shown;
}

/** Buttons that leave only one kind of views, and the rules for them. */
function filter(name: string, values: readonly (string | number)[]): string {
  const button = (value: string | number, checked = ''): string =>
    `<label><input type="radio" name="${name}" id="${slug(name, value)}"${checked}> ${value}</label> `;
  const rule = (value: string | number): string =>
    `:root:has(#${slug(name, value)}:checked) figure:not(.${slug('is', value)}) { display: none }\n`;
  return `<fieldset><legend>${name}</legend>${button('all', ' checked')}${values.map((value) => button(value)).join('')}</fieldset><style>${values.map(rule).join('')}</style>`;
}

async function gallery(wished: readonly string[]): Promise<void> {
  if (!process.env.PORTICO_TEST_BUILT) await node('scripts/build.ts', ['--bundle']);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const elements = (await readdir(join(root, 'demo/elements')))
    .filter((file) => file.startsWith('portico-'))
    .map((file) => file.replace('.html', ''))
    .filter((name) => wished.length === 0 || wished.includes(name))
    .sort();
  const [server, browser] = await Promise.all([DemoServer.start(), openBrowser()]);
  try {
    const page = await browser.newPage();
    const states: State[] = [];
    for (const element of elements) states.push(...(await statesOf(page, element, server)));
    const shown = await photographAll(states);
    const show = (element: string): string => {
      const own = states.filter((state) => state.element === element).map((state) => shown.get(state));
      return `<h2 id="${element}">&lt;${element}&gt;</h2><main>${own.join('')}</main>`;
    };
    await writeFile(
      join(folder, 'index.html'),
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 2rem 2rem; background: #777; color: #fff }
        a { color: inherit } h3 { margin-block: 1rem 0.25rem }
        header { position: sticky; inset-block-start: 0; padding-block: 0.5rem; background: #444; box-shadow: 0 0 0 2rem #444; clip-path: inset(0 -2rem) }
        header, main { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: start }
        fieldset { margin: 0; padding: 0; border: 0 } legend { float: inline-start; margin-inline-end: 0.5rem; font-weight: 700 }
        h2 { scroll-margin-block-start: 6rem }
        section { max-inline-size: 100% } div { display: flex; gap: 1rem; overflow-x: auto }
        figure { flex: none; margin: 0 } figure a { display: block; max-block-size: 40rem; overflow-y: auto } img { display: block }
      </style><header>${filter('Width', WIDTHS)}${filter('Direction', DIRECTIONS)}${filter('Colours', COLOURS)}
      ${elements.map((element) => `<a href="#${element}">${element}</a>`).join(' ')}</header>${elements.map(show).join('')}`,
    );
    console.log('gallery/index.html');
  } finally {
    await browser.close();
    await server.stop();
  }
}

await gallery(process.argv.slice(2)).catch(fail);
