import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// What cannot be sent waits: over a line that is cut, a server that falls over and a browser that is killed.
describe('the outbox', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  const ticket = 'JAM LOST on two Plovers out of six';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  beforeEach(async () => {
    mika = await Person.at(browser);
    await begin(mika);
  });

  afterEach(async () => {
    assert.deepEqual(mika.complaints.policy, []);
    await mika.leave();
  });

  const begin = async (person: Person): Promise<void> => {
    await person.open(`${server.address}/help`);
    await person.signIn('mika@lumen.example');
    await openTicket(person);
  };

  const openTicket = async (person: Person): Promise<void> => {
    await person.click('link', ticket);
    await person.find('textbox', 'Reply').wait();
    // What keeps a reply comes after what it is written in.
    await person.page.waitForNetworkIdle({ idleTime: 300 });
  };

  const reply = async (person: Person, text: string): Promise<void> => {
    await person.fill('Reply', text);
    await person.click('button', 'Send reply');
    await person.until(async () => (await draftOf(person)) === '', `“${text}” is taken`);
  };

  const draftOf = async (person: Person): Promise<string> => {
    // What a tab behind another shows is not looked at by locators.
    await person.page.bringToFront();
    const field = await person.find('textbox', 'Reply').waitHandle();
    return field.evaluate((area) => (area as HTMLTextAreaElement).value);
  };

  /** The messages that hold a text, as the portal's server has them, in the order of time. */
  const messagesWith = async (text: string): Promise<string[]> => {
    let found: { text: string }[] = [];
    await server.withDatabase(async (db) => {
      found = await db
        .selectFrom('messages')
        .where('text', 'like', `%${text}%`)
        .orderBy('created_at')
        .select('text')
        .execute();
    });
    return found.map((message) => message.text.trim());
  };

  it('sends what was written offline, in order, once, when the line is back', async () => {
    await mika.page.setOfflineMode(true);
    const texts = ['tunnel one', 'tunnel two', 'tunnel three'];
    for (const text of texts) await reply(mika, text);
    await mika.reads('You are offline. It goes out by itself when your connection is back.');
    await mika.reads('3 messages wait to be sent');
    await mika.page.setOfflineMode(false);
    await mika.reads('Your reply was sent.');
    await mika.doesNotRead('wait to be sent');
    await mika.doesNotRead('waits to be sent');
    assert.deepEqual(await messagesWith('tunnel '), texts);
  });

  it('lets nothing wait before what shows it has come', async () => {
    const slow = await Person.at(browser);
    slow.blocked = '/waiting-list-';
    await begin(slow);
    await slow.page.setOfflineMode(true);
    await slow.fill('Reply', 'not to wait unseen');
    await slow.click('button', 'Send reply');
    await slow.reads('Not sent.');
    assert.equal(await draftOf(slow), 'not to wait unseen');
    slow.blocked = undefined;
    await slow.page.setOfflineMode(false);
    const came = () => slow.requests.filter((address) => address.includes('/waiting-list-')).length > 1;
    await slow.until(came, 'what shows it');
    await slow.page.waitForNetworkIdle({ idleTime: 300 });
    await slow.page.setOfflineMode(true);
    await reply(slow, 'not to wait unseen');
    await slow.reads('1 message waits to be sent');
    await slow.leave();
  });

  it('goes out by itself when the server that had fallen over is back, also after a reload', async () => {
    await server.kill('SIGKILL');
    await reply(mika, 'crash one');
    await reply(mika, 'crash two');
    await mika.reads('2 messages wait to be sent');
    await server.run();
    await mika.page.reload();
    await openTicketAgain(mika);
    await mika.doesNotRead('wait to be sent');
    await mika.doesNotRead('waits to be sent');
    assert.deepEqual(await messagesWith('crash '), ['crash one', 'crash two']);
  });

  const openTicketAgain = async (person: Person): Promise<void> => {
    await person.find('textbox', 'Reply').wait();
  };

  it('is one reply when two tabs send it at the same moment', async () => {
    const second = await mika.anotherTab();
    await second.open(mika.page.url());
    await second.find('textbox', 'Reply').wait();
    await mika.fill('Reply', 'the same from two tabs');
    await second.until(async () => (await draftOf(second)) === 'the same from two tabs', 'the text in the other tab');
    const buttons = [];
    for (const tab of [mika, second]) {
      await tab.page.bringToFront();
      buttons.push(await tab.find('button', 'Send reply').waitHandle());
    }
    await Promise.all(buttons.map((button) => button.evaluate((element) => (element as HTMLElement).click())));
    await mika.until(async () => (await draftOf(mika)) + (await draftOf(second)) === '', 'both fields are empty');
    assert.deepEqual(await messagesWith('the same from two tabs'), ['the same from two tabs']);
  });

  it('waits over the end of the session for the same person', async () => {
    await mika.page.setOfflineMode(true);
    await reply(mika, 'over the end');
    await server.withDatabase((db) => sql`update sessions set ends_at = now()`.execute(db));
    await mika.page.setOfflineMode(false);
    await mika.find('textbox', 'Password').wait();
    await mika.signIn('mika@lumen.example');
    await mika.reads('Your reply was sent.');
    assert.deepEqual(await messagesWith('over the end'), ['over the end']);
  });

  it('warns at sign-out of what is unsent, and forgets it then', async () => {
    await mika.page.setOfflineMode(true);
    await reply(mika, 'never to be sent');
    await reply(mika, 'never to be sent either');
    await mika.click('button', 'Sign out');
    await mika.reads('2 messages have not been sent. When you sign out now, they are gone.');
    await mika.click('button', 'Stay signed in');
    await mika.reads('2 messages wait to be sent');
    await mika.click('button', 'Sign out');
    await mika.click('button', 'Sign out anyway');
    await mika.find('button', 'Sign in').wait();
    await mika.page.setOfflineMode(false);
    await mika.signIn('mika@lumen.example');
    await mika.find('button', 'Sign out').wait();
    assert.ok(!(await mika.text()).includes('to be sent'));
    assert.deepEqual(await messagesWith('never to be sent'), []);
  });

  it('keeps a new ticket and its file until they can be sent', async () => {
    await mika.click('link', 'New ticket');
    await mika.click('button', 'File a support ticket');
    await mika.fill('Subject', 'No line in the studio');
    await mika.choose('Product', 'dunlin-6');
    await mika.page.waitForNetworkIdle({ idleTime: 300 });
    await mika.page.setOfflineMode(true);
    await mika.fill('What happened?', 'The studio has no line.');
    await mika.click('button', 'Send');
    await mika.reads('Your request waits to be sent');
    await mika.page.setOfflineMode(false);
    await mika.reads('Thank you.');
    assert.deepEqual(await messagesWith('The studio has no line'), ['The studio has no line.']);
  });

  it('sends three messages that waited when the browser was killed, once and in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-profile-'));
    const texts = ['killed one', 'killed two', 'killed three'];
    try {
      const first = await openBrowser(folder);
      const before = await Person.inProfile(first);
      await begin(before);
      await before.page.setOfflineMode(true);
      for (const text of texts) await reply(before, text);
      await before.reads('3 messages wait to be sent');
      const gone = new Promise((resolve) => first.once('disconnected', resolve));
      first.process()!.kill('SIGKILL');
      await gone;
      const second = await openBrowser(folder);
      const again = await Person.inProfile(second);
      await again.open(`${server.address}/help`);
      // Nobody opens the ticket: what waits goes out from the list.
      await again.find('link', ticket).wait();
      const sent = (): number => again.requests.filter((address) => address.endsWith('/messages')).length;
      await again.until(() => sent() >= texts.length, 'three requests');
      await again.doesNotRead('to be sent');
      await second.close();
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    assert.deepEqual(await messagesWith('killed '), texts);
  });
});
