import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, beforeEach, describe, it } from 'node:test';
import { removeFromList, setAccess } from '../../server/accounts/admission.ts';
import { recallPersons } from '../../server/accounts/sessions.ts';
import { newId } from '../../server/ids.ts';
import type { LiveEvent } from '../../src/api/schema.ts';
import { deleteEventsBefore, tellWriting } from '../../server/stores/live-events.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { until } from './support/jobs.ts';
import { Listener } from './support/listener.ts';
import {
  makeCompany,
  makeContact,
  makePortal,
  makeTicket,
  type MadeContact,
  type MadePortal,
  type MadeTicket,
} from './support/makers.ts';
import { teamOf } from './support/team.ts';

const listeners: Listener[] = [];
after(() => listeners.forEach((listener) => listener.close()));

let test: TestApp;
let address: string;
let portal: MadePortal;
let mika: MadeContact;
let ticket: MadeTicket;
let caller: Caller;
let team: Awaited<ReturnType<typeof teamOf>>;

async function begin(changes: Parameters<typeof testApp>[0] = {}): Promise<void> {
  test = await testApp(changes);
  address = await test.app.listen({ port: 0, host: '127.0.0.1' });
  portal = await makePortal({ conversation: 'all-threads', ticket_access: 'company' });
  mika = await makeContact(portal, { company_id: (await makeCompany(portal)).id });
  ticket = await makeTicket(portal, mika, { text: 'It flickers' });
  caller = await signIn(test, portal, mika);
  team = await teamOf(portal);
}

function listener(who = caller, where: string | (() => string) = address): Listener {
  const made = new Listener(who, where);
  listeners.push(made);
  return made;
}

async function listening(who = caller, query = ''): Promise<Listener> {
  const made = await listener(who).open(query);
  await made.hears('ready');
  return made;
}

describe('streamEvents', () => {
  beforeEach(() => begin());

  it('tells of a reply, a change, a new ticket and one that is gone, by ids alone, within a second', async () => {
    const heard = await listening();
    assert.equal(heard.status, 200);
    assert.match(String(heard.headers['content-type']), /^text\/event-stream/);
    assert.equal(heard.headers['cache-control'], 'no-store, no-transform');
    assert.equal(heard.headers['x-accel-buffering'], 'no');
    assert.match(heard.heard, /^retry: \d+\n/);
    const from = performance.now();
    const messageId = await team.reply(ticket.id, 'A secret of theirs');
    assert.deepEqual(
      { ...(await heard.hears('message-created')), id: '' },
      {
        id: '',
        kind: 'message-created',
        ticketId: ticket.id,
        messageId,
        name: null,
      },
    );
    assert.ok(performance.now() - from < 1000);
    await team.move(ticket.id, 'done');
    await heard.hears('ticket-changed', ticket.id);
    const other = await makeTicket(portal, mika);
    await heard.hears('ticket-created', other.id);
    await team.delete(ticket.id);
    await heard.hears('ticket-gone', ticket.id);
    assert.equal(heard.heard.includes('secret'), false);
  });

  it('says who is writing, and does not keep it', async () => {
    const heard = await listening();
    const before = heard.lastId;
    await team.writing(ticket.id);
    const event = await heard.hears('writing', ticket.id);
    assert.deepEqual([event.name, event.id], ['Aino of the team', null]);
    assert.equal(heard.lastId, before);
  });

  it('tells nobody of what they may not see at that moment', async () => {
    const lena = await makeContact(portal, { company_id: mika.companyId });
    const rosa = await makeContact(portal, { company_id: (await makeCompany(portal, 'Harbor Radio')).id });
    const own = await makeTicket(portal, rosa);
    const [asMika, asLena, asRosa] = await Promise.all([
      listening(),
      listening(await signIn(test, portal, lena)),
      listening(await signIn(test, portal, rosa)),
    ]);
    await team.reply(ticket.id, 'For Lumen');
    await team.writing(ticket.id);
    await team.note(ticket.id, 'For the team');
    await team.reply(own.id, 'For Harbor');
    await asRosa.hears('message-created', own.id);
    await asLena.hears('message-created', ticket.id);
    await asLena.hears('writing', ticket.id);
    await asMika.hears('message-created', ticket.id);
    assert.equal(asRosa.heard.includes(ticket.id), false);
    assert.equal(asMika.heard.includes(own.id) || asLena.heard.includes(own.id), false);

    // The portal shows people their own only from now on.
    const { db } = await testDatabase();
    await db.updateTable('portals').set({ ticket_access: 'own' }).where('id', '=', portal.id).execute();
    const count = asLena.events.length;
    await team.move(ticket.id, 'done');
    await asMika.hears('ticket-changed', ticket.id);
    const lenas = await makeTicket(portal, lena);
    await asLena.hears('ticket-created', lenas.id);
    assert.deepEqual(
      asLena.events.slice(count).map(({ ticketId }) => ticketId),
      [lenas.id],
    );
  });

  it('tells of a ticket that is handed over both whom it leaves and whom it comes to', async () => {
    const rosa = await makeContact(portal, { company_id: (await makeCompany(portal, 'Harbor Radio')).id });
    const [asMika, asRosa] = await Promise.all([listening(), listening(await signIn(test, portal, rosa))]);
    await team.handOver(ticket.id, { email: rosa.email });
    await asMika.hears('ticket-gone', ticket.id);
    await asRosa.hears('ticket-created', ticket.id);
    await team.reply(ticket.id, 'To Rosa');
    await asRosa.hears('message-created', ticket.id);
    assert.deepEqual(asRosa.kinds.slice(0, 3), ['ready', 'ticket-created', 'message-created']);
    assert.deepEqual(asMika.kinds, ['ready', 'ticket-gone']);
  });

  it('goes on behind the last id after ten minutes, and misses nothing', async () => {
    const heard = await listening();
    await team.reply(ticket.id, 'One');
    await heard.hears('message-created');
    heard.close();
    const missed = [await team.reply(ticket.id, 'Two'), await team.reply(ticket.id, 'Three')];
    await team.move(ticket.id, 'done');
    test.clock.forward(600);
    const { db } = await testDatabase();
    await deleteEventsBefore(db, new Date(test.clock.now().getTime() - 3_600_000));
    heard.events.length = 0;
    await heard.open();
    await heard.hears('ticket-changed');
    assert.deepEqual(heard.kinds, ['ready', 'message-created', 'message-created', 'ticket-changed']);
    assert.deepEqual(
      heard.events.slice(1, 3).map(({ messageId }) => messageId),
      missed,
    );
    const again = await listening(caller, '?seconds=3600');
    await again.hears('ticket-changed');
    assert.equal(again.kinds.filter((kind) => kind === 'message-created').length, 4);
  });

  it('says that it does not know when the place is not known any more', async () => {
    const heard = await listening();
    for (const id of ['999999999999', 'nonsense', '-1']) {
      heard.close();
      heard.lastId = id;
      heard.events.length = 0;
      await heard.open();
      await heard.until(() => heard.events.length > 0, 'an answer');
      assert.deepEqual(heard.kinds, ['reset'], id);
    }
    await team.reply(ticket.id, 'One');
    await heard.hears('message-created');
  });

  it('ends when the session does, and is no use of it', async () => {
    const heard = await listening();
    const { db } = await testDatabase();
    const used = () =>
      db.selectFrom('sessions').where('contact_id', '=', mika.id).select('last_used_at').executeTakeFirstOrThrow();
    const before = await used();
    test.clock.forward(600);
    await (await listening()).hears('ready');
    await caller.get('/events/recent');
    await caller.get(`/tickets/${ticket.id}`, { headers: { 'Portico-Background': '1' } });
    assert.deepEqual(await used(), before);
    await caller.get(`/tickets/${ticket.id}`);
    assert.notDeepEqual(await used(), before);
    await caller.request('DELETE', '/session');
    await heard.hears('session-ended');
    await heard.ends();
    assert.equal((await listener().open()).status, 401);
  });

  it('ends for somebody who is taken from the list that lets in', async () => {
    const { db } = await testDatabase();
    const { slug } = portal;
    await db.insertInto('access_lists').values({ id: newId(), portal_id: portal.id, name: 'customers' }).execute();
    await db
      .insertInto('access_list_members')
      .columns(['list_id', 'contact_id'])
      .expression((eb) =>
        eb
          .selectFrom('access_lists')
          .where('portal_id', '=', portal.id)
          .select((s) => ['id', s.val(mika.id).as('contact_id')]),
      )
      .execute();
    await setAccess(db, { portal: slug, access: 'lists', lists: [], adminEmails: undefined });
    const heard = await listening();
    const from = performance.now();
    await removeFromList(db, { portal: slug, list: 'customers', email: mika.email });
    await heard.ends();
    assert.ok(performance.now() - from < 2000);
    assert.equal(heard.kinds.at(-1), 'session-ended');
  });

  it('asks for a session, and refuses whoever has none', async () => {
    caller.token = null;
    const heard = await listener().open();
    assert.equal(heard.status, 401);
  });
});

describe('streams of a server', () => {
  it('are few for one session and one network, and a page that comes again takes its own place', async () => {
    await begin({ live: { perSession: 2, perNetwork: 3 } });
    const first = await listening(caller, '?page=one');
    await listening(caller, '?page=two');
    assert.equal((await listener().open('?page=three')).status, 429);
    const again = await listening(caller, '?page=one');
    await first.ends();
    await team.reply(ticket.id, 'One');
    await again.hears('message-created');
    const lena = await signIn(test, portal, await makeContact(portal));
    const hers = await listening(lena);
    assert.equal((await listener(lena).open()).status, 429);
    hers.close();
  });

  it('show that the line is there, end with an idle session, and are counted', async () => {
    await begin({ live: { beatMs: 30 } });
    const heard = await listening();
    await heard.until(() => heard.heard.includes('\n:\n\n'), 'a beat');
    assert.match((await test.app.inject('/metrics')).body, /portico_live_streams 1\n/);
    test.clock.forward(3700);
    await heard.ends();
    assert.match((await test.app.inject('/metrics')).body, /reason="session-ended"\} 1\n/);
  });

  it('cut off whoever does not read, who goes on where they were', async () => {
    await begin();
    const { live } = test.options.ports;
    const { db } = await testDatabase();
    const { id } = await db
      .selectFrom('sessions')
      .where('contact_id', '=', mika.id)
      .select('id')
      .executeTakeFirstOrThrow();
    const person = (await recallPersons({ db, demo: false }, [id], test.clock.now())).get(id);
    assert.ok(person);
    const place = { after: undefined, seconds: 0, page: undefined, network: 'unread' };
    // Nobody reads it: what is told gathers.
    const unread = await live.open(person, place);
    const { cursor } = (await caller.get('/events/recent')).json<{ cursor: string }>();
    const writing = {
      portalId: portal.id,
      ticketId: ticket.id,
      contactId: mika.id,
      companyId: mika.companyId,
      name: 'x'.repeat(100),
    };
    const cut = once(unread, 'close');
    for (let sent = 0; !unread.destroyed && sent < 5000; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => tellWriting(db, writing)));
    await cut;
    assert.deepEqual([live.stats().slow, live.stats().streams], [1, 0]);
    const messageId = await team.reply(ticket.id, 'Meanwhile');
    const back = listener();
    back.lastId = cursor;
    await back.open();
    assert.equal((await back.hears('message-created')).messageId, messageId);
  });

  it('leave the database to requests while many of them are told', async () => {
    await begin();
    const { live } = test.options.ports;
    const { db, pool } = await testDatabase();
    const ids = Array.from({ length: 60 }, () => newId());
    const session = { portal_id: portal.id, contact_id: mika.id, ends_at: new Date(Date.now() + 3_600_000) };
    await db
      .insertInto('sessions')
      .values(ids.map((id) => ({ ...session, id, token_hash: Buffer.from(id), key_thumbprint: 'none' })))
      .execute();
    const persons = await recallPersons({ db, demo: false }, ids, test.clock.now());
    let [ready, told, used] = [0, 0, 0];
    for (const person of persons.values()) {
      const stream = await live.open(person, { after: undefined, seconds: 0, page: undefined, network: 'many' });
      stream.setEncoding('utf8').on('data', (text: string) => {
        used = Math.max(used, pool().used);
        if (text.includes('event: ready')) ready += 1;
        if (text.includes('event: message-created')) told += 1;
      });
    }
    await until(() => ready === ids.length, 'the beginning');
    await team.reply(ticket.id, 'To all of them');
    await until(() => told === ids.length, 'all of them');
    assert.ok(used <= 12, `${used} connections were used`);
  });

  it('are ended when the server stops, so that it can', async () => {
    await begin();
    const heard = await listening();
    await test.app.close();
    await heard.ends();
  });
});

describe('events of many writers', () => {
  it('come once and in the order of their ids to everybody, also to those who break off and come back', async () => {
    await begin();
    const [steady, shaky] = [await listening(), await listening()];
    const written = new Set<string>();
    const writer = async (): Promise<void> => {
      for (let n = 0; n < 4; n += 1) written.add(await team.reply(ticket.id, `Message ${n}`));
    };
    const breaking = (async () => {
      for (let n = 0; n < 5; n += 1) {
        const { length } = shaky.events;
        await shaky.until(() => shaky.events.length > length || written.size === 200, 'something');
        shaky.close();
        await shaky.open();
      }
    })();
    await Promise.all([...Array.from({ length: 50 }, writer), breaking]);
    // Whoever came back has heard by then what comes before it, also what was heard already.
    written.add(await team.reply(ticket.id, 'The last'));
    for (const heard of [steady, shaky]) {
      const ids = () => heard.events.filter(({ kind }) => kind === 'message-created');
      await heard.until(() => ids().length > 200, 'all of them', 30_000);
      assert.deepEqual(new Set(ids().map(({ messageId }) => messageId)), written);
      assert.equal(ids().length, 201);
      const order = ids().map(({ id }) => Number(id));
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
      // Not only the messages: whoever comes back heard something else last.
      const told = heard.events.flatMap(({ id, kind }) => (id === null || kind === 'ready' ? [] : id));
      assert.equal(new Set(told).size, told.length, 'no event twice');
      assert.equal(heard.kinds.includes('reset'), false);
    }
  });
});

describe('listEvents', () => {
  beforeEach(() => begin());

  interface Page {
    items: LiveEvent[];
    cursor: string;
    isReset: boolean;
  }

  it('answers what the stream would have told, and 304 while nothing happens', async () => {
    const first = await caller.get('/events/recent');
    const { cursor } = first.json<Page>();
    assert.deepEqual(first.json<Page>().items, []);
    const ask = (etag: unknown) =>
      caller.get(`/events/recent?after=${cursor}`, { headers: { 'If-None-Match': String(etag) } });
    const quiet = await ask(first.headers.etag);
    assert.equal(quiet.statusCode, 304);
    assert.equal(quiet.body, '');
    const rosa = await makeContact(portal);
    await makeTicket(portal, rosa, { text: 'Not for Mika' });
    assert.equal((await ask(first.headers.etag)).statusCode, 304);
    const messageId = await team.reply(ticket.id, 'One');
    const page = (await ask(first.headers.etag)).json<Page>();
    assert.deepEqual(
      page.items.map((event) => event.messageId),
      [messageId],
    );
    assert.equal(page.cursor, page.items[0]?.id);
    const unknown = (await caller.get('/events/recent?after=nonsense')).json<Page>();
    assert.deepEqual([unknown.items, unknown.isReset], [[], true]);
    const back = (await caller.get('/events/recent?seconds=600')).json<Page>();
    assert.ok(back.items.some((event) => event.messageId === messageId));
  });
});
