import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { DemoServer, freePort, longTasks, openBrowser, Person } from './support.ts';

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
      await sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
          created_at, last_activity_at)
        select 'tk_many_' || n, portal_id, 5000 + n, 'Rehearsal ' || n || ', and what to check before it', contact_id,
          company_id, inbox_id, stage_id, status, created_at, last_activity_at - n * interval '1 minute'
        from tickets, generate_series(1, 400) n where number = 1059`.execute(db);
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

  it('never holds the page up for long while it grows', async () => {
    const person = await enter(`${server.address}/`);
    // What came with the first page is not what is measured.
    await person.page.waitForNetworkIdle();
    // In the page, because asking for roles and names from outside costs the page more than its own work.
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
    console.log(
      `    longest tasks while loading five pages at 4x: ${tasks.slice(0, 5).join(', ') || 'none over 20'} ms`,
    );
    assert.ok(Math.max(0, ...tasks) <= 50, `there were tasks of ${tasks.join(', ')} ms`);
    await person.leave();
  });
});
