import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// The ways of a mail's link, on the built bundle and the real server, with the mails of the demo.
describe('links of mails', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  let elsewhere: Person;
  const email = 'mika@lumen.example';
  const subject = 'Your link to sign in to Wrenfield Support';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    mika = await Person.at(browser);
    elsewhere = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const readBefore: string[] = [];

  /** The link of a mail that was not read before, as the mail's text says it. */
  async function mail(person: Person, title: string, to: string): Promise<string> {
    await person.page.bringToFront();
    const reads = async () => {
      await person.open(`${server.address}/_demo/mail`);
      return person.page.$$eval(
        '.mails li',
        (items, wanted, address, known) =>
          items
            .filter((item) => item.textContent.includes(address))
            .flatMap((item) => item.querySelector('a') ?? [])
            .find((link) => link.textContent === wanted && !known.includes(link.href))?.href ?? '',
        title,
        to,
        readBefore,
      );
    };
    let address = '';
    await person.until(async () => (address = await reads()) !== '', `the mail ${title}`);
    readBefore.push(address);
    await person.open(address);
    return person.page.$eval('pre.mail a', (link) => link.href);
  }

  async function ask(person: Person): Promise<void> {
    await person.open(`${server.address}/`);
    await person.click('link', 'Sign in by e-mail');
    await person.fill('E-mail', email);
    await person.click('button', 'Send the link');
    await person.reads(`If ${email} belongs to an account here, a link is on its way.`);
  }

  it('sign in the tab that is opened in the same browser, and the one that waits', async () => {
    await ask(mika);
    const tab = await mika.anotherTab();
    const link = await mail(tab, subject, email);
    assert.match(link, /^http:\/\/localhost:\d+\/#\/link\/[\w-]{43}$/);
    // As a scanner would.
    assert.equal((await fetch(link, { method: 'HEAD' })).status, 200);
    await tab.open(link);
    await tab.reads('New ticket');
    await mika.reads('New ticket');
    await tab.page.close();
    await mika.click('button', 'Sign out');
    await mika.reads('Sign in by e-mail');
  });

  it('show a code in another browser, which the first one takes', async () => {
    await ask(mika);
    const link = await mail(elsewhere, subject, email);
    await elsewhere.open(link);
    await elsewhere.reads('Your code');
    const [code] = /\b\d{6}\b/.exec(await elsewhere.text()) ?? [];
    assert.ok(code !== undefined);
    assert.equal(new URL(elsewhere.page.url()).hash, '#/link');
    await mika.fill('Code', code === '000000' ? '111111' : '000000');
    await mika.click('button', 'Sign in with the code');
    await mika.reads('These are not the digits.');
    await mika.fill('Code', code);
    await mika.click('button', 'Sign in with the code');
    await mika.reads('New ticket');
    await elsewhere.open(link);
    await elsewhere.reads('This link has expired');
  });

  it('change the e-mail address when both mailboxes have said so', async () => {
    const next = 'mika.aalto@lumen.example';
    const title = 'Confirm your new e-mail address for Wrenfield Support';
    await mika.click('link', 'Signed in as Mika Salonen');
    await mika.click('button', 'Change e-mail address');
    await mika.fill('New e-mail address', next);
    await mika.page.keyboard.press('Tab');
    await mika.page.keyboard.type('portico-demo-1');
    await mika.click('button', 'Send the confirmations');
    await mika.reads(`Your e-mail address is to be ${next}.`);
    for (const [address, heading] of [
      [next, 'You have confirmed'],
      [email, 'The e-mail address is changed'],
    ] as const) {
      await elsewhere.open(await mail(elsewhere, title, address));
      await elsewhere.click('button', 'Confirm the change');
      await elsewhere.reads(heading);
    }
    await mail(elsewhere, 'Your e-mail address for Wrenfield Support was changed', email);
    await elsewhere.open(`${server.address}/`);
    await elsewhere.signIn(next);
    await elsewhere.reads('New ticket');
    for (const { complaints } of [mika, elsewhere]) {
      assert.deepEqual(complaints.policy, []);
      assert.deepEqual(complaints.outside, []);
    }
  });
});
