import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { addTickets } from './samples.ts';
import { DemoServer, holdTo, longTasks, openBrowser, Person } from './support.ts';

// What is done here is done in the page: asking for roles and names from outside costs the page more than its own work.
describe('a page is never held up', () => {
  let server: DemoServer;
  let browser: Browser;

  before(async () => {
    server = await DemoServer.start();
    await server.withDatabase((db) => addTickets(db, 150));
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('while a list grows', () =>
    holdTo(async () => {
      const person = await Person.at(browser);
      await person.open(`${server.address}/`);
      await person.signIn('mika@lumen.example');
      await person.find('button', 'Show more tickets').wait();
      // What came with the first page is not what is measured.
      await person.page.waitForNetworkIdle();
      const tasks = await longTasks(person.page, () =>
        person.page.evaluate(async () => {
          const portal = document.querySelector('portico-portal');
          const root = portal?.shadowRoot?.querySelector('portico-ticket-list')?.shadowRoot;
          for (let rows = 50; rows <= 150; rows += 25) {
            root?.querySelector<HTMLElement>('.more')?.click();
            while (root && root.querySelectorAll('.link').length < rows) await new Promise(requestAnimationFrame);
          }
        }),
      );
      await person.leave();
      return [{ what: 'loading five pages', tasks, most: 50 }];
    }));

  it('while a form of 300 questions is drawn and filled in', () =>
    holdTo(async () => {
      const reader = await Person.at(browser);
      await reader.open(`${server.address}/elements/portico-support-form.html?form=large`);
      const show = (form: string, last: string): Promise<void> =>
        reader.page.evaluate(
          async (id, field) => {
            const element = document.querySelector('portico-support-form');
            element?.setAttribute('form', id);
            while (!element?.shadowRoot?.getElementById(field)) await new Promise(requestAnimationFrame);
            element.shadowRoot.getElementById(field)?.focus();
          },
          form,
          last,
        );
      await show('form_support', 'properties-f298');
      await show('form_question', 'consents-privacy');
      await reader.page.waitForNetworkIdle();
      // The longest is that in which the page answers itself, in the portal's place, and the answer is taken in.
      const [answer = 0, ...drawing] = await longTasks(reader.page, () => show('form_support', 'properties-f298'));
      const typing = await longTasks(reader.page, () => reader.page.keyboard.type('typing'));
      assert.ok(answer > 0, 'nothing was drawn');
      await reader.leave();
      return [
        { what: 'being answered', tasks: [answer], most: 100 },
        { what: 'drawing 300 questions', tasks: drawing, most: 50 },
        { what: 'typing', tasks: typing, most: 50 },
      ];
    }));
});
