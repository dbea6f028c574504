import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { addTickets } from './samples.ts';
import { DemoServer, freePort, openBrowser, Person } from './support.ts';

const mika = 'mika@lumen.example';

/** How the list stands: how many rows, which has the focus, and where that is in the window. */
interface Standing {
  readonly rows: number;
  readonly first: string | null;
  readonly focus: string | null;
  readonly top: number;
}

/** Runs in the page. */
function standing(): Standing {
  const find = (root: ParentNode): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'portico-ticket-list') return element;
      const found = element.shadowRoot && find(element.shadowRoot);
      if (found) return found;
    }
    return undefined;
  };
  const root = find(document)?.shadowRoot;
  const focused = root?.activeElement;
  return {
    rows: root?.querySelectorAll('.link').length ?? 0,
    first: root?.querySelector('.link')?.getAttribute('aria-label') ?? null,
    focus: focused?.classList.contains('link') ? focused.getAttribute('aria-label') : null,
    top: Math.round(focused?.getBoundingClientRect().top ?? Number.NaN),
  };
}

/** Runs in the page: how many subjects are on their way between the list and a ticket. */
function subjectsOnTheWay(): number {
  const stages = document.querySelector('portico-portal')?.shadowRoot?.querySelectorAll('.stage') ?? [];
  return [...stages]
    .flatMap((stage) => stage.getAnimations({ subtree: true }))
    .filter(
      ({ effect }) => effect instanceof KeyframeEffect && effect.pseudoElement === '::view-transition-group(subject)',
    ).length;
}

describe('the list of tickets', () => {
  let server: DemoServer;
  let browser: Browser;
  let host: Server;
  let hostAddress: string;

  before(async () => {
    server = await DemoServer.start();
    const port = await freePort();
    hostAddress = `http://localhost:${port}`;
    // Like a site whose server answers every path under /support with the same page.
    host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Support</title><h1>Support</h1>
        <script type="module" src="${server.address}/assets/portico.js"></script>
        <portico-portal src="${server.address}/help" address="history" base="/support"></portico-portal>`);
    });
    await new Promise<void>((resolve) => host.listen(port, 'localhost', resolve));
    await server.withDatabase(async (db) => {
      await db
        .updateTable('portals')
        .set({ allowed_origins: [hostAddress] })
        .execute();
      await addTickets(db, 400);
    });
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    host?.close();
    await server?.stop();
  });

  const enter = async (address: string): Promise<Person> => {
    const person = await Person.at(browser);
    await person.open(address);
    await person.signIn(mika);
    await person.find('button', 'Show more tickets').wait();
    return person;
  };
  const stands = async (person: Person, holds: (now: Standing) => boolean, what: string): Promise<Standing> => {
    let now: Standing | undefined;
    await person.until(
      async () => holds((now = await person.page.evaluate(standing))),
      () => `${what}; it is ${JSON.stringify(now)}`,
    );
    return now!;
  };
  const more = async (person: Person, rows: number): Promise<void> => {
    await person.click('button', 'Show more tickets');
    await stands(person, (now) => now.rows === rows, `${rows} rows`);
  };

  it('is as it was after a reload: rows, place and focus', async () => {
    const person = await enter(`${server.address}/`);
    await more(person, 50);
    await more(person, 75);
    const link = (await person
      .find('link', 'Rehearsal 60, and what to check before it')
      .waitHandle()) as ElementHandle<HTMLElement>;
    await link.evaluate((row) => {
      if (!(row instanceof HTMLElement)) return;
      row.scrollIntoView({ block: 'center' });
      row.focus({ preventScroll: true });
    });
    const before = await stands(person, ({ focus }) => focus?.startsWith('Rehearsal 60,') ?? false, 'the focus');
    await person.until(() => /rows=75/.test(person.page.url()) && /at=/.test(person.page.url()), 'the address');
    await person.page.reload();
    const after = await stands(
      person,
      ({ rows, focus, top }) => rows === 75 && focus === before.focus && Math.abs(top - before.top) <= 2,
      `what was before, ${JSON.stringify(before)}`,
    );
    assert.equal(after.rows, 75);

    const shared = await person.anotherTab();
    await shared.open(person.page.url());
    await stands(shared, ({ rows, focus }) => rows === 75 && focus !== null, 'the rows and a ticket of the link');
    await person.leave();
  });

  it('goes back and forward through filters and tickets', async () => {
    const person = await enter(`${server.address}/`);
    await person.click('button', 'Filters');
    await person.choose('Status', 'closed');
    await person.find('button', 'Remove filter Status: Closed').wait();
    await person.until(() => /status=closed/.test(person.page.url()), 'the filter in the address');
    const { first: closed } = await stands(person, ({ rows }) => rows > 0 && rows < 25, 'the closed ones');
    await person.click('link', closed!);
    await person.find('region', 'Conversation').wait();
    await person.page.goBack();
    await stands(person, ({ rows, focus }) => rows > 0 && focus === closed, `the focus on ${closed}`);
    await person.find('button', 'Remove filter Status: Closed').wait();
    await person.page.goBack();
    await person.doesNotRead('Status: Closed');
    await person.find('button', 'Show more tickets').wait();
    await person.page.goForward();
    await person.find('button', 'Remove filter Status: Closed').wait();
    assert.deepEqual(person.complaints.console, []);
    await person.leave();
  });

  it('fetches what shows a ticket when the pointer comes to one', async () => {
    const person = await enter(`${server.address}/`);
    const isThere = (): boolean => person.requests.some((address) => /\/chunks\/ticket-\w+\.js$/.test(address));
    // From beside it, and still inside of the list.
    await person.find('searchbox', 'Search tickets').hover();
    assert.equal(isThere(), false);
    await person.find('link', 'Cable from a Plover to a camera without BNC').hover();
    await person.until(isThere, 'the ticket’s part');
    await person.leave();
  });

  it('leads the eye to a ticket and back by its subject, in nobody’s way and not for whoever wants less motion', async () => {
    const person = await enter(`${server.address}/`);
    const subject = 'Cable from a Plover to a camera without BNC';
    const onTheWay = (count: number): Promise<void> =>
      person.until(async () => (await person.page.evaluate(subjectsOnTheWay)) === count, `${count} on the way`);
    // What moves comes with the first ticket.
    await person.click('link', subject);
    await person.find('region', 'Conversation').wait();
    await person.click('link', 'Tickets');
    await person.find('link', subject).wait();
    await person.page.evaluate(() =>
      document.querySelector<HTMLElement>('portico-portal')!.style.setProperty('--portico-duration', '60s'),
    );
    await person.click('link', subject);
    await onTheWay(1);
    await person.click('link', 'Tickets');
    await stands(person, ({ focus }) => focus === subject, `the focus on ${subject}`);
    await onTheWay(1);
    await person.click('link', subject);
    await person.find('region', 'Conversation').wait();
    await person.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await person.click('link', 'All tickets');
    await stands(person, ({ focus }) => focus === subject, `the focus on ${subject}`);
    await onTheWay(0);
    assert.deepEqual(person.complaints.console, []);
    await person.leave();
  });

  it('keeps its place in the path, under a base', async () => {
    const person = await enter(`${hostAddress}/support`);
    await person.fill('Search tickets', 'card', 'searchbox');
    await person.until(
      () => person.page.url() === `${hostAddress}/support/tickets?q=card`,
      () => `the words in the path; it is ${person.page.url()}`,
    );
    await person.find('mark', '').wait();
    await person.click('link', 'Card B stays empty after a hot swap');
    await person.find('region', 'Conversation').wait();
    assert.match(new URL(person.page.url()).pathname, /^\/support\/tickets\/[\w-]+$/);
    await person.page.reload();
    await person.find('region', 'Conversation').wait();
    await person.page.goBack();
    await stands(person, ({ focus }) => focus?.startsWith('Card B') ?? false, 'the ticket one comes from');
    await person.leave();
  });

  it('knows in one tab how it is liked in another', async () => {
    const person = await enter(`${server.address}/`);
    await person.click('button', 'View');
    await person.click('checkbox', 'Created');
    await person.until(
      async () => !(await person.names('columnheader')).some((name) => name.includes('Created')),
      'the column is gone',
    );
    const other = await person.anotherTab();
    await other.page.setViewport({ width: 1280, height: 900 });
    await other.open(`${server.address}/`);
    await other.find('button', 'Show more tickets').wait();
    assert.ok(!(await other.names('columnheader')).some((name) => name.includes('Created')));
    await other.click('button', 'View');
    await other.click('button', 'As the portal has it');
    await person.leave();
  });
});
