import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, CDPSession } from 'puppeteer-core';
import { pdf, png } from './samples.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

const MEGABYTE = 2 ** 20;
const online = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
const slow = { ...online, uploadThroughput: MEGABYTE };

// Files in a browser, with the real server behind it: what breaks goes on, what is there is seen.
describe('files', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  let line: CDPSession;
  let folder: string;
  const ticket = 'JAM LOST on two Plovers out of six';
  /** What was asked of uploads: the method, and from where a piece begins. */
  let asked: { method: string; offset: number }[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-files-'));
    server = await DemoServer.start();
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    mika = await Person.at(browser);
    line = await mika.page.createCDPSession();
    await line.send('Network.enable');
    asked = [];
    mika.page.on('request', (request) => {
      if (!request.url().includes('/uploads') || request.method() === 'OPTIONS') return;
      asked.push({ method: request.method(), offset: Number(request.headers()['upload-offset'] ?? 0) });
    });
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', ticket);
    await mika.find('textbox', 'Reply').wait();
  });

  afterEach(async () => {
    assert.deepEqual(mika.complaints.policy, []);
    await mika.leave();
  });

  const file = async (name: string, bytes: Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };

  /** Waits until so much of a file has been sent. */
  const sent = async (percent: number): Promise<void> => {
    await mika.until(async () => Number(/(\d+)% sent/.exec(await mika.text())?.[1] ?? 0) >= percent, `${percent} %`);
  };

  const announced = (): number => asked.filter(({ method }) => method === 'POST').length;

  it('that break off at 90 % go on from there when the line is back', async () => {
    const size = 9 * MEGABYTE;
    const wire = await Wire.to(server.port);
    try {
      await mika.open(`http://localhost:${wire.port}/help`);
      await mika.signIn('mika@lumen.example');
      await mika.click('link', ticket);
      await mika.find('textbox', 'Reply').wait();
      wire.holdAfter(0.92 * size);
      await mika.attach(await file('long.log', Buffer.alloc(size, 'a line of the log\n')));
      await mika.until(() => wire.isHeld, 'most of it to go through');
      await mika.page.setOfflineMode(true);
      wire.cut();
      await mika.reads('Goes on when you are online');
      const before = asked.length;
      wire.mend();
      await mika.page.setOfflineMode(false);
      await mika.reads('Ready');
      assert.equal(announced(), 1);
      const pieces = asked.slice(before).filter(({ method }) => method === 'PATCH');
      assert.ok(pieces.length > 0 && pieces.every(({ offset }) => offset > 0.85 * size), JSON.stringify(pieces));
      await mika.click('button', 'Send reply');
      await mika.find('button', 'Download long.log').wait();
    } finally {
      await wire.close();
    }
  });

  it('are paused and go on by a person’s wish, also after the page was loaded again', async () => {
    await line.send('Network.emulateNetworkConditions', slow);
    const bytes = randomBytes(9 * MEGABYTE);
    await mika.attach(await file('take.dat', bytes));
    await sent(60);
    await mika.click('button', 'Pause take.dat');
    await mika.reads('Paused at');
    await mika.page.reload();
    await mika.find('button', 'Go on with take.dat').wait();
    await line.send('Network.emulateNetworkConditions', online);
    await mika.click('button', 'Go on with take.dat');
    await mika.reads('Ready');
    assert.equal(announced(), 1, 'what had arrived was not sent again');
    await mika.click('button', 'Send reply');
    const saved = await mika.download(folder, () => mika.click('button', 'Download take.dat'));
    assert.ok((await readFile(saved)).equals(bytes));
  });

  it('wait where the session ends on the way, and go on after the sign-in', async () => {
    await line.send('Network.emulateNetworkConditions', slow);
    await mika.attach(await file('waits.log', Buffer.alloc(20 * MEGABYTE, 'a line of the log\n')));
    await sent(5);
    const phone = await Person.at(browser);
    await phone.open(`${server.address}/help`);
    await phone.signIn('mika@lumen.example');
    await phone.click('link', 'Signed in as Mika Salonen');
    await phone.click('button', 'Sign out everywhere else');
    await phone.reads('Every other device was signed out.');
    await phone.leave();
    await mika.page.bringToFront();
    await line.send('Network.emulateNetworkConditions', online);
    await mika.find('textbox', 'Password').wait();
    await mika.signIn('mika@lumen.example');
    await mika.reads('waits.log');
    await mika.reads('Ready');
    assert.equal(announced(), 1);
  });

  it('are seen: images small and large, PDF in a tab, and what is held back not at all', async () => {
    await mika.attach(
      await file('meters.png', png(320, 200)),
      await file('lamps.png', png(64, 64)),
      await file('invoice.pdf', pdf('Invoice 4711')),
    );
    await mika.until(async () => (await mika.text()).split('Ready').length === 4, 'three files');
    await mika.click('button', 'Send reply');
    await mika.click('button', 'View meters.png');
    await mika.find('dialog', 'Image: meters.png').wait();
    const size = await mika.page.waitForFunction(() => {
      const root = document.querySelector('portico-portal')?.shadowRoot?.querySelector('portico-ticket')?.shadowRoot;
      const image = root?.querySelector('dialog img');
      return image instanceof HTMLImageElement && image.complete && image.naturalWidth;
    });
    assert.equal(await size.jsonValue(), 320);
    await mika.page.keyboard.press('ArrowRight');
    await mika.find('dialog', 'Image: lamps.png').wait();
    await mika.page.keyboard.press('Escape');
    await mika.until(async () => !(await mika.names('dialog')).length, 'the viewer to close');

    const address = (): string =>
      browser
        .targets()
        .map((target) => target.url())
        .find((url) => url.includes('/files/')) ?? '';
    await mika.click('button', 'Open invoice.pdf in a new tab');
    await mika.until(() => address() !== '', 'the tab');
    const url = address();
    const answer = await fetch(url);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/pdf']);

    await mika.page.bringToFront();
    await mika.click('button', 'Sign out');
    await mika.find('textbox', 'E-mail').wait();
    assert.equal((await fetch(url)).status, 404, 'a link dies with the session');
  });
});

/** The line between a browser and the server, which can break. */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #left = Infinity;

  private constructor(target: number) {
    this.#server = createServer((near) => {
      if (this.#isCut) return void near.destroy();
      const far = connect(target, 'localhost');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
      far.pipe(near);
      near.on('data', (bytes: Buffer) => {
        this.#left -= bytes.length;
        far.write(bytes);
        if (this.isHeld) near.pause();
      });
    });
  }

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    await new Promise<void>((resolve) => wire.#server.listen(0, resolve));
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Whether nothing goes through any more. */
  get isHeld(): boolean {
    return this.#left <= 0;
  }

  /** Lets so many bytes through to the server. */
  holdAfter(bytes: number): void {
    this.#left = bytes;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  mend(): void {
    this.#isCut = false;
    this.#left = Infinity;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
