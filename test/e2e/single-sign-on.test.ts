import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { addProvider } from '../../server/accounts/single-sign-on/providers.ts';
import { OIDC_CLIENT, startOidcProvider, type OidcPeer } from '../peers/oidc-provider.ts';
import { DemoServer, freePort, openBrowser, PATIENCE_MS, Person } from './support.ts';

const SECRET = 'a secret of the journeys, long enough';

// Three sites: a page at one, the portal's server at another, the identity provider at a third.
describe('a customer who signs in by an identity provider', () => {
  let server: DemoServer;
  let browser: Browser;
  let host: Server;
  let page: string;
  let providers: OidcPeer[];

  before(async () => {
    process.env['PORTICO_SECRET'] = SECRET;
    server = await DemoServer.start();
    const port = await freePort();
    page = `http://127.0.0.1:${port}`;
    host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html><html lang="en"><title>Docs</title>
        <script type="module" src="${server.address}/assets/portico.js"></script>
        <portico-portal src="${server.address}/help"></portico-portal>`);
    });
    await new Promise<void>((resolve) => host.listen(port, '127.0.0.1', resolve));
    const callback = (id: string) => `${server.address}/help/sign-in/${id}/callback`;
    providers = [
      await startOidcProvider([callback('acme')]),
      await startOidcProvider([callback('strict')], { isIsolated: true }),
    ];
    await server.withDatabase(async (db) => {
      await db
        .updateTable('portals')
        .where('slug', '=', 'help')
        .set({ allowed_origins: [page] })
        .execute();
      for (const [index, [slug, label]] of [['acme', 'Acme'] as const, ['strict', 'Strict'] as const].entries())
        await addProvider(db, SECRET, {
          portal: 'help',
          slug,
          label: { en: label },
          source: {
            kind: 'oidc',
            issuer: providers[index]?.issuer ?? '',
            clientId: OIDC_CLIENT.id,
            clientSecret: OIDC_CLIENT.secret,
          },
          attributes: {},
          trustsEmail: false,
          emailDomains: [],
          lists: [],
        });
    });
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    for (const provider of providers ?? []) await provider.stop();
    await new Promise((resolve) => host.close(resolve));
    await server?.stop();
  });

  it('is in as soon as the window has closed itself', async () => {
    const anna = await Person.at(browser);
    await anna.open(`${page}/#/tickets?status=open`);
    const window = await opens(anna, 'Sign in with Acme');
    const closed = new Promise((resolve) => window.once('close', resolve));
    await atProvider(window, 'anna');
    await closed;
    await agrees(anna.page);
    await anna.reads('anna of the provider');
    assert.equal(new URL(anna.page.url()).hash, '#/tickets?status=open');
    assert.deepEqual(anna.complaints, { console: [], policy: [], outside: [] });
    await anna.page.reload();
    await anna.reads('anna of the provider');
    await anna.leave();
  });

  it('is told when the address is not verified, and tries another way', async () => {
    const nobody = await Person.at(browser);
    await nobody.open(page);
    await atProvider(await opens(nobody, 'Sign in with Acme'), 'unverified');
    await nobody.reads('does not vouch for your e-mail address');
    assert.equal(new URL(nobody.page.url()).hash, '#/sign-in/unverified');
    await nobody.leave();
  });

  it('hears no page that only pretends to be the window', async () => {
    const anna = await Person.at(browser);
    await anna.open(page);
    const window = await opens(anna, 'Sign in with Acme');
    await anna.page.evaluate(() => {
      postMessage({ type: 'portico:sign-in', code: 'a'.repeat(43), challenge: 'b'.repeat(43) }, '*');
    });
    await window.close();
    await anna.reads('That window was closed');
    assert.ok(!anna.requests.some((url) => url.endsWith('/session')));
    await anna.leave();
  });

  it('goes there and back in the same window where no other may open', async () => {
    const bert = await Person.at(browser);
    await bert.page.evaluateOnNewDocument(() => {
      window.open = () => null;
    });
    await bert.open(`${page}/?chapter=2#/account`);
    await bert.click('button', 'Sign in with Acme');
    await atProvider(bert.page, 'bert');
    await agrees(bert.page);
    await bert.find('button', 'Sign out').wait();
    await bert.reads('bert of the provider');
    assert.equal(bert.page.url(), `${page}/?chapter=2#/account`);
    await bert.leave();
  });

  it('is in although the provider cuts the window off', async () => {
    const cleo = await Person.at(browser);
    await cleo.open(page);
    const window = await opens(cleo, 'Sign in with Strict');
    await cleo.reads('If it is still open, finish there');
    await atProvider(window, 'cleo');
    await agrees(window);
    await cleo.reads('cleo of the provider');
    await cleo.leave();
  });
});

async function opens(person: Person, button: string): Promise<Page> {
  await person.find('button', button).wait();
  const opened = new Promise<Page | null>((resolve) => person.page.once('popup', resolve));
  await person.click('button', button);
  const window = await opened;
  assert.ok(window, 'no window opened');
  return window;
}

/** Agrees to what the portal asks everybody who comes for the first time. */
async function agrees(page: Page): Promise<void> {
  await page.locator('::-p-aria([role="checkbox"][name="I agree that Wrenfield keeps what I write here."])').click();
  await page.locator('::-p-aria([role="button"][name="Agree and go on"])').click();
}

/** Signs in and agrees, on the provider's own pages. */
async function atProvider(page: Page, name: string): Promise<void> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.locator('::-p-aria([role="textbox"][name="Enter any login"])').fill(name);
  await page.locator('::-p-aria([role="textbox"][name="and password"])').fill('any');
  await page.locator('::-p-aria([role="button"][name="Sign-in"])').click();
  await page.locator('::-p-aria([role="button"][name="Continue"])').click();
}
