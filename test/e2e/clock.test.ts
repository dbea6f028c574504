import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// Browsers whose clock is wrong: what they prove and count has to follow the server's.
describe('a clock that is off', () => {
  let server: DemoServer;
  let browser: Browser;

  before(async () => {
    server = await DemoServer.start();
    await server.withDatabase((db) => sql`update portals set idle_seconds = 66`.execute(db));
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [name, minutes] of [
    ['ten minutes ahead', 10],
    ['ten minutes behind', -10],
  ] as const) {
    it(`by ${name} signs in, lists, is warned in time, and stays`, async () => {
      const person = await Person.at(browser);
      await person.page.evaluateOnNewDocument((off) => {
        const RealDate = Date;
        const now = () => RealDate.now() + off;
        class WrongDate extends RealDate {
          constructor(...given: unknown[]) {
            super(...((given.length ? given : [now()]) as [number]));
          }
          static override now = now;
        }
        globalThis.Date = WrongDate as DateConstructor;
      }, minutes * 60_000);
      await person.open(`${server.address}/help`);
      const said = await person.page.evaluate(() => Date.now());
      assert.ok(Math.abs(said - Date.now() - minutes * 60_000) < 30_000, 'the clock is not off');
      await person.signIn('mika@lumen.example');
      await person.find('link', 'New ticket').wait();
      await person.reads('tickets shown');
      // The limit is 66 seconds: the dialog comes a second after the last use, not ten minutes before or after it.
      await person.find('dialog', 'Still there?').wait();
      const [, minute, second] = /\b([01]):([0-5]\d)\b/.exec(await person.text()) ?? [];
      const left = Number(minute) * 60 + Number(second);
      assert.ok(left > 20 && left <= 60, `${left} seconds are left`);
      await person.click('button', 'Stay signed in');
      await person.doesNotRead('Still there?');
      await person.click('link', 'New ticket');
      await person.reads('What is it about?');
      assert.deepEqual(person.complaints.console, []);
      await person.leave();
    });
  }
});
