import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { createStaffLink } from '../../server/accounts/staff-view.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

// Staff see the portal as a customer does, on the built bundle and the real server.
describe('the view of staff', () => {
  let server: DemoServer;
  let browser: Browser;
  let anna: Person;
  let link = '';
  const ticket = 'JAM LOST on two Plovers out of six';
  const banner = 'You see this portal as \u2068Mika Salonen\u2069. Read-only.';

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
    anna = await Person.at(browser);
    await server.withDatabase(async (db) => {
      const wanted = { portal: 'help', email: 'mika@lumen.example', by: 'Anna of the team' };
      link = await createStaffLink(db, wanted, new Date());
    });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('opens by the link, says as whom, and offers nothing to change', async () => {
    await anna.open(`${server.address}${link}`);
    await anna.find('link', ticket).wait();
    await anna.reads(banner);
    assert.equal(anna.page.url().includes(link.split('/').at(-1)!), false);
    assert.equal((await anna.names('link')).includes('New ticket'), false);
    await anna.click('link', ticket);
    await anna.find('region', 'Conversation').wait();
    await anna.reads(banner);
    assert.deepEqual(await anna.names('textbox'), []);
    assert.deepEqual(
      (await anna.names('button')).filter((name) => /reply|send/i.test(name)),
      [],
    );
  });

  it('stays over a reload, and leaves a session of one’s own alone', async () => {
    await anna.page.reload();
    await anna.find('region', 'Conversation').wait();
    await anna.reads(banner);
    const own = await anna.anotherTab();
    await own.open(`${server.address}/help`);
    await own.signIn('rosa@harbor.example');
    await own.find('link', 'New ticket').wait();
    await anna.page.bringToFront();
    await anna.reads(banner);
    await anna.click('button', 'Leave');
    await anna.reads('This view has ended');
    await anna.doesNotRead(ticket);
    await own.page.bringToFront();
    await own.page.reload();
    await own.find('link', 'New ticket').wait();
    assert.equal((await own.text()).includes('Read-only'), false);
  });

  it('opens by a link once', async () => {
    const other = await Person.at(browser);
    await other.open(`${server.address}${link}`);
    await other.reads('This view has ended');
    for (const person of [anna, other]) {
      assert.deepEqual(person.complaints.policy, []);
      assert.deepEqual(person.complaints.outside, []);
      assert.deepEqual(person.complaints.console, []);
    }
    assert.equal(
      server.log.some((line) => line.includes(link.split('/').at(-1)!)),
      false,
    );
  });

  it('is in the log, by ids', async () => {
    await server.withDatabase(async (db) => {
      const entries = await db.selectFrom('audit_log').orderBy('id').select(['actor', 'action', 'details']).execute();
      assert.deepEqual([...new Set(entries.map(({ actor }) => actor))], ['Anna of the team']);
      assert.deepEqual(
        [...new Set(entries.map(({ action }) => action))],
        ['staff-view-linked', 'staff-view-started', 'staff-view-read', 'staff-view-ended'],
      );
      assert.equal(JSON.stringify(entries).includes('JAM'), false);
    });
  });
});
