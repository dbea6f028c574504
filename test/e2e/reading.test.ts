import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { withPostgres } from '../../scripts/ensure-postgres.ts';
import { renderMarkdown } from '../../server/content/index.ts';
import type { OpenDatabase } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open.ts';
import { replyAsTeam, type TeamMember } from '../../server/desks/builtin/team.ts';
import { findOrMakeTeamMember } from '../../server/stores/team.ts';
import { engines, reads, until, type Window } from './engines.ts';
import { DemoServer } from './support.ts';

const number = 6200;
const subject = 'A ticket of sixty messages';

/** Where a message that begins so, or the line before what is new, stands in the window. Runs in the page. */
function placeOf(opening: string): { top: number; bottom: number; height: number } | null {
  const root = document.querySelector('portico-portal')?.shadowRoot?.querySelector('portico-ticket')?.shadowRoot;
  const found = [...(root?.querySelectorAll('[part=body], .new') ?? [])].find((element) =>
    element.textContent?.trim().startsWith(opening),
  );
  if (!found) return null;
  const { top, bottom } = found.getBoundingClientRect();
  return { top, bottom, height: innerHeight };
}

// Engines keep what is read in its place by ways of their own, or not at all.
describe('reading a long ticket', () => {
  let url: string;
  let done: () => void;
  let postgres: Promise<void>;
  let database: OpenDatabase;
  let server: DemoServer;
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
    server = await DemoServer.start({ DATABASE_URL: url });
    database = await openDatabase({ url });
    const found = await findOrMakeTeamMember(database.db, {
      slug: 'help',
      email: 'tom@wrenfield.example',
      name: 'Tom',
    });
    assert.ok(found);
    member = found;
  });

  after(async () => {
    await server?.stop();
    await database?.close();
    done?.();
    await postgres;
  });

  const say = (id: string, text: string) =>
    replyAsTeam(member, database.db, id, {
      source: text,
      sourceType: 'text/markdown',
      ...renderMarkdown(`${text} ${'The meters of the second recorder stood still again. '.repeat(6)}`),
      channel: 'email',
      at: new Date(),
      files: [],
    });

  for (const [n, [engine, start]] of Object.entries(engines).entries()) {
    describe(`in ${engine}`, () => {
      const id = `tk_reading_${n}`;
      const name = `${subject}, for ${engine}`;
      let window: Window;

      before(async () => {
        await sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
            created_at, last_activity_at)
          select ${id}, portal_id, ${number + n}::int, ${name}, contact_id, company_id, inbox_id, stage_id, status, created_at, now()
          from tickets where number = 1059`.execute(database.db);
        for (let message = 1; message <= 60; message++) await say(id, `Message ${message}.`);
        window = await start();
        await window.open(`${server.address}/help`);
        await window.fill('E-mail', 'mika@lumen.example');
        await window.fill('Password', 'portico-demo-1');
        await window.click('button', 'Sign in');
        await reads(window, name);
      });

      after(async () => {
        await window?.close();
      });

      const place = async (opening: string) => until(() => window.run(placeOf, opening), opening);
      const isInSight = async (opening: string): Promise<boolean> => {
        const { top, bottom, height } = await place(opening);
        return bottom > 0 && top < height;
      };

      it('begins where the page does when more than that is new', async () => {
        await window.click('link', name);
        await until(() => isInSight('Message 36.'), 'the first message of the page');
      });

      it('puts earlier messages above what is read', async () => {
        await window.run(() => scrollTo({ top: 0, behavior: 'instant' }));
        const moved = await window.run(async () => {
          const root = document
            .querySelector('portico-portal')!
            .shadowRoot!.querySelector('portico-ticket')!.shadowRoot!;
          const frame = () => new Promise(requestAnimationFrame);
          const articles = () => root.querySelectorAll('[part=message]').length;
          await frame();
          await frame();
          const read = root.querySelector('[part=message]')!;
          const place = read.getBoundingClientRect().top;
          const places: number[] = [];
          root.querySelector<HTMLElement>('.earlier button')!.click();
          for (let still = 0; still < 10; still = articles() >= 50 ? still + 1 : 0) {
            await frame();
            places.push(Math.abs(read.getBoundingClientRect().top - place));
          }
          return Math.max(...places);
        });
        console.log(`    ${engine}: what was read moved by ${moved.toFixed(2)} pixels`);
        assert.ok(moved <= 1, `what is read moved by ${moved} pixels`);
      });

      it('does not move for what comes live below', async () => {
        const before = await place('Message 36.');
        await say(id, 'This came live.');
        await reads(window, 'This came live.');
        await reads(window, 'New message');
        const { top } = await place('Message 36.');
        assert.ok(Math.abs(top - before.top) <= 1, `what is read moved by ${top - before.top} pixels`);
        await window.click('button', 'New message');
        await until(() => isInSight('This came live.'), 'what came live');
      });

      it('opens at the first that is new', async () => {
        const isSeen = async () => !(await window.text()).includes('New message');
        await until(isSeen, 'the message to be seen');
        await window.open(`${server.address}/help`);
        await reads(window, name);
        for (const n of [1, 2, 3, 4, 5, 6]) await say(id, `Since then ${n}.`);
        await window.click('link', name);
        await until(() => isInSight('New'), 'the line before what is new');
        assert.ok(await isInSight('Since then 1.'));
      });
    });
  }
});
