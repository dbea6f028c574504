import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

const TICKET = 'JAM LOST on two Plovers out of six';
const DAY = 86_400_000;

/** What is heard of how the page came, and a clock that can be set. Runs in the page. */
function watch(day: number): void {
  const RealDate = Date;
  let ahead = 0;
  const now = () => RealDate.now() + ahead;
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length ? given : [now()]) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted }));
  // Whether it was kept or frozen, it hears this first of all.
  document.addEventListener('resume', () => {
    if (localStorage.getItem('a day later')) ahead = day;
  });
}

// The browser keeps a page that is left, and shows it again as it was: what was typed, and of whom.
describe('a page that comes back', () => {
  let server: DemoServer;
  let browser: Browser;

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser(undefined, { ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Somebody with half a reply in a ticket. */
  async function writing(): Promise<Person> {
    const person = await Person.unwatched(browser);
    await person.page.evaluateOnNewDocument(watch, DAY);
    await person.open(`${server.address}/help`);
    await person.signIn('mika@lumen.example');
    await person.click('link', TICKET);
    await person.fill('Reply', 'Half a sentence');
    // What comes live is there: of all that is open to the server only that stays.
    await person.page.waitForNetworkIdle({ idleTime: 500, concurrency: 1 });
    return person;
  }

  const written = (person: Person): Promise<string> =>
    person
      .find('textbox', 'Reply')
      .map((field) => (field as HTMLTextAreaElement).value)
      .wait();

  const wasKept = (person: Person): Promise<unknown> =>
    person.page.evaluate(() => (globalThis as unknown as { persisted: boolean }).persisted);

  it('was kept: the reply is as it was, and what happens goes on coming', async () => {
    const mika = await writing();
    await mika.open(`${server.address}/articles`);
    await mika.page.goBack();
    assert.equal(await wasKept(mika), true);
    assert.equal(await written(mika), 'Half a sentence');
    const elsewhere = await Person.at(browser);
    await elsewhere.open(`${server.address}${new URL(mika.page.url()).pathname}${new URL(mika.page.url()).hash}`);
    await elsewhere.signIn('mika@lumen.example');
    await elsewhere.fill('Reply', 'From another desk');
    await elsewhere.click('button', 'Send reply');
    await mika.reads('From another desk');
    assert.equal(await written(mika), 'Half a sentence');
    await elsewhere.leave();
    await mika.leave();
  });

  it('shows nothing of somebody who has signed out in another tab', async () => {
    const mika = await writing();
    await mika.open(`${server.address}/articles`);
    const tab = await mika.anotherTab();
    await tab.open(`${server.address}/help`);
    await tab.click('button', 'Sign out');
    await tab.find('button', 'Sign in').wait();
    await mika.page.bringToFront();
    await mika.page.goBack();
    await mika.find('button', 'Sign in').wait();
    const shown = await mika.page.evaluate(() => {
      const read = (root: ParentNode): string =>
        [...root.querySelectorAll('*')].map((one) => (one.shadowRoot ? read(one.shadowRoot) : '')).join() +
        (root instanceof ShadowRoot ? root.innerHTML : '');
      return read(document);
    });
    assert.ok(!shown.includes('Mika') && !shown.includes('JAM LOST') && !shown.includes('Half a sentence'));
    await mika.leave();
  });

  it('asks for the sign-in after a day, whether it was kept or frozen, and the reply is still there', async () => {
    const kept = await writing();
    const frozen = await writing();
    for (const { page } of [kept, frozen]) await page.evaluate(() => localStorage.setItem('a day later', 'yes'));
    await kept.open(`${server.address}/articles`);
    const front = await frozen.context.newPage();
    const life = await frozen.page.createCDPSession();
    await life.send('Page.setWebLifecycleState', { state: 'frozen' });
    await server.withDatabase((db) => sql`update sessions set ends_at = now() - interval '12 hours'`.execute(db));
    await kept.page.bringToFront();
    await kept.page.goBack();
    assert.equal(await wasKept(kept), true);
    const ahead = await kept.page.evaluate(() => Date.now());
    assert.ok(ahead > Date.now() + DAY / 2, 'the clock was not set');
    await life.send('Page.setWebLifecycleState', { state: 'active' });
    await front.close();
    await frozen.page.bringToFront();
    for (const person of [kept, frozen]) {
      await person.page.bringToFront();
      await person.find('button', 'Sign in').wait();
      const text = await person.text();
      assert.ok(!text.includes('Half a sentence') && !text.includes('Sanna'));
      await person.signIn('mika@lumen.example');
      assert.equal(await written(person), 'Half a sentence');
      await person.leave();
    }
  });
});
