import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Browser } from 'puppeteer-core';
import { withPostgres } from '../../scripts/ensure-postgres.ts';
import type { OpenDatabase } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open.ts';
import {
  deleteAsTeam,
  handOverAsTeam,
  moveAsTeam,
  replyAsTeam,
  writeAsTeam,
  type TeamMember,
} from '../../server/desks/builtin/team.ts';
import { findOrMakeTeamMember } from '../../server/stores/team.ts';
import { renderMarkdown } from '../../server/content/index.ts';
import { GatheringProxy } from './gathering-proxy.ts';
import { Line } from './line.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

const COMMAND = fileURLToPath(new URL('../../server/bin/portico-server.ts', import.meta.url));
const run = promisify(execFile);

/** Lets what takes a second or more take a tenth of it. Runs in the page. */
function hurry(): void {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = ((act: () => void, time = 0) => real(act, time < 1000 ? time : time / 10)) as typeof real;
}

/** A clock that goes on at once by as much as is asked for, with all that waits for it meanwhile. Runs in the page. */
function setClock(): void {
  const { setTimeout: wait, clearTimeout: drop, Date: RealDate } = globalThis;
  const waiting = new Map<number, { due: number; act: () => void }>();
  let ahead = 0;
  const now = () => RealDate.now() + ahead;
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length ? given : [now()]) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  globalThis.setTimeout = ((act: () => void, time = 0) => {
    const id = Number(
      wait(() => {
        waiting.delete(id);
        act();
      }, time),
    );
    waiting.set(id, { due: now() + time, act });
    return id;
  }) as typeof wait;
  globalThis.clearTimeout = ((id?: number) => {
    waiting.delete(id!);
    drop(id);
  }) as typeof drop;
  Object.assign(globalThis, {
    async goOn(seconds: number): Promise<void> {
      for (let second = 0; second < seconds; second += 1) {
        ahead += 1000;
        for (const [id, { due, act }] of waiting) {
          if (due > now()) continue;
          clearTimeout(id);
          act();
        }
        // What fails for want of a line does so now.
        await new Promise((resolve) => wait(resolve, 4));
      }
    },
  });
}

/** What `setClock` adds to a page. */
interface Clocked {
  goOn(seconds: number): Promise<void>;
}

// What the team does is seen by a customer who looks on, in a browser, with the real server behind it.
describe('what happens while somebody looks', () => {
  let url: string;
  let done: () => void;
  let postgres: Promise<void>;
  let database: OpenDatabase;
  let server: DemoServer;
  let browser: Browser;
  let member: TeamMember;

  before(async () => {
    await new Promise<void>((resolve, reject) => {
      postgres = withPostgres(async (given) => {
        url = given;
        resolve();
        await new Promise<void>((end) => (done = end));
      });
      postgres.catch(reject);
    });
    const NODE_OPTIONS = `--import=${new URL('set-clock.ts', import.meta.url).href}`;
    server = await DemoServer.start({ DATABASE_URL: url, NODE_OPTIONS });
    database = await openDatabase({ url });
    const found = await findOrMakeTeamMember(database.db, {
      slug: 'help',
      email: 'tom@wrenfield.example',
      name: 'Tom',
    });
    assert.ok(found);
    member = found;
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
    done?.();
    await postgres;
  });

  const ticketOf = async (subject: string) =>
    database.db.selectFrom('tickets').where('subject', '=', subject).select(['id', 'number']).executeTakeFirstOrThrow();

  const reply = (ticketId: string, text: string) =>
    replyAsTeam(member, database.db, ticketId, {
      source: text,
      sourceType: 'text/markdown',
      ...renderMarkdown(text),
      channel: 'email',
      at: new Date(),
      files: [],
    });

  async function mikaAtList(): Promise<Person> {
    const mika = await Person.at(browser);
    const streams = mika.page.waitForResponse((answer) => answer.url().includes('/api/v1/events'));
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.find('link', 'JAM LOST on two Plovers out of six').wait();
    await streams;
    return mika;
  }

  async function mikaAt(subject: string): Promise<Person> {
    const mika = await mikaAtList();
    await mika.click('link', subject);
    await mika.find('textbox', 'Reply').wait();
    return mika;
  }

  const card = 'Card B stays empty after a hot swap';

  it('shows a reply, who writes it and a changed status in an open ticket within a second', async () => {
    const { id, number } = await ticketOf(card);
    const mika = await mikaAt(card);
    await mika.fill('Reply', 'Half a sentence');
    await writeAsTeam(member, database.db, id);
    await mika.reads('is writing…');
    const field = await mika.find('textbox', 'Reply').waitHandle();
    const place = () => field.evaluate((area) => Math.round(area.getBoundingClientRect().top));
    const before = await place();
    const from = performance.now();
    await reply(id, 'This came **live**');
    await mika.reads('This came live');
    assert.ok(performance.now() - from < 1500, `${performance.now() - from} ms`);
    await mika.reads(`New reply from ${member.name}`);
    await mika.doesNotRead('is writing…');
    assert.ok(Math.abs((await place()) - before) < 3, 'the field stays where it is on the screen');
    assert.equal(await field.evaluate((area) => (area as HTMLTextAreaElement).value), 'Half a sentence');

    const arguments_ = ['--portal', 'help', '--agent', 'tom@wrenfield.example', '--ticket', String(number)];
    await run(process.execPath, [COMMAND, 'team-move', ...arguments_, '--stage', 'Escalated'], {
      env: { ...process.env, DATABASE_URL: url },
    });
    await mika.reads('Status: With engineering');
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.leave();
  });

  it('changes rows where they are, and lets those that moved wait', async () => {
    const { id } = await ticketOf('JAM LOST on two Plovers out of six');
    const mika = await mikaAtList();
    const rows = () => mika.names('link');
    const before = await rows();
    await moveAsTeam(member, database.db, id, 'Closed');
    await mika.until(async () => (await mika.text()).split('Solved').length > 1, 'the status of the row');
    assert.deepEqual(await rows(), before);
    await reply(id, 'It is solved');
    await mika.click('button', 'Show 1 new');
    await mika.until(async () => {
      const subjects = (await rows()).filter((name) => before.includes(name));
      return subjects.indexOf('JAM LOST on two Plovers out of six') < subjects.indexOf(card);
    }, 'the row that moved above the others');
    await mika.doesNotRead('Show 1 new');
    await mika.leave();
  });

  it('catches up after a crash of the server, in every tab', async () => {
    const { id } = await ticketOf(card);
    const mika = await mikaAt(card);
    const second = await mika.anotherTab();
    await second.open(mika.page.url());
    await second.find('textbox', 'Reply').wait();
    await server.kill('SIGKILL');
    await reply(id, 'Written while nothing answered');
    await server.run();
    await mika.reads('Written while nothing answered');
    await second.reads('Written while nothing answered');
    const open = [mika, second].map(
      ({ requests }) => requests.filter((address) => /\/events(\?|$)/.test(address)).length,
    );
    assert.ok(open.includes(0), `one tab has the stream: ${open.join()}`);
    await mika.leave();
  });

  it('catches up after a break of the network', async () => {
    const { id } = await ticketOf(card);
    const mika = await mikaAt(card);
    await mika.page.setOfflineMode(true);
    for (const n of [1, 2, 3]) await reply(id, `Written in the tunnel ${n}.`);
    await mika.page.setOfflineMode(false);
    await mika.reads('Written in the tunnel 3.');
    const text = await mika.text();
    for (const n of [1, 2, 3]) assert.equal(text.split(`Written in the tunnel ${n}.`).length, 2);
    await mika.leave();
  });

  it('has everything once and in order after ten minutes without a line', async () => {
    const { id } = await ticketOf(card);
    const line = await Line.lay(server.port);
    const mika = await Person.at(browser);
    await mika.page.evaluateOnNewDocument(setClock);
    const stream = mika.page.waitForResponse((answer) => answer.url().includes('/api/v1/events'));
    await mika.open(`${line.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', card);
    await mika.find('textbox', 'Reply').wait();
    await stream;
    const goOn = (seconds: number) =>
      mika.page.evaluate((time) => (globalThis as unknown as Clocked).goOn(time), seconds);
    const before = await mika.page.evaluate(() => Date.now());

    line.cut();
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await reply(id, `Written in minute ${n}.`);
      await goOn(100);
    }
    server.skipTenMinutes();
    assert.ok((await mika.page.evaluate(() => Date.now())) - before >= 600_000);
    assert.ok(line.refused >= 30, `it was tried ${line.refused} times`);
    await mika.doesNotRead('Written in minute');
    line.mend();
    await goOn(20);
    await mika.reads('Written in minute 6.');
    await reply(id, 'Written afterwards.');
    await mika.reads('Written afterwards.');

    const said = [...(await mika.text()).matchAll(/Written (?:in minute \d|afterwards)\./g)].map(([words]) => words);
    assert.deepEqual(said, [...[1, 2, 3, 4, 5, 6].map((n) => `Written in minute ${n}.`), 'Written afterwards.']);
    await mika.leave();
    await line.stop();
  });

  it('is seen behind a proxy that holds streams back', async () => {
    const { id } = await ticketOf(card);
    const proxy = await GatheringProxy.start(server.port);
    const mika = await Person.at(browser);
    await mika.page.evaluateOnNewDocument(hurry);
    await mika.open(`${proxy.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', card);
    await mika.find('textbox', 'Reply').wait();
    const asked = () => mika.requests.some((address) => address.includes('/events/recent'));
    await mika.until(asked, 'asking instead');
    await reply(id, 'Asked for');
    await mika.reads('Asked for');
    assert.ok(proxy.heldBack > 0, 'nothing was held back');
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.leave();
    await proxy.stop();
  });

  it('says that a ticket is gone, and gives back what was typed', async () => {
    const { id } = await ticketOf(card);
    const mika = await mikaAt(card);
    await mika.fill('Reply', 'Words that must not be lost');
    await deleteAsTeam(member, database.db, id);
    await mika.reads('This request is no longer here');
    const kept = await mika.find('textbox', 'What you had written').waitHandle();
    assert.equal(await kept.evaluate((area) => (area as HTMLTextAreaElement).value), 'Words that must not be lost');
    await mika.leave();
  });

  describe('to a ticket that a reply is half written to', () => {
    const words = 'Half a reply';
    let subject: string;
    let id: string;
    let count = 0;
    let mika: Person;

    const typed = async (name: string): Promise<string> => {
      const field = await mika.find('textbox', name).waitHandle();
      return field.evaluate((area) => (area as HTMLTextAreaElement).value);
    };

    const sent = async (): Promise<number> =>
      (await database.db.selectFrom('messages').where('text', 'like', `%${words}%`).select('id').execute()).length;

    const take = (closed_ticket_reply: 'refuse' | 'reopen') =>
      database.db.updateTable('portals').set({ closed_ticket_reply }).execute();

    before(async () => {
      mika = await mikaAtList();
    });

    after(async () => {
      await mika?.leave();
    });

    beforeEach(async () => {
      subject = `A request that will not stay, number ${++count}`;
      id = `tk_stays_${count}`;
      await sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
          created_at, last_activity_at)
        select ${id}, t.portal_id, ${7000 + count}::int, ${subject}, t.contact_id, t.company_id, t.inbox_id, s.id, 'open', now(), now()
        from tickets t join contacts c on c.id = t.contact_id
          join stages own on own.id = t.stage_id join stages s on s.pipeline_id = own.pipeline_id and s.status = 'open'
        where c.email = 'mika@lumen.example' limit 1`.execute(database.db);
      await reply(id, 'How does it look?');
      await take('refuse');
    });

    afterEach(async () => {
      await take('reopen');
      assert.equal(await sent(), 0, 'the reply went nowhere');
    });

    /** Without the stream, too: then the ticket changes unseen. */
    const write = async (live = true): Promise<void> => {
      mika.blocked = live ? undefined : '/events';
      await mika.open(`${server.address}/help`);
      await mika.click('link', subject);
      await mika.fill('Reply', words);
      await mika.page.waitForNetworkIdle({ idleTime: 300, concurrency: 1 });
    };

    it('closes it: what was typed stays, to be copied', async () => {
      await write();
      await moveAsTeam(member, database.db, id, 'Closed');
      await mika.reads('This ticket is closed and takes no more replies.');
      assert.equal(await typed('What you wrote, to be copied'), words);
      assert.ok(!(await mika.names('button')).includes('Send reply'));
    });

    it('closes it unseen: the portal refuses the reply, and what was typed stays', async () => {
      await write(false);
      await moveAsTeam(member, database.db, id, 'Closed');
      await mika.click('button', 'Send reply');
      await mika.reads('Not sent. This ticket does not allow that any more.');
      assert.equal(await typed('Reply'), words);
    });

    it('hands it over to another company: it is gone, and what was typed stays, to be copied', async () => {
      await write();
      await handOverAsTeam(member, database.db, id, { email: 'rosa@harbor.example' });
      await mika.reads('This request is no longer here');
      assert.equal(await typed('What you had written'), words);
      await mika.find('button', 'Copy text').wait();
    });

    it('hands it over unseen: the portal refuses the reply, and what was typed stays', async () => {
      await write(false);
      await handOverAsTeam(member, database.db, id, { email: 'rosa@harbor.example' });
      await mika.click('button', 'Send reply');
      await mika.reads('Not sent. This ticket is not there any more, or not yours.');
      assert.equal(await typed('Reply'), words);
    });

    it('deletes it while the reply waits for the line: it is refused, and can be copied', async () => {
      await write();
      await mika.page.setOfflineMode(true);
      await mika.click('button', 'Send reply');
      await mika.reads('1 message waits to be sent');
      await deleteAsTeam(member, database.db, id);
      await mika.page.setOfflineMode(false);
      await mika.reads('Not sent.');
      await mika.find('button', 'Copy text').wait();
      await mika.reads(words);
    });
  });
});
