import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { addToList, setAccess, setConsent } from '../../server/accounts/admission.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

// The ways to an account, on the built bundle and the real server, with the mails of the demo.
describe('coming to an account', () => {
  let server: DemoServer;
  let browser: Browser;
  let nora: Person;
  const email = 'nora@fjord.example';
  const chosen = 'a pebble under the pier';
  const label = 'I agree that Wrenfield keeps what I write here.';
  const portal = 'help';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    nora = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Follows the link of the newest mail with a subject. */
  async function follow(person: Person, subject: string): Promise<void> {
    await person.until(async () => {
      await person.open(`${server.address}/_demo/mail`);
      return (await person.text()).includes(subject);
    }, `the mail “${subject}”`);
    await person.click('link', subject);
    const frame = await person.page.waitForFrame((each) => each.url().endsWith('/html'));
    await (await frame.waitForSelector('a'))!.click();
  }

  const isIn = (person: Person) => person.find('link', 'New ticket').wait();

  function assertQuiet({ complaints }: Person): void {
    assert.deepEqual(complaints, { console: [], policy: [], outside: [] });
  }

  it('registers, confirms by the mail, and is in', async () => {
    await nora.open(`${server.address}/`);
    await nora.click('link', 'Create an account');
    await nora.fill('Name', 'Nora Berg');
    await nora.fill('E-mail', email);
    await nora.fill('Password', chosen);
    await nora.reads('repair your equipment');
    await nora.click('button', 'Create the account');
    await nora.reads('Tick this to go on.');
    await nora.click('checkbox', label);
    await nora.click('button', 'Create the account');
    await nora.reads(`A mail is on its way to ${email}.`);
    await follow(nora, 'Confirm your e-mail address for Wrenfield Support');
    await nora.fill('Password', chosen);
    assert.equal(nora.page.url(), `${server.address}/#/verify`);
    await nora.click('button', 'Confirm and sign in');
    await isIn(nora);
    await nora.click('button', 'Sign out');
    await nora.signIn(email, chosen);
    await isIn(nora);
    assertQuiet(nora);
  });

  it('shows what was agreed to, withdraws it, and agrees again at the sign-in', async () => {
    await nora.click('link', 'Signed in as Nora Berg');
    await nora.reads('Version 1, agreed to');
    await nora.click('button', 'Withdraw consent');
    await nora.reads('Withdraw your consent?');
    await nora.click('button', 'Withdraw consent');
    await nora.find('button', 'Sign in').wait();
    await nora.signIn(email, chosen);
    await nora.reads('Before you go on');
    await nora.click('checkbox', label);
    await nora.click('button', 'Agree and go on');
    await nora.find('button', 'Sign out').wait();
    assertQuiet(nora);
  });

  it('asks for consent to a new text at the next sign-in', async () => {
    const texts = { en: { html: '<p>From now on we also keep your telephone number.</p>', label: 'I still agree.' } };
    await server.withDatabase((db) => setConsent(db, { portal, isRequired: true, texts }));
    const mika = await Person.at(browser);
    await mika.open(`${server.address}/`);
    await mika.signIn('mika@lumen.example');
    await mika.reads('your telephone number');
    await mika.click('checkbox', 'I still agree.');
    await mika.click('button', 'Agree and go on');
    await isIn(mika);
    await mika.open(`${server.address}/`);
    await isIn(mika);
    assertQuiet(mika);
    await mika.leave();
  });

  it('is invited by mail, and in', async () => {
    const who = { list: 'customers', email: 'karim@harbor.example', name: null, page: null, language: null };
    await server.withDatabase(async (db, jobs) => {
      await setAccess(db, { portal, access: 'lists', lists: [], adminEmails: undefined });
      await addToList({ db, jobs }, { portal, ...who }, server.address);
    });
    const karim = await Person.at(browser);
    await follow(karim, 'Your access to Wrenfield Support');
    await karim.find('button', 'Accept the invitation').wait();
    await karim.reads('You are invited with the address karim@harbor.example.');
    await karim.fill('Password', chosen);
    await karim.click('checkbox', 'I still agree.');
    await karim.click('button', 'Accept the invitation');
    await isIn(karim);
    await karim.reads('Karim Haddad');
    assertQuiet(karim);
    await karim.leave();
  });

  it('is kept out when on no list, and asks to be let in', async () => {
    // Her session ended when the portal began to ask for a list.
    await nora.open(`${server.address}/`);
    await nora.signIn(email, chosen);
    await nora.reads('You have no access yet');
    await nora.fill('Name', 'Nora Berg');
    await nora.fill('Message', 'We rent two of your recorders.');
    await nora.click('button', 'Ask for access');
    await nora.reads('Your wish is on its way');
    await nora.until(async () => {
      await nora.open(`${server.address}/_demo/mail`);
      return (await nora.text()).includes('Nora Berg asks for access to Wrenfield Support');
    }, 'the mail to the administrator');
    assertQuiet(nora);
  });
});
