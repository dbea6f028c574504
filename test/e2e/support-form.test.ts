import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, freePort, openBrowser, Person } from './support.ts';

/** What workers said to the page, and that they were asked for. Runs in the page, before everything else. */
function listenToWorkers(): void {
  const told: unknown[] = [];
  const Real = Worker;
  Object.assign(window, { told });
  window.Worker = class extends Real {
    constructor(address: string | URL, options?: WorkerOptions) {
      told.push('asked');
      super(address, options);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => told.push(data));
    }
  };
}

/** What a page lets in that has the library from elsewhere; a worker would be reported. */
const policyFor = (portal: string): string =>
  `default-src 'none'; script-src ${portal}; connect-src ${portal}; worker-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html portico dompurify`;

const toldByWorkers = (who: Person): Promise<unknown[]> =>
  who.page.evaluate(() => (window as unknown as { told: unknown[] }).told);

// Support forms on the built bundle and the real server, on a page with the strictest policy.
describe('support forms', () => {
  let server: DemoServer;
  let browser: Browser;
  let person: Person;
  /** A server of another origin, and its page. */
  let host: Server;
  let elsewhere: string;
  const email = 'noor@meadow.example';

  before(async () => {
    server = await DemoServer.start();
    const port = await freePort();
    host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', policyFor(server.address));
      response.end(`<!doctype html><html lang="en"><title>Docs</title>
        <script type="module" src="${server.address}/assets/portico.js"></script>
        <portico-support-form src="${server.address}/help"></portico-support-form>`);
    });
    await new Promise<void>((resolve) => host.listen(port, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${port}`;
    await server.withDatabase((db) =>
      db
        .updateTable('portals')
        .set({ allowed_origins: [elsewhere] })
        .execute(),
    );
    browser = await openBrowser();
    person = await Person.at(browser);
  });

  after(async () => {
    await browser?.close();
    host?.closeAllConnections();
    await new Promise((resolve) => host?.close(resolve));
    await server?.stop();
  });

  /** Puts a form into the portal's own page, whose policy lets nothing in, in place of the portal. */
  async function openForm(who: Person): Promise<void> {
    await who.open(`${server.address}/help`);
    await who.page.evaluate(() => {
      const form = document.createElement('portico-support-form');
      form.setAttribute('src', document.querySelector('portico-portal')!.getAttribute('src')!);
      document.querySelector('portico-portal')!.replaceWith(form);
    });
  }

  async function fillIn(who: Person): Promise<void> {
    await who.fill('Your name', 'Noor Haddad');
    await who.fill('E-mail address', email);
    await who.fill('Subject', 'Does the Plover sync without a cable?');
    await who.find('link', 'Sync timecode with Plover').wait();
    await who.fill('Your question', 'I would like to know before I order one.');
    await who.click('checkbox', 'I agree that Wrenfield answers me by e-mail.');
    await who.click('button', 'Send');
    await who.reads(`We have sent a link to ${email}.`);
  }

  it('become a request without an account, which a link of a mail confirms', async () => {
    const workers: string[] = [];
    person.page.on('workercreated', (worker) => workers.push(worker.url()));
    await person.page.evaluateOnNewDocument(listenToWorkers);
    await openForm(person);
    await fillIn(person);
    assert.deepEqual(workers, [`${server.address}/assets/portico.work.js`]);
    const [asked, here, found] = await toldByWorkers(person);
    assert.deepEqual([asked, here], ['asked', 'here']);
    assert.match(JSON.stringify(found), /^\{"number":\d+\}$/);
    // It is ended when it has answered.
    assert.deepEqual(person.page.workers(), []);

    let mail = '';
    const find = (): Promise<string> =>
      person.page.$$eval(
        '.mails li',
        (items, to) => items.find((item) => item.textContent.includes(to))?.querySelector('a')?.href ?? '',
        email,
      );
    await person.until(async () => {
      await person.open(`${server.address}/_demo/mail`);
      return (mail = await find()) !== '';
    }, 'the mail with the link');
    await person.open(mail);
    const link = await person.page.$eval('pre.mail a', (a) => a.href);
    assert.match(link, /#\/confirm\/[\w-]+$/);
    await person.open(link);
    await person.click('button', 'Send it now');
    await person.reads('Thank you. Your request is ticket #');
    await person.reads('Does the Plover sync without a cable?');
    await person.reads('We answer within two working days.');
    await person.find('link', 'Create an account').wait();
    assert.match(person.page.url(), /#\/confirm$/);
  });

  it('do the work on a page of another origin without a worker', async () => {
    const visitor = await Person.at(browser);
    try {
      await visitor.page.evaluateOnNewDocument(listenToWorkers);
      await visitor.open(elsewhere);
      await fillIn(visitor);
      assert.deepEqual(await toldByWorkers(visitor), []);
      assert.deepEqual(visitor.complaints, { console: [], policy: [], outside: [] });
    } finally {
      await visitor.leave();
    }
  });

  it('ask what depends on an answer, and nothing else is sent', async () => {
    const mika = await Person.at(browser);
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', 'New ticket');
    await mika.click('button', 'File a support ticket');
    await mika.fill('Subject', 'A number is on it');
    await mika.doesNotRead('Serial number');
    await mika.choose('Product', 'dunlin-6');
    await mika.fill('Serial number(optional)', 'no number');
    await mika.click('checkbox', 'Windshield');
    await mika.fill('What happened?', 'It is loose.');
    await mika.click('button', 'Send');
    await mika.reads('One answer needs another look');
    await mika.click('link', 'Serial number');
    await mika.fill('Serial number(optional)', 'D6-204815');
    await mika.click('button', 'Send');
    await mika.click('link', 'Go to the ticket');
    await mika.reads('D6-204815');
    assert.deepEqual([mika.complaints.policy, mika.complaints.console], [[], []]);
    await mika.leave();
  });

  it('complained about nothing on the way', () => {
    assert.deepEqual(person.complaints, { console: [], policy: [], outside: [] });
  });
});
