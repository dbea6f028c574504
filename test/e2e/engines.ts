import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Browser, type ElementHandle, launch, type Page, TimeoutError } from 'puppeteer-core';
import { browserArguments, ensureBrowser, ensureFirefox, ensureWebKit } from '../../scripts/ensure-browser.ts';
import { freePort, PATIENCE_MS, visibleText } from './support.ts';

/** What a person can find. */
export type Kind = 'button' | 'link' | 'field';

/** One window of a browser that keeps no cookies of third parties. It knows names as people read them, and no selectors. */
export interface Window {
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  click(kind: Kind, name: string): Promise<void>;
  fill(name: string, text: string): Promise<void>;
  text(): Promise<string>;
  /** Runs something in the page; what it takes and answers is JSON, and a promise is waited for. */
  run<T, Args extends unknown[]>(work: (...args: Args) => T, ...args: Args): Promise<Awaited<T>>;
  close(): Promise<void>;
}

/** The engines that people's browsers are made of, each in the browser that Debian has. */
export const engines: Record<string, () => Promise<Window>> = {
  Chromium: async () =>
    new PuppeteerWindow(
      await launch({
        executablePath: ensureBrowser(),
        args: [...browserArguments, '--no-sandbox', '--test-third-party-cookie-phaseout'],
      }),
    ),
  Firefox: async () =>
    new PuppeteerWindow(
      await launch({
        browser: 'firefox',
        executablePath: ensureFirefox(),
        // Reject every cookie of a third party, as strict as people can set it.
        extraPrefsFirefox: { 'network.cookie.cookieBehavior': 1 },
      }),
    ),
  WebKit: () => WebKitWindow.start(),
};

/** Waits until a window's page holds something. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  let last: unknown;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const found = await look().catch((error: unknown) => void (last = error));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** Waits until the page reads so. */
export async function reads(window: Window, text: string): Promise<void> {
  let seen = '';
  const holds = async () => (seen = await window.text()).includes(text);
  await until(holds, `“${text}”`).catch((error: Error) => {
    throw new Error(`${error.message}. The page reads: ${seen.slice(0, 1500)}`, error);
  });
}

/** The first thing of a kind with a name, through all shadow roots. Runs in the page. */
function locate(kind: string, name: string): Element | null {
  const tags = { button: 'button', link: 'a[href]', field: 'input, textarea' } as Record<string, string>;
  const called = (element: Element): string => {
    const words = (element as HTMLInputElement).labels?.[0] ?? element;
    return (element.getAttribute('aria-label') ?? words.textContent ?? '').replace(/\s+/g, ' ').trim();
  };
  const search = (root: Document | ShadowRoot): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(tags[kind] ?? '') && called(element) === name && element.checkVisibility()) return element;
      const found = element.shadowRoot && search(element.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  return search(document);
}

/** Chromium over its own protocol, Firefox over WebDriver BiDi. */
class PuppeteerWindow implements Window {
  readonly #browser: Browser;
  #page: Page | undefined;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async #tab(): Promise<Page> {
    return (this.#page ??= (await this.#browser.pages())[0] ?? (await this.#browser.newPage()));
  }

  async #find(kind: Kind, name: string): Promise<ElementHandle> {
    const page = await this.#tab();
    const look = async () => (await page.evaluateHandle(locate, kind, name)).asElement();
    return until(look, `the ${kind} “${name}”`) as Promise<ElementHandle>;
  }

  async open(address: string): Promise<void> {
    const page = await this.#tab();
    // Where a page changes its history meanwhile, Firefox' driver can miss that the next has loaded (puppeteer, issue 13041).
    const isThere = () =>
      page.evaluate((at) => document.readyState === 'complete' && location.href.startsWith(at), address);
    await page.goto(address).catch(async (error: unknown) => {
      if (!(error instanceof TimeoutError)) throw error;
      if (!(await isThere())) await page.goto(address);
    });
  }

  async reload(): Promise<void> {
    await (await this.#tab()).reload();
  }

  async click(kind: Kind, name: string): Promise<void> {
    await (await this.#find(kind, name)).click();
  }

  async fill(name: string, text: string): Promise<void> {
    await (await this.#find('field', name)).type(text);
  }

  async text(): Promise<string> {
    return (await this.#tab()).evaluate(visibleText);
  }

  async run<T, Args extends unknown[]>(work: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    const answer: unknown = await (await this.#tab()).evaluate(work as (...args: unknown[]) => unknown, ...args);
    return answer as Awaited<T>;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** How WebDriver writes that something is an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebKitGTK over WebDriver, on a screen of its own. */
class WebKitWindow implements Window {
  readonly #session: string;
  readonly #stop: () => Promise<void>;

  private constructor(session: string, stop: () => Promise<void>) {
    this.#session = session;
    this.#stop = stop;
  }

  static async start(): Promise<WebKitWindow> {
    const { driver, screen } = ensureWebKit();
    const folder = await mkdtemp(join(tmpdir(), 'portico-webkit-'));
    const children: ChildProcess[] = [];
    const stop = async () => {
      for (const child of children.reverse()) await end(child);
      await rm(folder, { recursive: true, force: true });
    };
    try {
      const display = spawn(screen, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      children.push(display);
      const number = await firstLine(display.stdio[3] as Readable);
      const port = await freePort();
      // Nothing of the person who runs the tests is read or left behind.
      const env = { ...process.env, DISPLAY: `:${number}`, XDG_RUNTIME_DIR: folder, HOME: folder };
      children.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }));
      const base = `http://127.0.0.1:${port}`;
      await until(async () => (await fetch(`${base}/status`)).ok, 'WebKitWebDriver');
      const { sessionId } = await send<{ sessionId: string }>('POST', `${base}/session`, { capabilities: {} });
      const session = `${base}/session/${sessionId}`;
      return new WebKitWindow(session, async () => {
        await send('DELETE', session);
        await stop();
      });
    } catch (error) {
      await stop();
      throw error;
    }
  }

  async #find(kind: Kind, name: string): Promise<string> {
    const look = () => this.run(locate, kind, name);
    const found = (await until(look, `the ${kind} “${name}”`)) as unknown as Record<string, string>;
    return `${this.#session}/element/${found[ELEMENT] ?? ''}`;
  }

  async open(url: string): Promise<void> {
    await send('POST', `${this.#session}/url`, { url });
  }

  async reload(): Promise<void> {
    await send('POST', `${this.#session}/refresh`, {});
  }

  async click(kind: Kind, name: string): Promise<void> {
    // What is about to move is refused.
    const click = async () => (await send('POST', `${await this.#find(kind, name)}/click`, {})) === null;
    await until(click, `the ${kind} “${name}” to click on`);
  }

  async fill(name: string, text: string): Promise<void> {
    const element = await this.#find('field', name);
    // Of letters that follow each other in one call it drops the second of a pair.
    for (const character of text) await send('POST', `${element}/value`, { text: character });
  }

  text(): Promise<string> {
    return this.run(visibleText);
  }

  async run<T, Args extends unknown[]>(work: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${String(work)})(...[...arguments].slice(0, -1))).then(done, (error) => done({ thrown: String(error) }));`;
    const answer = await send<Awaited<T>>('POST', `${this.#session}/execute/async`, { script, args });
    const { thrown } = (answer ?? {}) as { thrown?: string };
    if (thrown !== undefined) throw new Error(thrown);
    return answer;
  }

  async close(): Promise<void> {
    await this.#stop();
  }
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: T };
  if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value).slice(0, 500)}`);
  return value;
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    stream.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    stream.once('end', () => reject(new Error('the X server did not start')));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exited;
}
