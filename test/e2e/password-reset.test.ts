import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// A person who has forgotten the password, on the built bundle and the real server, with the mails of the demo.
describe('a forgotten password', () => {
  let server: DemoServer;
  let browser: Browser;
  let rosa: Person;
  const email = 'rosa@harbor.example';
  const chosen = 'a pebble under the pier';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    rosa = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('asks for a link in the knowledge base', async () => {
    await rosa.open(`${server.address}/`);
    await rosa.fill('E-mail', email);
    await rosa.click('link', 'Forgotten your password?');
    await rosa.reads('We send you a link');
    await rosa.click('button', 'Send the link');
    await rosa.reads(`If ${email} belongs to an account here, a link is on its way.`);
  });

  it('finds it in the mail, and it leads back to the page', async () => {
    const subject = 'A new password for Wrenfield Support';
    await rosa.until(async () => {
      await rosa.open(`${server.address}/_demo/mail`);
      return (await rosa.text()).includes(subject);
    }, 'the mail');
    await rosa.click('link', subject);
    const frame = await rosa.page.waitForFrame((each) => each.url().endsWith('/html'));
    const button = await frame.waitForSelector('a');
    assert.match(await button!.evaluate((link) => link.href), /^http:\/\/localhost:\d+\/#\/reset\/[\w-]{43}$/);
    await button!.click();
    await rosa.find('textbox', 'New password').wait();
    assert.equal(rosa.page.url(), `${server.address}/#/reset`);
  });

  it('sets a new one, signs in with it, and is told by mail', async () => {
    await rosa.fill('New password', chosen);
    await rosa.click('button', 'Save the password');
    await rosa.reads('Your new password is set.');
    await rosa.signIn(email, chosen);
    await rosa.find('link', 'New ticket').wait();
    await rosa.until(async () => {
      await rosa.open(`${server.address}/_demo/mail`);
      return (await rosa.text()).includes('Your password for Wrenfield Support was changed');
    }, 'the news');
    assert.deepEqual(rosa.complaints.console, []);
    assert.deepEqual(rosa.complaints.policy, []);
    assert.deepEqual(rosa.complaints.outside, []);
  });
});
