import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { xssVectors } from '../support/xss-vectors.ts';
import { png } from './samples.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

// What goes wrong, in a browser, with the real server behind it: nothing typed is lost, nothing is sent twice.
describe('when things go wrong', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  let folder: string;
  const ticket = 'JAM LOST on two Plovers out of six';

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
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.find('link', ticket).wait();
  });

  afterEach(async () => {
    assert.deepEqual(mika.complaints.policy, []);
    await mika.leave();
  });

  const openTicket = async (): Promise<void> => {
    await mika.click('link', ticket);
    await mika.find('textbox', 'Reply').wait();
  };

  const countOf = async (person: Person, text: string): Promise<number> => (await person.text()).split(text).length - 1;

  it('asks to sign in again when the session has ended, keeps the reply, and sends it once', async () => {
    await openTicket();
    await mika.fill('Reply', 'Typed before the session ended');
    await server.withDatabase((db) => sql`update sessions set ends_at = now()`.execute(db));
    await mika.click('button', 'Send reply');
    await mika.find('textbox', 'Password').wait();
    await mika.signIn('mika@lumen.example');
    await mika.reads('Your reply was sent.');
    await mika.page.reload();
    await mika.find('textbox', 'Reply').wait();
    assert.equal(await countOf(mika, 'Typed before the session ended'), 1);
  });

  it('drops what the former person typed when somebody else signs in', async () => {
    await openTicket();
    await mika.fill('Reply', 'A word of Mika’s');
    await server.withDatabase((db) => sql`update sessions set ends_at = now()`.execute(db));
    await mika.click('button', 'Send reply');
    await mika.find('textbox', 'Password').wait();
    await mika.signIn('rosa@harbor.example');
    await mika.reads('Rosa Almeida');
    await mika.reads('tickets shown');
    const kept = await mika.page.evaluate(() => document.body.innerHTML);
    assert.ok(!kept.includes('Mika') && !(await mika.text()).includes('Mika'));
    await server.withDatabase(async (db) => {
      const found = await db.selectFrom('messages').where('text', 'like', '%A word of Mika%').select('id').execute();
      assert.equal(found.length, 0);
    });
  });

  it('keeps a reply while the network is gone and sends it once when it is back', async () => {
    await openTicket();
    await mika.fill('Reply', 'Written in a tunnel');
    await mika.page.setOfflineMode(true);
    await mika.click('button', 'Send reply');
    await mika.reads('You are offline.');
    await mika.page.setOfflineMode(false);
    await mika.reads('Your reply was sent.');
    assert.equal(await countOf(mika, 'Written in a tunnel'), 1);
  });

  it('survives a crash of the server and a reload of the page, and sends it once when the server is back', async () => {
    await openTicket();
    await mika.fill('Reply', 'Written while the server fell over');
    await server.kill('SIGKILL');
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply waits to be sent.');
    await server.run();
    await mika.page.reload();
    await mika.find('textbox', 'Reply').wait();
    await mika.doesNotRead('waits to be sent');
    await mika.reads('Written while the server fell over');
    assert.equal(await countOf(mika, 'Written while the server fell over'), 1);
  });

  it('takes the replies of two devices at once', async () => {
    await openTicket();
    const second = await Person.at(browser);
    await second.open(`${server.address}/help`);
    await second.signIn('mika@lumen.example');
    await second.click('link', ticket);
    await second.find('textbox', 'Reply').wait();
    await mika.fill('Reply', 'From the first device');
    await second.fill('Reply', 'From the second device');
    const buttons = [];
    for (const device of [mika, second]) {
      await device.page.bringToFront();
      buttons.push(await device.find('button', 'Send reply').waitHandle());
    }
    await Promise.all(buttons.map((button) => button.evaluate((element) => (element as HTMLElement).click())));
    await Promise.all([mika.reads('Your reply was sent.'), second.reads('Your reply was sent.')]);
    await second.leave();
    await mika.page.bringToFront();
    await mika.page.reload();
    await mika.find('textbox', 'Reply').wait();
    assert.equal(await countOf(mika, 'From the first device'), 1);
    assert.equal(await countOf(mika, 'From the second device'), 1);
  });

  it('says of each file what is wrong with it and sends the good ones', async () => {
    const arabic = 'تقرير'.repeat(60);
    await Promise.all([
      writeFile(join(folder, 'empty.txt'), ''),
      writeFile(
        join(folder, 'holiday.png'),
        Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00', 'latin1'),
      ),
      writeFile(join(folder, 'large.bin'), Buffer.alloc(26 * 1024 * 1024, 1)),
      writeFile(join(folder, 'meters.png'), png()),
    ]);
    await openTicket();
    await mika.fill('Reply', 'Four files');
    await mika.attach(...['empty.txt', 'holiday.png', 'large.bin', 'meters.png'].map((name) => join(folder, name)));
    await mika.reads('The file is empty');
    await mika.reads('Larger than');
    await mika.reads('The file is not what its name says.');
    await mika.reads('Ready');
    for (const name of ['empty.txt', 'holiday.png', 'large.bin']) await mika.click('button', `Remove ${name}`);
    await mika.drop([{ name: `${arabic}.txt`, content: 'ok' }]);
    await mika.until(async () => (await countOf(mika, 'Ready')) === 2, 'both files are ready');
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply was sent.');
    await mika.find('button', 'View meters.png').wait();
    const names = await mika.names('button');
    assert.ok(
      names.some((name) => name.startsWith('Download تقرير') && name.endsWith('.txt')),
      names.join('\n'),
    );
  });

  it('refuses the thirteenth file and keeps twelve', async () => {
    await openTicket();
    await mika.drop(Array.from({ length: 13 }, (_, n) => ({ name: `note-${n + 1}.txt`, content: `note ${n + 1}` })));
    await mika.reads('At most 12 files at once');
    await mika.until(async () => (await countOf(mika, 'Ready')) === 12, 'twelve files are ready');
  });

  it('says that a message is too long and keeps every letter', async () => {
    await openTicket();
    const long = 'word '.repeat(200_000);
    const field = await mika.find('textbox', 'Reply').waitHandle();
    await field.evaluate((area, text) => {
      (area as HTMLTextAreaElement).value = text;
      area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }, long);
    await mika.click('button', 'Send reply');
    await mika.reads('At most 50,000 characters.');
    assert.equal(await field.evaluate((area) => (area as HTMLTextAreaElement).value.length), long.length);
  });

  it('runs nothing that a message brings', async () => {
    const ran: string[] = [];
    mika.page.on('dialog', (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    await openTicket();
    await mika.fill('Reply', `Vectors:\n\n${xssVectors.join('\n\n')}`.slice(0, 49_000));
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply was sent.');
    await mika.page.reload();
    await mika.find('textbox', 'Reply').wait();
    await mika.reads('Vectors:');
    assert.deepEqual(ran, []);
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
  });

  it('signs out in every tab, and a page that comes back from history shows nothing', async () => {
    const second = await mika.anotherTab();
    await second.open(mika.page.url());
    await second.find('link', ticket).wait();
    await second.open(`${server.address}/articles/returns.html`);
    await mika.click('button', 'Sign out');
    await mika.find('button', 'Sign in').wait();
    await second.page.bringToFront();
    await second.page.goBack();
    await second.find('button', 'Sign in').wait();
    assert.ok(!(await second.text()).includes(ticket));
  });

  it('keeps two identities on one page apart', async () => {
    const host = await Person.at(browser);
    await host.open(`${server.address}/help`);
    await host.find('textbox', 'E-mail').wait();
    const place = async (): Promise<void> =>
      host.page.evaluate(() => {
        document.querySelector('portico-portal')?.remove();
        for (const profile of ['studio', 'radio']) {
          const portal = document.createElement('portico-portal');
          portal.setAttribute('src', location.pathname);
          portal.setAttribute('profile', profile);
          portal.setAttribute('address', 'memory');
          portal.setAttribute('aria-label', profile);
          document.body.append(portal);
        }
      });
    await place();
    for (const [profile, email] of [
      ['studio', 'mika@lumen.example'],
      ['radio', 'rosa@harbor.example'],
    ] as const) {
      const within = (role: string, name: string) =>
        host.page.locator(`portico-portal[profile=${profile}] ::-p-aria([name="${name}"][role="${role}"])`);
      await within('textbox', 'E-mail').fill(email);
      await within('textbox', 'Password').fill('portico-demo-1');
      await within('button', 'Sign in').click();
      await within('button', 'Sign out').wait();
    }
    await host.page.reload();
    await place();
    for (const text of ['Mika Salonen', 'Rosa Almeida', ticket]) await host.reads(text);
    await host.leave();
  });

  it('gives a copied token no rights in another browser', async () => {
    const thief = await Person.at(browser);
    await thief.open(`${server.address}/help`);
    const loot = await mika.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('portico');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
      const record = await new Promise<{ token: string; key: CryptoKeyPair }>((resolve) => {
        const request = database.transaction('sessions').objectStore('sessions').getAll();
        request.onsuccess = () => resolve(request.result[0]);
      });
      const secret = await crypto.subtle.exportKey('jwk', record.key.privateKey).catch(() => 'not to be had');
      return { token: record.token, secret };
    });
    assert.equal(loot.secret, 'not to be had');
    const status = await thief.page.evaluate(
      async (token) => (await fetch('/help/api/v1/tickets', { headers: { Authorization: `DPoP ${token}` } })).status,
      loot.token,
    );
    assert.equal(status, 401);
    await thief.leave();
  });

  it('asks again for a part of the script that did not arrive', async () => {
    const visitor = await Person.at(browser);
    visitor.blocked = '/words-en-core';
    await visitor.open(`${server.address}/help`);
    await visitor.find('button', 'Try again').wait();
    visitor.blocked = '/dompurify';
    await visitor.click('button', 'Try again');
    await visitor.signIn('mika@lumen.example');
    await visitor.click('link', ticket);
    await visitor.reads('The portal cannot be reached.');
    visitor.blocked = '/uploads';
    await visitor.click('button', 'Try again');
    await visitor.find('textbox', 'Reply').wait();
    await visitor.drop([{ name: 'note.txt', content: 'a note' }]);
    await visitor.find('button', 'Try note.txt again').wait();
    visitor.blocked = undefined;
    await visitor.click('button', 'Try note.txt again');
    await visitor.reads('Ready');
    await visitor.leave();
  });

  it('says that the line is down only in words that have come, and nothing without them', async () => {
    const visitor = await mika.anotherTab();
    visitor.blocked = '/words-en-offline';
    await visitor.open(`${server.address}/help`);
    await visitor.find('link', ticket).wait();
    await visitor.until(
      () => visitor.requests.some((url) => url.includes('/words-en-offline')),
      'its words to be asked for',
    );
    await visitor.page.setOfflineMode(true);
    await visitor.until(() => visitor.page.evaluate(() => !navigator.onLine), 'the line to be down');
    const banners = await visitor.page.evaluate(
      () => document.querySelector('portico-portal')!.shadowRoot!.querySelectorAll('portico-offline').length,
    );
    assert.equal(banners, 0);
    assert.deepEqual(visitor.complaints.console, []);
    await visitor.page.close();
    await mika.page.bringToFront();
    await mika.until(
      () =>
        mika.page.evaluate(
          () => !!document.querySelector('portico-portal')!.shadowRoot!.querySelector('portico-offline'),
        ),
      'the banner to be ready',
    );
    await mika.page.setOfflineMode(true);
    await mika.reads('You can go on reading what is open');
    await mika.page.setOfflineMode(false);
    await mika.doesNotRead('You can go on reading');
  });

  it('takes a search that is an attack for words', async () => {
    await mika.fill('Search tickets', "%' OR contact_id <> '' --", 'searchbox');
    await mika.reads('Nothing found');
    await mika.fill('Search tickets', "%' OR 1=1 --", 'searchbox');
    await mika.reads('tickets shown');
    assert.ok(!(await mika.text()).includes('Something went wrong'));
    await mika.fill('Search tickets', "%' --", 'searchbox');
    await mika.reads('Nothing found');
  });
});
