import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

const MIKAS = 'Card B stays empty after a hot swap';

// A site with a login of its own, on the built bundle and the real server. Each step goes on where the last one ended.
describe('a customer of a site with its own login', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    mika = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('is told to sign in to the site, and is asked for no password', async () => {
    await mika.open(`${server.address}/hosts/host-token.html`);
    await mika.reads('Sign in to this site to see your tickets.');
    await mika.reads('Use the buttons above.');
    assert.equal((await mika.names('textbox')).length, 0);
  });

  it('sees her tickets as soon as the site knows her, and after a reload', async () => {
    await mika.click('button', 'Log in as Mika');
    await mika.find('link', MIKAS).wait();
    await mika.reads('Mika Salonen');
    await mika.page.reload();
    await mika.find('link', MIKAS).wait();
  });

  it('goes on where she was when her session has ended meanwhile', async () => {
    await mika.click('link', MIKAS);
    await mika.fill('Reply', 'Written before the session ended.');
    await server.withDatabase((db) => db.deleteFrom('sessions').execute());
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply was sent.');
    const text = await mika.text();
    assert.equal(text.split('Written before the session ended.').length, 2, text);
  });

  it('leaves nothing behind when the site knows somebody else', async () => {
    await mika.click('button', 'Log in as Rosa');
    await mika.reads('Rosa Almeida');
    await mika.find('searchbox', 'Search tickets').wait();
    const text = await mika.text();
    assert.ok(!text.includes('Mika Salonen') && !text.includes(MIKAS), text);
  });

  it('is signed out here when she has left the site, and the other way round', async () => {
    await mika.click('button', 'Log out');
    await mika.reads('Sign in to this site to see your tickets.');
    await mika.click('button', 'Log in as Mika');
    await mika.find('link', MIKAS).wait();
    await mika.click('button', 'Sign out');
    await mika.reads('Sign in to this site to see your tickets.');
    await mika.reads('Nobody is logged in here.');
    await mika.page.reload();
    await mika.reads('Sign in to this site to see your tickets.');
  });

  it('complained about nothing on the way', () => {
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
  });
});
