import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  launch,
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type LaunchOptions,
  type Page,
  type Protocol,
} from 'puppeteer-core';
import type { Database } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open.ts';
import { PgBossJobs } from '../../server/jobs/pg-boss-jobs.ts';
import { ensureBrowser } from '../../scripts/ensure-browser.ts';

const root = new URL('../../', import.meta.url).pathname;

/** How long tests wait for what is to come: as long as it can take where much else is done. */
export const PATIENCE_MS = 30_000;

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The real server in demo mode: its own folder, its own port, the built bundle. */
export class DemoServer {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  readonly log: string[] = [];

  readonly #settings: Record<string, string>;

  private constructor(port: number, folder: string, settings: Record<string, string>) {
    this.port = port;
    this.#folder = folder;
    this.#settings = settings;
  }

  /** Starts a server; the settings are added to its environment. */
  static async start(settings: Record<string, string> = {}): Promise<DemoServer> {
    const server = new DemoServer(await freePort(), await mkdtemp(join(tmpdir(), 'portico-e2e-')), settings);
    if (!settings['DATABASE_URL']) await server.#furnish();
    await server.run();
    return server;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** Takes the demo's data from the first server of the run: to make them takes three times as long as to start with them. */
  async #furnish(): Promise<void> {
    const kept = process.env['PORTICO_TEST_DEMO_DATA'];
    if (!kept) return;
    if (existsSync(kept)) return cp(kept, this.#data, { recursive: true });
    await this.run();
    await this.kill();
    const own = `${kept}-${this.port}`;
    await cp(this.#data, own, { recursive: true });
    // Of two that start at once one keeps them for the others.
    await rename(own, kept).catch(() => undefined);
  }

  get address(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts the process and waits until it says that it is ready. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'server/bin/portico-server.ts'), '--demo'], {
      cwd: root,
      env: { ...process.env, PORT: String(this.port), PORTICO_DATA: this.#data, ...this.#settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.log.push(line));
    }
    const exited = new Promise<never>((_, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`the server ended with ${code}:\n${this.log.slice(-20).join('\n')}`)),
      );
    });
    exited.catch(() => undefined);
    await Promise.race([this.#ready(), exited]);
  }

  async #ready(): Promise<void> {
    for (const deadline = Date.now() + 90_000; Date.now() < deadline;) {
      const answer = await fetch(`${this.address}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server was not ready after 90 s:\n${this.log.slice(-20).join('\n')}`);
  }

  /** Ends the process: politely, or as a crash would. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  }

  /** Sets the clock of a process that was started with `set-clock.ts` ten minutes ahead. */
  skipTenMinutes(): void {
    this.#process?.kill('SIGUSR2');
  }

  /** Does something to the database between a stop and a start: two processes cannot have it at once. */
  async withDatabase(act: (db: Database, jobs: PgBossJobs) => Promise<unknown>): Promise<void> {
    await this.kill();
    const database = await openDatabase({ folder: this.#data });
    try {
      const jobs = await PgBossJobs.open(database);
      await act(database.db, jobs);
      await jobs.stop();
    } finally {
      await database.close();
    }
    await this.run();
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Debian's Chromium, or what CHROME_PATH names; with a folder, one that keeps what it knows there. Options go before ours. */
export async function openBrowser(userDataDir?: string, options: LaunchOptions = {}): Promise<Browser> {
  return launch({
    executablePath: ensureBrowser(),
    ...(userDataDir !== undefined && { userDataDir }),
    ...options,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Everything a page shows as text, through all shadow roots. Runs in the page. */
export function visibleText(): string {
  const read = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (!(node instanceof Element || node instanceof DocumentFragment)) return '';
    if (node instanceof Element) {
      if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return '';
      // A slot has no box of its own.
      if (!(node instanceof HTMLSlotElement) && !node.checkVisibility()) return '';
    }
    const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
    const children = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [...inside.childNodes];
    return children.map(read).join(' ');
  };
  return read(document.body).replace(/\s+/g, ' ');
}

/** An event of the browser's trace. */
interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** How long every task of the page took while something was done: milliseconds of the processor, the longest first. */
async function tasksOf(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await page.tracing.start({ categories: ['toplevel', '__metadata'] });
  let recorded: Uint8Array | undefined;
  try {
    await act();
  } finally {
    recorded = await page.tracing.stop();
  }
  const trace = JSON.parse(new TextDecoder().decode(recorded)) as { traceEvents: Traced[] };
  const mains = trace.traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  return trace.traceEvents
    .filter(({ name, tdur, pid, tid }) => tdur && /RunTask$/.test(name) && mains.includes(`${pid} ${tid}`))
    .map(({ tdur }) => tdur! / 1000)
    .sort((one, other) => other - one);
}

/** Does a fixed piece of work nine times, each in a task: tables of text are made and laid out. Runs in the page. */
async function doFixedWork(): Promise<void> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; visibility: hidden';
  const { body } = frame.contentDocument!;
  for (let time = 0; time < 9; time++) {
    await new Promise((resolve) => setTimeout(resolve));
    const table = document.createElement('table');
    for (let row = 0; row < 40; row++)
      for (let cell = 0; cell < 8; cell++)
        (cell ? table.rows[row]! : table.insertRow())
          .insertCell()
          .append(`${time} of ${row} and of ${cell}, `.repeat(3));
    body.replaceChildren(table);
    body.getBoundingClientRect();
  }
  frame.remove();
}

/**
 * The time of `doFixedWork`'s tasks in milliseconds on the machine that the limits of `longTasks` are meant for: two cores at their best,
 * which took 10 to 19 within one afternoon.
 */
const fixedWork = 10;

/**
 * How long the page was held up while something was done, in milliseconds at a quarter of the speed: every task over 20, the longest
 * first. It is the time of the processor four times, as it would be on the machine that the limits are meant for: a fixed piece of work,
 * done before and after, says how fast this one is at the moment.
 */
export async function longTasks(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const measure = async (): Promise<number> => (await tasksOf(page, () => page.evaluate(doFixedWork)))[4]!;
  const before = await measure();
  const tasks = await tasksOf(page, act);
  const slower = (before + (await measure())) / 2 / fixedWork;
  return tasks.map((time) => Math.round((time * 4) / slower)).filter((time) => time > 20);
}

/** Tasks of the page and what none of them may take, in milliseconds at a quarter of the speed. */
export interface Held {
  readonly what: string;
  readonly tasks: readonly number[];
  readonly most: number;
}

/** Holds tasks to their limits. What else this machine does makes some longer, now and then: a third time counts as well as the first. */
export async function holdTo(measure: () => Promise<Held[]>): Promise<void> {
  let over: Held[] = [];
  for (let time = 0; time < 3; time++) {
    const all = await measure();
    for (const { what, tasks } of all)
      console.log(`    longest tasks at 4x while ${what}: ${tasks.slice(0, 5).join(', ') || 'none over 20'} ms`);
    over = all.filter(({ tasks, most }) => tasks.some((task) => task > most));
    if (!over.length) return;
  }
  throw new Error(over.map(({ what, tasks, most }) => `over ${most} ms while ${what}: ${tasks.join(', ')}`).join('\n'));
}

/** What must stay empty while a person uses the portal. */
export interface Complaints {
  console: string[];
  policy: string[];
  outside: string[];
}

/**
 * One person at one browser of their own: they know roles and names, as a screen reader says them, and no selectors.
 * Requests that leave the machine are stopped and written down.
 */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: Complaints = { console: [], policy: [], outside: [] };
  readonly requests: string[] = [];
  /** Requests whose address has this in it do not arrive. */
  blocked: string | undefined;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async at(browser: Browser, width = 1280, height = 900): Promise<Person> {
    const context = await browser.createBrowserContext();
    const person = new Person(context, await context.newPage());
    await person.page.setViewport({ width, height });
    await person.#listen();
    return person;
  }

  /** Somebody whose page nothing is hooked into, so that the browser may keep it when it is left. */
  static async unwatched(browser: Browser): Promise<Person> {
    const context = await browser.createBrowserContext();
    const person = new Person(context, await context.newPage());
    person.page.setDefaultTimeout(PATIENCE_MS);
    return person;
  }

  /** Somebody at the browser's own profile, which outlives it. */
  static async inProfile(browser: Browser): Promise<Person> {
    const context = browser.defaultBrowserContext();
    const person = new Person(context, await context.newPage());
    await person.#listen();
    return person;
  }

  async #listen(): Promise<void> {
    const { page, complaints } = this;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      // An answer of 4xx is told to the person by the page; Chromium repeats it in its console.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        complaints.console.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.console.push(String(error)));
    await page.exposeFunction('porticoPolicyViolation', (text: string) => complaints.policy.push(text));
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const tell = (window as unknown as Record<string, (text: string) => void>)['porticoPolicyViolation'];
        tell?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      this.requests.push(request.url());
      if (this.blocked && request.url().includes(this.blocked)) {
        void request.abort();
      } else if (hostname === 'localhost' || hostname === '127.0.0.1' || !protocol.startsWith('http')) {
        void request.continue();
      } else {
        complaints.outside.push(request.url());
        void request.respond({ status: 200, contentType: 'image/gif', body: onePixel });
      }
    });
  }

  /** The same browser, a second tab. */
  async anotherTab(): Promise<Person> {
    const person = new Person(this.context, await this.context.newPage());
    await person.#listen();
    return person;
  }

  /** Counts what jumps in every page from now on, but for what the person's own doing moves. */
  async countShifts(): Promise<void> {
    await this.page.evaluateOnNewDocument(() => {
      const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
  }

  /** How much has jumped in this page, as the browser weighs it. */
  shifted(): Promise<number> {
    return this.page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((total, value) => total + value, 0),
    );
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'load' });
  }

  /** The first thing with this role and accessible name, once it is there. An empty name is any. */
  find(role: string, name: string) {
    return this.page.locator(`::-p-aria(${name ? `[name="${name}"]` : ''}[role="${role}"])`);
  }

  /** The accessible names of everything with this role, in the order of the page. */
  async names(role: string): Promise<string[]> {
    const nodes = await this.#tree();
    return nodes.filter((node) => node.role?.value === role).map((node) => String(node.name?.value ?? ''));
  }

  async #tree(): Promise<Protocol.Accessibility.AXNode[]> {
    const session = await this.page.createCDPSession();
    try {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      return nodes.filter((node) => !node.ignored);
    } finally {
      await session.detach();
    }
  }

  /** Signs in where the page asks for it. */
  async signIn(email: string, password = 'portico-demo-1'): Promise<void> {
    await this.fill('E-mail', email);
    await this.fill('Password', password);
    await this.click('button', 'Sign in');
  }

  /** Chooses an option of a list by its value. */
  async choose(name: string, value: string): Promise<void> {
    const list = await this.find('combobox', name).waitHandle();
    await (list as ElementHandle<HTMLSelectElement>).select(value);
  }

  /** Attaches files by the button. */
  async attach(...files: string[]): Promise<void> {
    // Chromium's own query by name does not find inputs for files; its tree has them.
    const nodes = await this.#tree();
    const input = nodes.find(({ role, name }) => role?.value === 'button' && name?.value === 'Attach files');
    if (input?.backendDOMNodeId === undefined) throw new Error('there is no button “Attach files”');
    const session = await this.page.createCDPSession();
    try {
      await session.send('DOM.setFileInputFiles', { files, backendNodeId: input.backendDOMNodeId });
    } finally {
      await session.detach();
    }
  }

  /** Drops files on the reply. */
  async drop(files: { name: string; content: string }[]): Promise<void> {
    const field = await this.find('textbox', 'Reply').waitHandle();
    await field.evaluate((area, list) => {
      const dataTransfer = new DataTransfer();
      for (const { name, content } of list) dataTransfer.items.add(new File([content], name));
      area.dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, cancelable: true, dataTransfer }));
    }, files);
  }

  /** Does something that saves a file, and answers where the file is. */
  async download(folder: string, act: () => Promise<void>): Promise<string> {
    const session = await this.page.browser().target().createCDPSession();
    try {
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allowAndName',
        browserContextId: this.context.id,
        downloadPath: folder,
        eventsEnabled: true,
      });
      const done = new Promise<string>((resolve, reject) => {
        session.on('Browser.downloadProgress', ({ guid, state }) => {
          if (state === 'completed') resolve(join(folder, guid));
          if (state === 'canceled') reject(new Error('the download was cancelled'));
        });
      });
      await act();
      return await done;
    } finally {
      await session.detach();
    }
  }

  async click(role: string, name: string): Promise<void> {
    await this.page.bringToFront();
    await this.find(role, name).click();
  }

  async fill(name: string, text: string, role = 'textbox'): Promise<void> {
    await this.page.bringToFront();
    await this.find(role, name).fill(text);
  }

  /** Everything the page shows as text, through all shadow roots. */
  async text(): Promise<string> {
    return this.page.evaluate(visibleText);
  }

  /** Waits until the page shows this text. */
  async reads(text: string): Promise<void> {
    await this.#until(text, true);
  }

  /** Waits until the page does not show this text (any more). */
  async doesNotRead(text: string): Promise<void> {
    await this.#until(text, false);
  }

  async #until(text: string, there: boolean): Promise<void> {
    let seen = '';
    const holds = async (): Promise<boolean> => {
      seen = await this.text();
      return seen.includes(text) === there;
    };
    await this.until(holds, () => `${there ? '' : 'not '}“${text}”. The page reads: ${seen.slice(0, 2000)}`);
  }

  /** Waits until something holds; says what was waited for when it does not. */
  async until(holds: () => boolean | Promise<boolean>, what: string | (() => string)): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited in vain for ${typeof what === 'string' ? what : what()}`);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

const onePixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
