import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// The end of a session in a browser with two tabs, by keyboard, with the real server behind it; and the page of one's own account.
describe('a session that ends', () => {
  let server: DemoServer;
  let browser: Browser;
  let one: Person;
  let other: Person;
  const ticket = 'JAM LOST on two Plovers out of six';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    one = await Person.at(browser);
    await one.open(`${server.address}/help`);
    await one.signIn('mika@lumen.example');
    await one.click('link', ticket);
    await one.fill('Reply', 'Half a thought');
    other = await one.anotherTab();
    await other.open(`${server.address}/help`);
    await other.find('link', ticket).wait();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const dialogs = async (count: number): Promise<void> => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const open = await Promise.all([one, other].map((person) => person.names('dialog')));
      if (open.every((names) => names.length === count)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.fail(`there were never ${count} dialogs in each tab`);
  };

  it('warns in both tabs, and staying in one by keyboard closes both', async () => {
    await server.withDatabase((db) => sql`update portals set idle_seconds = 66`.execute(db));
    await Promise.all([one.page.reload(), other.page.reload()]);
    await dialogs(1);
    assert.deepEqual(await one.names('dialog'), ['Still there?']);
    await one.page.bringToFront();
    await one.page.keyboard.press('Enter');
    await dialogs(0);
    assert.equal((await other.names('link')).includes(ticket), true);
  });

  it('asks for the sign-in in both tabs where staying cannot help, and what was typed stays', async () => {
    await server.withDatabase(async (db) => {
      await sql`update portals set idle_seconds = 3600`.execute(db);
      await sql`update sessions set ends_at = now() + interval '55 seconds'`.execute(db);
    });
    await Promise.all([one.page.reload(), other.page.reload()]);
    await dialogs(1);
    assert.deepEqual(await other.names('dialog'), ['Time to sign in again']);
    await one.page.bringToFront();
    await one.page.keyboard.press('Enter');
    // A tab in the background draws nothing that could be waited for.
    await other.page.bringToFront();
    await other.find('textbox', 'Password').wait();
    await one.page.bringToFront();
    await one.signIn('mika@lumen.example');
    await one.find('textbox', 'Reply').wait();
    await other.page.bringToFront();
    await other.find('link', ticket).wait();
    await one.page.bringToFront();
    const reply = await one.find('textbox', 'Reply').waitHandle();
    assert.equal(await reply.evaluate((area) => (area as HTMLTextAreaElement).value), 'Half a thought');
  });

  it('says where it stands in the address, through a reload', async () => {
    const guest = await Person.at(browser);
    await guest.open(`${server.address}/help`);
    await guest.signIn('rosa@harbor.example');
    await guest.click('button', 'Sign out');
    await guest.reads('You are signed out.');
    assert.match(guest.page.url(), /#\/signed-out$/);
    await guest.page.reload();
    await guest.reads('You are signed out.');
    await guest.open(`${server.address}/help#/expired/new`);
    await guest.page.reload();
    await guest.reads('Your session has ended.');
    await guest.signIn('rosa@harbor.example');
    await guest.find('button', 'File a support ticket').wait();
    assert.match(guest.page.url(), /#\/new$/);
    assert.deepEqual(guest.complaints.console, []);
  });

  it('can be ended from another device, and the page says which', async () => {
    const phone = await Person.at(browser);
    await phone.open(`${server.address}/help`);
    await phone.signIn('mika@lumen.example');
    await phone.find('link', ticket).wait();
    await one.page.bringToFront();
    await one.click('link', 'Signed in as Mika Salonen');
    await one.reads('Where you are signed in');
    assert.match(one.page.url(), /#\/account$/);
    await one.reads('This device');
    await one.click('button', 'Sign out everywhere else');
    await one.reads('Every other device was signed out.');
    // It hears of it without a click.
    await phone.page.bringToFront();
    await phone.find('textbox', 'Password').wait();
    for (const person of [one, other, phone]) {
      assert.deepEqual(person.complaints.policy, []);
      assert.deepEqual(person.complaints.outside, []);
      assert.deepEqual(person.complaints.console, []);
    }
  });
});
