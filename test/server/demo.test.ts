import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { Challenges } from '../../server/accounts/work.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { STORIES } from '../../server/demo/stories/index.ts';
import { milliseconds } from '../../server/demo/story.ts';
import { DEMO_PASSWORD, PIPELINES } from '../../server/demo/world.ts';
import { HostKeys } from '../../server/accounts/host-keys.ts';
import { SingleSignOn } from '../../server/accounts/single-sign-on/sign-in.ts';
import { BuiltinDesk } from '../../server/desks/builtin/builtin-desk.ts';
import { examine } from '../../server/files/examine.ts';
import { DiskStaging, DiskStorage, FileLinks } from '../../server/files/index.ts';
import { LIMITS } from '../../server/limits.ts';
import { LiveHub } from '../../server/live/hub.ts';
import { testApp, type TestApp } from './support/app.ts';
import { Caller, makeKey } from './support/caller.ts';
import { databaseBeside, TEST_DATABASE } from './support/database.ts';
import type { MadePortal } from './support/makers.ts';

interface Page {
  items: { id: string; number: number; subject: string; snippet: { parts: { text: string }[] } | null }[];
  nextCursor: string | null;
}

interface Message {
  html: string;
  author: { name: string; kind: string };
  channel: string;
  attachments: { id: string; name: string; type: string; size: number; state: string }[];
}

/** A database with nothing else in it: the demo's portal has a fixed address. */
async function emptyDatabase(): Promise<{ database: OpenDatabase; drop: () => Promise<void> }> {
  if (!('url' in TEST_DATABASE)) {
    const database = await openDatabase({ folder: null });
    await migrate(database.db);
    return { database, drop: () => database.close() };
  }
  const { url, drop } = await databaseBeside(TEST_DATABASE.url, `portico_demo_${randomBytes(6).toString('hex')}`);
  const database = await openDatabase({ url });
  await migrate(database.db);
  return { database, drop: () => database.close().then(drop) };
}

describe('the demo’s stories', () => {
  it('are told in the order of time, the newest four minutes ago', () => {
    const ages = STORIES.map(({ key, turns }) => {
      const ago = turns.map((turn) => milliseconds(turn.ago));
      assert.deepEqual(
        ago,
        ago.toSorted((a, b) => b - a),
        key,
      );
      assert.ok(
        ago.every((age) => age > 0),
        key,
      );
      return ago.at(-1)!;
    });
    assert.equal(Math.min(...ages), 4 * 60_000);
  });

  it('cover every stage, every channel of the customers and every way to write', () => {
    const stages = PIPELINES.flatMap((pipeline) => pipeline.stages.map(({ key }) => key));
    assert.deepEqual(new Set(STORIES.map(({ stage }) => stage)), new Set(stages));
    const turns = STORIES.flatMap((story) => story.turns);
    assert.deepEqual(
      new Set(turns.map(({ channel }) => channel)),
      new Set(['portal', 'form', 'email', 'chat', 'messenger', 'phone']),
    );
    assert.deepEqual(
      new Set(turns.map((turn) => turn.as)),
      new Set(['markdown', 'plain', 'outlook', 'gmail', 'apple']),
    );
  });

  it('are about sixty, each with a subject and notes of its own', () => {
    assert.ok(STORIES.length >= 58 && STORIES.length <= 65);
    assert.equal(new Set(STORIES.map(({ subject }) => subject)).size, STORIES.length);
    assert.equal(new Set(STORIES.map(({ key }) => key)).size, STORIES.length);
    const notes = STORIES.flatMap((story) => story.notes);
    assert.ok(notes.length >= 15);
    assert.ok(notes.every(({ text }) => /^NOTE-[A-Z]+ /.test(text)));
  });

  it('hold a message of 20,000 characters and a conversation of more than sixty', () => {
    assert.ok(STORIES.some(({ turns }) => turns.some(({ text }) => text.length === 20_000)));
    assert.ok(STORIES.some(({ turns }) => turns.length > 60));
  });

  it('attach files that are what their names say', async () => {
    const files = STORIES.flatMap((story) => story.turns.flatMap((turn) => turn.files));
    assert.deepEqual(
      new Set(files.map(({ mediaType }) => mediaType)),
      new Set(['image/png', 'application/pdf', 'audio/wav', 'application/zip', 'text/plain']),
    );
    for (const { name, mediaType, bytes } of files) {
      const first = bytes();
      assert.ok(first.equals(bytes()), name);
      assert.deepEqual(
        await examine(name, new Blob([new Uint8Array(first)]), LIMITS.refusedExtensions),
        { mediaType },
        name,
      );
    }
  });
});

describe('the demo’s portal', () => {
  let database: OpenDatabase;
  let drop: () => Promise<void>;
  let folder: string;
  let test: TestApp;
  let spent: number;
  const portal = { slug: 'help' } as MadePortal;

  before(async () => {
    ({ database, drop } = await emptyDatabase());
    folder = await mkdtemp(join(tmpdir(), 'portico-demo-'));
    const files = new DiskStorage(join(folder, 'files'));
    // What it costs this thread: how busy the machine is does not count.
    const start = process.threadCpuUsage();
    await seedDemo(database.db, files, new Date());
    const { user, system } = process.threadCpuUsage(start);
    spent = (user + system) / 1000;
    const staging = new DiskStaging(join(folder, 'uploads'));
    const jobs = { enqueue: async () => {} };
    const ports = {
      db: database.db,
      demo: true,
      hostKeys: new HostKeys(null),
      singleSignOn: new SingleSignOn({ db: database.db, demo: true, secret: null }),
      desk: new BuiltinDesk(database.db),
      files,
      staging,
      scanner: null,
      links: new FileLinks(null),
      challenges: new Challenges(null),
      jobs,
      live: new LiveHub({ database, demo: true, clock: () => new Date() }),
      sendsMail: true,
    };
    test = await testApp({ database, ports });
  });

  after(async () => {
    await test.app.close();
    await drop();
    await rm(folder, { recursive: true, force: true });
  });

  const signIn = async (name: string) => {
    const caller = new Caller(test, portal, await makeKey());
    const answer = await caller.signIn(
      name.includes('@') ? name : `${name}@${name === 'rosa' ? 'harbor' : 'lumen'}.example`,
      DEMO_PASSWORD,
    );
    assert.equal(answer.statusCode, 201, answer.body);
    return caller;
  };

  const list = async (caller: Caller, query = ''): Promise<Page['items']> =>
    (await caller.get(`/tickets?limit=100${query}`)).json<Page>().items;

  const messagesOf = async (caller: Caller, id: string): Promise<Message[]> =>
    (await caller.get(`/tickets/${id}/messages?limit=100`)).json<{ items: Message[] }>().items;

  it('is there quickly', () => assert.ok(spent < 5000, `seeding took ${Math.round(spent)} ms`));

  it('greets its three people with their own tickets and those of their companies', async () => {
    const counts = await Promise.all(
      ['mika', 'lena', 'rosa'].map(async (name) => {
        const caller = await signIn(name);
        return [(await list(caller)).length, (await list(caller, '&scope=organization')).length];
      }),
    );
    const [[mika, lumen], [lena, alsoLumen], [rosa, harbor]] = counts as [number[], number[], number[]];
    assert.ok(mika! >= 18 && lena! >= 12 && rosa! >= 22, String(counts));
    assert.equal(lumen, mika! + lena!);
    assert.equal(alsoLumen, lumen);
    assert.ok(harbor! > rosa!, 'a colleague has one, too');
  });

  it('has open tickets on top, the newest of all a few minutes old', async () => {
    const { lastActivityAt } = (await list(await signIn('rosa')))[0] as unknown as { lastActivityAt: string };
    const age = Date.now() - Date.parse(lastActivityAt);
    assert.ok(age > 3 * 60_000 && age < 15 * 60_000, String(age));
  });

  it('has the journey’s ticket: a table, a quote and a tracking image', async () => {
    const mika = await signIn('mika');
    const found = (await list(mika, '&status=open')).find(
      ({ subject }) => subject === 'Card B stays empty after a hot swap',
    );
    assert.ok(found);
    const messages = await messagesOf(mika, found.id);
    const mail = messages.find(({ html }) => html.includes('/open/7f3ac2e1.gif'));
    assert.ok(mail);
    assert.match(mail.html, /<table>\s*<tr><td>/);
    assert.match(mail.html, /<blockquote>.*<b>From:<\/b>|<blockquote>[^]*From:/);
    assert.match(mail.html, /<img[^>]+src="https:\/\/images\.wrenfield\.example\/[^"]+"/);
    assert.deepEqual((await mika.get(`/tickets/${found.id}`)).json<{ actions: string[] }>().actions, [
      'reply',
      'close',
    ]);
  });

  it('is searched in English, Finnish and Arabic', async () => {
    const mika = await signIn('mika');
    const rosa = await signIn('rosa');
    const finds = async (caller: Caller, q: string) =>
      (await list(caller, `&scope=organization&q=${encodeURIComponent(q)}`)).map(({ subject }) => subject);
    assert.ok((await finds(mika, 'frost mirror hot')).length === 0);
    assert.ok((await finds(mika, 'HOT swap')).includes('Card B stays empty after a hot swap'));
    assert.deepEqual(await finds(mika, 'etuvahvistimen säätö'), ['Dunlinin kohina kolmannessa tulossa']);
    assert.deepEqual(await finds(mika, 'KYTKE lisävirta'), ['Dunlinin kohina kolmannessa tulossa']);
    assert.deepEqual(await finds(rosa, 'التسجيل الاحتياطي'), ['انقطاع الصوت أثناء المقابلات في الميناء']);
  });

  it('shows mail without the dress of the programs that wrote it', async () => {
    const { rows } = await sql<{
      html: string;
      source: string;
    }>`select html, source from messages where source_type = 'text/html'`.execute(database.db);
    assert.ok(rows.length >= 25);
    assert.ok(rows.some(({ source }) => source.includes('MsoNormal')));
    assert.ok(rows.some(({ source }) => source.includes('gmail_quote')));
    assert.ok(rows.some(({ source }) => source.includes('Apple-interchange-newline')));
    for (const { html } of rows) assert.doesNotMatch(html, /style=|class=|id=|<o:p|<!--|data-/);
    assert.ok(rows.filter(({ html }) => html.includes('<blockquote>')).length >= 15);
  });

  it('gives every file back as it says', async () => {
    let seen = 0;
    for (const name of ['mika', 'lena', 'rosa']) {
      const caller = await signIn(name);
      for (const { id } of await list(caller)) {
        for (const file of (await messagesOf(caller, id)).flatMap((message) => message.attachments)) {
          const answer = await caller.get(`/attachments/${file.id}`);
          seen++;
          if (file.state === 'quarantined') {
            assert.equal(answer.json<{ code: string }>().code, 'file-harmful', file.name);
            continue;
          }
          assert.equal(answer.statusCode, 200, file.name);
          assert.equal(answer.rawPayload.length, file.size, file.name);
          assert.equal(answer.headers['content-type'], file.type, file.name);
        }
      }
    }
    assert.equal(seen, STORIES.flatMap(({ turns }) => turns.flatMap(({ files }) => files)).length);
  });

  it('lets no note out, by any way', async () => {
    const canaries = STORIES.flatMap((story) => story.notes).map(({ text }) => /^NOTE-([A-Z]+)/.exec(text)![1]!);
    for (const name of ['mika', 'lena', 'rosa']) {
      const caller = await signIn(name);
      let seen = (await caller.get('/portal')).body + (await caller.get('/session')).body;
      for (const { id } of await list(caller, '&scope=organization')) {
        seen +=
          (await caller.get(`/tickets/${id}`)).body + (await caller.get(`/tickets/${id}/messages?limit=100`)).body;
      }
      assert.ok(!seen.includes('NOTE-'));
      for (const canary of canaries) {
        assert.ok(!seen.includes(canary), canary);
        assert.deepEqual(await list(caller, `&scope=organization&q=${canary}`), [], canary);
      }
    }
  });

  it('takes only its three people', async () => {
    const caller = new Caller(test, portal, await makeKey());
    assert.equal((await caller.signIn('karim@harbor.example', DEMO_PASSWORD)).statusCode, 401);
  });

  it('is the same at every seeding but for the time', async () => {
    const again = await emptyDatabase();
    try {
      await seedDemo(again.database.db, new DiskStorage(join(folder, 'again')), new Date('2027-03-01T10:00:00Z'));
      const facts = ({ db }: OpenDatabase) =>
        Promise.all([
          db
            .selectFrom('tickets')
            .select(['id', 'number', 'subject', 'stage_id', 'contact_id'])
            .orderBy('number')
            .execute(),
          db
            .selectFrom('messages')
            .select(['id', 'ticket_id', 'thread_id', 'author_name', 'channel'])
            .orderBy('seq')
            .execute(),
          db
            .selectFrom('attachments')
            .select(['id', 'message_id', 'name', 'size', 'storage_key'])
            .orderBy('id')
            .execute(),
          db.selectFrom('notes').select(['id', 'ticket_id', 'text']).orderBy('id').execute(),
        ]);
      assert.deepEqual(await facts(again.database), await facts(database));
    } finally {
      await again.drop();
    }
  });

  it('is left alone when it is there', async () => {
    const mika = await signIn('mika');
    const [ticket] = await list(mika, '&status=open');
    assert.equal((await mika.post(`/tickets/${ticket!.id}/messages`, { text: 'Something new' })).statusCode, 201);
    const snapshot = async () =>
      Promise.all(
        (['tickets', 'messages', 'attachments', 'notes', 'contacts', 'stages'] as const).map(async (table) =>
          (await database.db.selectFrom(table).selectAll().orderBy('id').execute()).map((row) => JSON.stringify(row)),
        ),
      );
    const earlier = await snapshot();
    await seedDemo(database.db, test.options.ports.files, new Date(Date.now() + 86_400_000));
    assert.deepEqual(await snapshot(), earlier);
  });

  it('gives the next ticket the next number', async () => {
    const lena = await signIn('lena');
    const { forms } = (await lena.get('/portal')).json<{ forms: { id: string; title: string }[] }>();
    assert.deepEqual(
      forms.map(({ id, title }) => [id, title]),
      [
        ['support', 'File a support ticket'],
        ['question', 'Ask a question'],
      ],
    );
    const inFinnish = await test.app.inject({
      url: '/help/api/v1/requests/forms/question',
      headers: { 'accept-language': 'fi' },
    });
    assert.equal(inFinnish.json<{ title: string }>().title, 'Esitä kysymys');
    const { items } = (await lena.get('/articles?query=pair%20my%20siskin')).json<{ items: { url: string }[] }>();
    assert.equal(items[0]?.url, '/articles/pair-siskin-2.html');
    const body = { formId: forms[0]!.id, subject: 'A new one', text: 'Hello', properties: { product: 'plover' } };
    const answer = await lena.post('/tickets', body);
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal(answer.json<{ number: number }>().number, 1001 + STORIES.length);
  });
});
