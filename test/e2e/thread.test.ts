import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { renderMail, renderPlainText } from '../../server/content/index.ts';
import type { Database } from '../../server/db/database.ts';
import { replyAsTeam } from '../../server/desks/builtin/team.ts';
import { findOrMakeTeamMember } from '../../server/stores/team.ts';
import { uglyMails } from './samples.ts';
import { DemoServer, holdTo, longTasks, openBrowser, Person } from './support.ts';

const many = 5000;
/** How far back one reads; it is the same further back. */
const reach = 500;
const manyMessages = 'Five thousand messages';
const ugly = 'Two hundred ugly mails';
const hostile = 'Three hostile mails';
const fiveMegabytes = `<p>First of the hostile</p>${'<p onclick="alert(1)">Half a line of it</p>'.repeat(125_000)}`;
/** So many of its lines can be shown. */
const kept = renderMail(fiveMegabytes).html.split('Half a line of it').length - 1;

/** Makes a ticket of Mika's; answers its id. */
async function makeTicket(db: Database, number: number, subject: string): Promise<string> {
  const id = `tk_thread_${number}`;
  await sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
      created_at, last_activity_at)
    select ${id}, portal_id, ${number}, ${subject}, contact_id, company_id, inbox_id, stage_id, status, created_at, now()
    from tickets where number = 1059`.execute(db);
  return id;
}

/** What a ticket of many years holds, by SQL alone. */
async function fill(db: Database, ticketId: string, count: number): Promise<void> {
  await sql`insert into threads (id, ticket_id, inbox_id, channel)
    select 'th_' || id, id, inbox_id, 'email' from tickets where id = ${ticketId}`.execute(db);
  const text = sql`'Message ' || n || ' of many. ' || repeat('The meters of the second recorder stood still again. ', n % 7)`;
  await sql`insert into messages (id, ticket_id, thread_id, contact_id, author_kind, author_name, channel, source, source_type,
      html, text, created_at)
    select 'ms_many_' || n, tickets.id, 'th_' || tickets.id, contact_id, 'customer', 'Mika Salonen', 'email',
      ${text}, 'text/plain', '<p>' || ${text} || '</p>', ${text}, now() - (${count}::int - n) * interval '3 hours'
    from tickets, generate_series(1, ${count}::int) n where tickets.id = ${ticketId} order by n`.execute(db);
}

/** Says something to a ticket, as the command of the team does, as often as is asked for. */
async function say(
  db: Database,
  ticketId: string,
  mails: readonly { source: string; isHtml: boolean }[],
  times = 1,
): Promise<void> {
  const member = await findOrMakeTeamMember(db, { slug: 'help', email: 'tom@wrenfield.example', name: 'Tom' });
  assert.ok(member);
  const messages = mails.map(({ source, isHtml }) => ({
    source,
    sourceType: isHtml ? ('text/html' as const) : ('text/plain' as const),
    ...(isHtml ? renderMail(source) : renderPlainText(source)),
  }));
  for (let time = 0; time < times; time++)
    for (const message of messages)
      await replyAsTeam(member, db, ticketId, { ...message, channel: 'email', at: new Date(), files: [] });
}

/** What looks for a text in the page as a person does, from the beginning again at the end. */
interface Finder {
  find(text: string, caseSensitive: boolean, backwards: boolean, wrapAround: boolean): boolean;
}

describe('a conversation that is long, ugly or hostile', () => {
  let server: DemoServer;
  let browser: Browser;
  let mika: Person;
  const ran: string[] = [];

  before(async () => {
    server = await DemoServer.start();
    await server.withDatabase(async (db) => {
      await fill(db, await makeTicket(db, 6001, manyMessages), many);
      await say(db, await makeTicket(db, 6002, ugly), uglyMails(20), 10);
      await say(db, await makeTicket(db, 6003, hostile), [
        {
          source: fiveMegabytes,
          isHtml: true,
        },
        {
          source: `<p>Second</p>${'<div>'.repeat(10_000)}<script>alert(2)</script>deep down${'</div>'.repeat(10_000)}`,
          isHtml: true,
        },
        {
          source: `<p>Third</p>${Array.from({ length: 2000 }, (_, n) => `<img src="https://pictures.example/${n}.png" onerror="alert(3)" alt="Picture ${n}">`).join('')}`,
          isHtml: true,
        },
        { source: '<p>The last is a kind word</p>', isHtml: true },
      ]);
    });
    browser = await openBrowser();
    mika = await Person.at(browser);
    mika.page.on('dialog', (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.find('link', manyMessages).wait();
    await mika.page.waitForNetworkIdle();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** The list, in a page that was never asked for names: from then on the browser keeps them for it, at a cost that is not the page's. */
  const atList = async (): Promise<void> => {
    await mika.page.goto(`${server.address}/help`);
    await mika.reads(manyMessages);
    await mika.page.waitForNetworkIdle();
  };

  /** Opens a ticket in the page itself, without asking for names. */
  const openInPage = (subject: string, messages: number): Promise<void> =>
    mika.page.evaluate(
      async (name, count) => {
        const root = document.querySelector('portico-portal')?.shadowRoot;
        const list = root?.querySelector('portico-ticket-list')?.shadowRoot;
        list?.querySelector<HTMLElement>(`.link[aria-label="${name}"]`)?.click();
        const ticket = () => root?.querySelector('portico-ticket')?.shadowRoot;
        const isIt = () => ticket()?.querySelector('h3')?.textContent.includes(name);
        while (!isIt() || ticket()!.querySelectorAll('article').length < count)
          await new Promise(requestAnimationFrame);
      },
      subject,
      messages,
    );

  const backToList = async (): Promise<void> => {
    await mika.page.goBack();
    await mika.find('link', manyMessages).wait();
    await mika.page.waitForNetworkIdle();
  };

  /**
   * Goes up and asks for earlier messages, again and again, until there are so many. Answers how many pixels what is read was away from
   * its place, at most, and how many milliseconds the last pages took.
   */
  const readUpTo = (messages: number): Promise<{ moved: number; last: number }> =>
    mika.page.evaluate(async (count) => {
      const root = document.querySelector('portico-portal')!.shadowRoot!.querySelector('portico-ticket')!.shadowRoot!;
      const frame = () => new Promise(requestAnimationFrame);
      const articles = () => root.querySelectorAll('[part=message]').length;
      const button = () => root.querySelector<HTMLElement>('.earlier button');
      const places: number[] = [];
      const times: number[] = [];
      while (articles() < count) {
        scrollTo({ top: 0, behavior: 'instant' });
        await frame();
        await frame();
        const before = articles();
        const read = root.querySelector('article')!;
        const place = read.getBoundingClientRect().top;
        const from = performance.now();
        button()!.click();
        const isThere = () => articles() >= Math.min(before + 25, count) && button()?.ariaDisabled !== 'true';
        for (let still = 0; still < 3; still = isThere() ? still + 1 : 0) {
          await frame();
          places.push(Math.abs(read.getBoundingClientRect().top - place));
        }
        times.push(performance.now() - from);
      }
      const last = times.slice(-10);
      return { moved: Math.max(...places), last: last.reduce((sum, time) => sum + time, 0) / last.length };
    }, messages);

  it('holds nothing up while two hundred ugly mails are loaded', () =>
    holdTo(async () => {
      await atList();
      const tasks = await longTasks(mika.page, async () => {
        await openInPage(ugly, 25);
        const { moved } = await readUpTo(200);
        assert.ok(moved <= 2, `what is read moved by ${moved} pixels`);
      });
      return [{ what: 'loading 200 ugly mails', tasks, most: 50 }];
    }));

  it('shows what stands between hostile mails, runs nothing of them and loads nothing for them', async () => {
    await holdTo(async () => {
      await atList();
      const tasks = await longTasks(mika.page, async () => {
        await openInPage(hostile, 4);
        await showWholes();
      });
      return [{ what: 'opening hostile mails and all of them', tasks, most: 50 }];
    });
    // Nothing of what is shown of five megabytes is missing, and nothing is there twice.
    assert.equal(await linesOfFirst(), kept);
    for (const text of ['First of the hostile', 'Second', 'deep down', 'Third', 'The last is a kind word'])
      await mika.reads(text);
    await mika.find('button', 'Download the whole message').wait();
    await mika.find('button', 'Show 2,000 images').wait();
    const { outside }: { outside: string[] } = mika.complaints;
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.click('button', 'Show 2,000 images');
    await mika.until(() => outside.length > 0, 'the pictures that were asked for');
    assert.ok(outside.every((address) => address.startsWith('https://pictures.example/')));
    assert.deepEqual([mika.complaints.console, mika.complaints.policy, ran], [[], [], []]);
    await backToList();
  });

  /** Shows all of each message, of which a page brings the beginning, and waits until nothing more comes. */
  const showWholes = (): Promise<void> =>
    mika.page.evaluate(async () => {
      const ticket = document.querySelector('portico-portal')!.shadowRoot!.querySelector('portico-ticket')!;
      const offer = () =>
        [...ticket.shadowRoot!.querySelectorAll('button')].find((button) => /Show the whole/.test(button.textContent));
      for (let at = offer(); at; at = offer()) {
        at.click();
        while (at.isConnected) await new Promise(requestAnimationFrame);
        await ticket.updateComplete;
      }
    });

  const linesOfFirst = (): Promise<number> =>
    mika.page.evaluate(
      () =>
        document
          .querySelector('portico-portal')!
          .shadowRoot!.querySelector('portico-ticket')!
          .shadowRoot!.querySelector('[part=body]')!
          .textContent.split('Half a line of it').length - 1,
    );

  it('has five thousand messages in pieces, and what is read stays where it is', async () => {
    const asked = (): number => mika.requests.filter((address) => /\/messages(\?|$)/.test(address)).length;
    const before = asked();
    await openInPage(manyMessages, 25);
    assert.equal(asked() - before, 1);
    assert.ok(!(await mika.text()).includes(`Message ${many - 25} of many`));
    const { moved, last } = await readUpTo(reach);
    assert.equal(asked() - before, reach / 25);
    console.log(
      `    the last of ${reach} messages took ${Math.round(last)} ms a page; what was read moved by ${moved.toFixed(2)} pixels`,
    );
    assert.ok(moved <= 2, `what is read moved by ${moved} pixels`);
    // All of them are there for screen readers and for find-in-page, those that were seen and scrolled away too.
    const openings = Array.from({ length: reach }, (_, n) => `Message ${many - reach + 1 + n} of many.`);
    const said = new Set((await mika.names('StaticText')).map((text) => text.slice(0, text.indexOf('.') + 1)));
    assert.deepEqual(
      openings.filter((opening) => !said.has(opening)),
      [],
    );
    const lost = await mika.page.evaluate(
      (texts) => texts.filter((text) => !(window as unknown as Finder).find(text, false, false, true)),
      openings,
    );
    assert.deepEqual(lost, []);
  });
});
