import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { pdf, png } from './samples.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

// The journey of the product, on the built bundle, the real server and its demo data. Each step goes on where the last one ended.
describe('a customer’s journey', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  let folder: string;
  let ticketAddress: string;
  const subject = `The rain cover lets water in (${Date.now()})`;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-files-'));
    await writeFile(join(folder, 'levels.png'), png());
    await writeFile(join(folder, 'report.pdf'), pdf('Levels'));
    server = await DemoServer.start();
    browser = await openBrowser();
    mika = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  it('signs in inside the knowledge base and sees her tickets', async () => {
    await mika.open(`${server.address}/`);
    await mika.signIn('mika@lumen.example');
    await mika.find('link', 'Card B stays empty after a hot swap').wait();
    await mika.reads('Mika Salonen');
  });

  it('searches, with the words marked, and filters', async () => {
    await mika.fill('Search tickets', 'hot swap', 'searchbox');
    await mika.find('link', 'Card B stays empty after a hot swap').wait();
    await mika.find('mark', '').wait();
    await mika.fill('Search tickets', 'nothing like this at all', 'searchbox');
    await mika.reads('Nothing found');
    await mika.click('button', 'Show all tickets');
    await mika.find('link', 'Card B stays empty after a hot swap').wait();
    await mika.click('button', 'Filters');
    await mika.choose('Status', 'closed');
    await mika.doesNotRead('Card B stays empty after a hot swap');
    assert.match(mika.page.url(), /status=closed/);
    await mika.choose('Status', '');
    await mika.find('link', 'Card B stays empty after a hot swap').wait();
  });

  it('reads a conversation without telling the sender of its images', async () => {
    await mika.click('link', 'Card B stays empty after a hot swap');
    await mika.find('region', 'Conversation').wait();
    await mika.reads('mirrored from the next take');
    await mika.find('DisclosureTriangle', 'Quoted text').wait();
    assert.deepEqual(mika.complaints.outside, [], 'no image was loaded from elsewhere');
    await mika.click('button', 'Show 1 image');
    await mika.until(() => mika.complaints.outside.length > 0, 'the image was asked for');
    mika.complaints.outside.length = 0;
  });

  it('replies with two files and sees the reply in place', async () => {
    await mika.fill('Reply', 'Here is what the **meters** show.');
    await mika.attach(join(folder, 'levels.png'), join(folder, 'report.pdf'));
    await mika.until(async () => (await mika.text()).split('Ready').length === 3, 'both files are ready');
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply was sent.');
    await mika.reads('Here is what the meters show.');
    await mika.find('button', 'View levels.png').wait();
    await mika.find('button', 'Open report.pdf in a new tab').wait();
  });

  it('gets the files back byte for byte', async () => {
    await mika.click('button', 'View levels.png');
    const saved = await mika.download(folder, () => mika.click('button', 'Download'));
    assert.deepEqual(await readFile(saved), await readFile(join(folder, 'levels.png')));
    await mika.click('button', 'Close');
  });

  it('opens a new ticket with a file and sees it on top of the list', async () => {
    await mika.page.goBack();
    await mika.find('searchbox', 'Search tickets').wait();
    await mika.click('link', 'New ticket');
    await mika.click('button', 'File a support ticket');
    await mika.fill('Subject', subject);
    await mika.choose('Product', 'dunlin-6');
    await mika.fill('What happened?', 'After ten minutes of rain there was water on card A.');
    await mika.attach(join(folder, 'levels.png'));
    await mika.reads('Ready');
    await mika.click('button', 'Send');
    await mika.find('link', 'Go to the ticket').wait();
    await mika.click('link', 'Tickets');
    await mika.find('link', subject).wait();
    const rows = await mika.names('link');
    const inList = rows.filter((name) => [subject, 'Card B stays empty after a hot swap'].includes(name));
    assert.deepEqual(inList, [subject, 'Card B stays empty after a hot swap']);
  });

  it('is still there after a reload: signed in, same place', async () => {
    await mika.click('link', subject);
    await mika.reads('After ten minutes of rain there was water on card A.');
    ticketAddress = mika.page.url();
    await mika.page.reload();
    await mika.reads('After ten minutes of rain there was water on card A.');
    await mika.reads('Mika Salonen');
    assert.equal(mika.page.url(), ticketAddress);
  });

  it('signs out, and going back shows nothing of hers', async () => {
    await mika.click('button', 'Sign out');
    await mika.find('button', 'Sign in').wait();
    for (let step = 0; step < 3; step++) {
      await mika.page.goBack();
      await mika.find('button', 'Sign in').wait();
      const text = await mika.text();
      assert.ok(!text.includes('rain cover') && !text.includes('Mika'), text);
    }
  });

  it('complained about nothing on the way', () => {
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
  });

  it('is seen by a colleague who asks for the organisation’s tickets', async () => {
    const lena = await Person.at(browser, 360, 800);
    await lena.open(`${server.address}/help`);
    await lena.signIn('lena@lumen.example');
    await lena.find('searchbox', 'Search tickets').wait();
    await lena.doesNotRead(subject);
    await lena.choose('Show', 'organization');
    await lena.find('link', subject).wait();
    assert.deepEqual(lena.complaints, { console: [], policy: [], outside: [] });
    await lena.leave();
  });

  it('is not there for a customer of another company', async () => {
    const rosa = await Person.at(browser);
    await rosa.open(ticketAddress);
    await rosa.signIn('rosa@harbor.example');
    await rosa.reads('Ticket not found');
    const theirs = await rosa.text();
    await rosa.open(ticketAddress.replace(/[^/]+$/, 'no-such-ticket'));
    await rosa.page.reload();
    await rosa.reads('Ticket not found');
    assert.equal(await rosa.text(), theirs);
    await rosa.leave();
  });
});
