import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

// On a line so slow that no answer counts as the direct effect of a click, which browsers would forgive.
const slow = { offline: false, latency: 600, download: 250_000, upload: 100_000 };

describe('a page with the portal in it', () => {
  let server: DemoServer;
  let browser: Browser;

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const width of [360, 1280])
    it(`does not jump while it loads, at ${width} px`, async () => {
      const visitor = await Person.at(browser, width);
      await visitor.countShifts();
      const still = async (when: string): Promise<void> => {
        const sum = await visitor.shifted();
        assert.ok(sum < 0.005, `${when}, things had moved by ${sum}`);
      };
      await visitor.page.emulateNetworkConditions(slow);
      await visitor.open(`${server.address}/`);
      await visitor.find('textbox', 'E-mail').wait();
      await still('when the sign-in was there');
      await visitor.signIn('mika@lumen.example');
      await visitor.find('link', 'Card B stays empty after a hot swap').wait();
      await still('when the list was there');
      await visitor.click('link', 'Card B stays empty after a hot swap');
      await visitor.find('region', 'Conversation').wait();
      await still('when the conversation was there');
      await visitor.find('button', 'Print').wait();
      await visitor.find('textbox', 'Reply').wait();
      await still('when everything was there');
      assert.deepEqual(visitor.complaints.console, []);
      await visitor.leave();
    });
});
