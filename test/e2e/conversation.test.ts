import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// A ticket as its owner reads it and goes through it, with the real server behind it.
describe('a ticket and its conversation', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  const ticket = 'Card B stays empty after a hot swap';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    mika = await Person.at(browser);
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', ticket);
    await mika.find('textbox', 'Reply').wait();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('tells who is on it and what became of it, and folds quotes and signatures', async () => {
    await mika.reads('Tom Verhaeghe');
    await mika.reads('changed the status from Received to Being looked into');
    const text = await mika.text();
    assert.ok(text.includes('Quoted text') && text.includes('Signature'), text);
    assert.deepEqual(mika.complaints.policy, []);
  });

  it('is closed, rated, and opened again by its owner', async () => {
    await mika.click('button', 'Close ticket');
    await mika.reads('How did it go?');
    await mika.click('radio', '4 of 5');
    await mika.fill('What should we know?', 'Quick, and kind.');
    await mika.click('button', 'Send');
    await mika.reads('Thank you for your answer.');
    await mika.page.reload();
    await mika.reads('Quick, and kind.');
    await mika.reads('You changed the status from Being looked into to Solved');
    await mika.click('button', 'Open again');
    await mika.reads('from Solved to Received');
    await mika.find('button', 'Close ticket').wait();
  });

  it('is taken along as a zip', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-zip-'));
    try {
      const file = await mika.download(folder, () => mika.click('button', 'Download this ticket'));
      const names = Object.keys(unzipSync(await readFile(file)));
      assert.ok(
        names.some((name) => name.endsWith('/conversation.html')),
        names.join(),
      );
      assert.ok(
        names.some((name) => name.endsWith('/files/roost-log-D6-204815.txt')),
        names.join(),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
