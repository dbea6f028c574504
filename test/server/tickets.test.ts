import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { TicketPage, TicketSummary } from '../../src/api/schema.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import {
  FIELDS,
  makeCompany,
  makeContact,
  makeMessage,
  makePortal,
  makeThread,
  makeTicket,
  type MadeContact,
  type MadePortal,
} from './support/makers.ts';
import { testDatabase } from './support/database.ts';
import { newId } from '../../server/ids.ts';
import { deleteExpiredRows } from '../../server/stores/expired.ts';

let test: TestApp;

before(async () => {
  test = await testApp();
});

const page = async (caller: Caller, query = ''): Promise<TicketPage> => {
  const answer = await caller.get(`/tickets${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<TicketPage>();
};

const numbers = async (caller: Caller, query = '') => (await page(caller, query)).items.map(({ number }) => number);

describe('whose tickets', () => {
  let portal: MadePortal;
  let mika: MadeContact;
  let lena: MadeContact;
  let rosa: MadeContact;

  before(async () => {
    portal = await makePortal({ ticket_access: 'company' });
    const lumen = await makeCompany(portal);
    const harbor = await makeCompany(portal, 'Harbor Radio');
    mika = await makeContact(portal, { company_id: lumen.id });
    lena = await makeContact(portal, { company_id: lumen.id, name: 'Lena Mäki' });
    rosa = await makeContact(portal, { company_id: harbor.id });
  });

  it('shows mine, and the organisation’s when asked for', async () => {
    const hers = await makeTicket(portal, lena, { subject: 'From Lena' });
    const his = await makeTicket(portal, mika, { subject: 'From Mika' });
    await makeTicket(portal, rosa, { subject: 'From Rosa' });
    const caller = await signIn(test, portal, mika);
    assert.deepEqual(await numbers(caller), [his.number]);
    assert.deepEqual((await numbers(caller, '?scope=organization')).sort(), [hers.number, his.number].sort());
    const { items } = await page(caller, '?scope=organization');
    assert.deepEqual(items.find(({ number }) => number === hers.number)?.requester, {
      name: 'Lena Mäki',
      isYou: false,
    });
    assert.equal(items.find(({ number }) => number === his.number)?.requester.isYou, true);
    assert.equal((await caller.get(`/tickets/${hers.id}`)).statusCode, 200);
    assert.equal((await caller.post(`/tickets/${hers.id}/messages`, { text: 'A colleague answers' })).statusCode, 201);
  });

  it('shows mine alone where the portal does not share, whatever is asked for', async () => {
    const closed = await makePortal({ ticket_access: 'own' });
    const company = await makeCompany(closed);
    const one = await makeContact(closed, { company_id: company.id });
    const two = await makeContact(closed, { company_id: company.id });
    const ticket = await makeTicket(closed, one);
    const caller = await signIn(test, closed, two);
    assert.deepEqual(await numbers(caller, '?scope=organization'), []);
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 404);
  });

  it('does not take two people without a company for colleagues', async () => {
    const ticket = await makeTicket(portal, await makeContact(portal));
    const caller = await signIn(test, portal, await makeContact(portal));
    assert.deepEqual(await numbers(caller, '?scope=organization'), []);
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 404);
  });

  it('answers what is not theirs exactly like what does not exist', async () => {
    const ticket = await makeTicket(portal, mika, { text: 'Ours' });
    const caller = await signIn(test, portal, rosa);
    const other = await makePortal({ ticket_access: 'company' });
    const elsewhere = await makeTicket(other, await makeContact(other));
    for (const path of ['', '/messages']) {
      const missing = await caller.get(`/tickets/${newId()}${path}`);
      assert.equal(missing.statusCode, 404);
      for (const id of [ticket.id, elsewhere.id]) {
        const answer = await caller.get(`/tickets/${id}${path}`);
        assert.equal(answer.statusCode, 404);
        const without = (text: string, requestId: string) => text.replace(requestId, '');
        assert.equal(without(answer.body, answer.json().requestId), without(missing.body, missing.json().requestId));
        assert.deepEqual(Object.keys(answer.headers), Object.keys(missing.headers));
      }
    }
    const missing = await caller.post(`/tickets/${newId()}/messages`, { text: 'Hello' });
    const refused = await caller.post(`/tickets/${ticket.id}/messages`, { text: 'Hello' });
    assert.deepEqual({ ...refused.json<object>(), requestId: '' }, { ...missing.json<object>(), requestId: '' });
    assert.equal(refused.json().code, 'not-found');
    assert.deepEqual(await numbers(caller, '?q=Ours&scope=organization'), []);
  });
});

describe('the list', () => {
  let portal: MadePortal;
  let caller: Caller;
  let contact: MadeContact;

  before(async () => {
    portal = await makePortal({ show_stages: true });
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
    for (let index = 0; index < 12; index += 1) {
      // Four at the same microsecond, so that only the number tells them apart.
      const moment = new Date(Date.UTC(2026, 10, 1, 12, Math.floor(index / 4)));
      await makeTicket(portal, contact, {
        subject: `Subject ${'zebra apple Mango'.split(' ')[index % 3]}`,
        status: index % 2 ? 'open' : 'closed',
        last_activity_at: moment,
        created_at: new Date(Date.UTC(2026, 9, 1, 12, index % 5)),
      });
    }
  });

  it('is empty for somebody who has no tickets', async () => {
    const nobody = await signIn(test, portal, await makeContact(portal));
    assert.deepEqual(await page(nobody), { items: [], nextCursor: null });
  });

  for (const sort of [
    '-last-activity',
    'last-activity',
    '-created',
    'created',
    '-number',
    'number',
    'subject',
    '-subject',
  ]) {
    it(`comes in pages by ${sort}, each ticket once and in order`, async () => {
      const found: TicketSummary[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: TicketPage = await page(caller, `?sort=${sort}&limit=5${cursor && `&cursor=${cursor}`}`);
        found.push(...next.items);
        cursor = next.nextCursor;
      }
      assert.equal(new Set(found.map(({ id }) => id)).size, 12);
      const sign = sort.startsWith('-') ? -1 : 1;
      const value = ({ lastActivityAt, createdAt, number, subject }: TicketSummary) =>
        ({ 'last-activity': lastActivityAt, created: createdAt, number, subject: subject.toLowerCase() })[
          sort.replace(/^-/, '')
        ] ?? '';
      const sorted = [...found].sort(
        (a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.number - b.number),
      );
      assert.deepEqual(
        found.map(({ number }) => number),
        sorted.map(({ number }) => number),
      );
    });
  }

  it('filters by status and stage', async () => {
    const open = (await page(caller, '?status=open&limit=100')).items;
    assert.equal(open.length, 6);
    assert.ok(open.every(({ status, stage }) => status === 'open' && stage?.label === 'New'));
    assert.equal((await page(caller, `?stage=${portal.closedStageId}`)).items.length, 6);
    assert.equal((await page(caller, '?stage=unknown')).items.length, 0);
  });

  it('hides stages where the portal does', async () => {
    const plain = await makePortal();
    const person = await makeContact(plain);
    await makeTicket(plain, person);
    const [ticket] = (await page(await signIn(test, plain, person))).items;
    assert.equal(ticket?.stage, null);
  });

  it('refuses cursors that it did not write, and orders it does not know', async () => {
    const good = (await page(caller, '?limit=5')).nextCursor;
    const wrong = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    for (const query of [
      '?cursor=nonsense',
      `?cursor=${wrong(['-last-activity', 'x', 1])}`,
      `?cursor=${wrong(['-last-activity', 1e300, 1])}`,
      `?cursor=${wrong(['-last-activity', 1, 1.5])}`,
      `?sort=subject&cursor=${wrong(['subject', 'a\0', 1])}`,
      `?sort=number&cursor=${good}`,
      '?sort=id',
      '?limit=0',
      '?limit=101',
      '?limit=ten',
      '?scope=everyone',
      '?status=closed%20or%201=1',
      '?unknown=1',
      '?limit=5&limit=6',
    ]) {
      const answer = await caller.get(`/tickets${query}`);
      assert.equal(answer.statusCode, 400, query + answer.body);
      assert.equal(answer.json().code, 'invalid-request', query);
    }
    for (const content of [
      ['-last-activity', 9e15, 9e15],
      ['-last-activity', -9e15, -9e15],
    ]) {
      assert.equal((await caller.get(`/tickets?cursor=${wrong(content)}`)).statusCode, 200);
    }
  });
});

describe('the search', () => {
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;

  before(async () => {
    portal = await makePortal();
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
    await makeTicket(portal, contact, { subject: 'Printer jams', text: 'It eats the paper.' });
  });

  const find = async (q: string) => page(caller, `?q=${encodeURIComponent(q)}`);

  it('finds words of subject, number and messages, by their beginning, all of them, in any case', async () => {
    const ticket = await makeTicket(portal, contact, {
      subject: 'Dunlin panel broken',
      text: 'The backlight went dark on Tuesday.',
    });
    for (const q of [
      'dunlin',
      'DUNLIN PAN',
      'backl',
      'panel tuesday',
      String(ticket.number),
      `#${ticket.number}`,
      'panel, "dark"!',
    ]) {
      assert.ok(
        (await find(q)).items.some(({ id }) => id === ticket.id),
        q,
      );
    }
    assert.deepEqual((await find('dunlin wednesday')).items, []);
    assert.deepEqual((await find('unlin')).items, []);
  });

  it('says where, in pieces', async () => {
    await makeTicket(portal, contact, {
      subject: 'A snippet',
      text: `${'far away '.repeat(60)}the <b>quokka</b> sleeps ${'on '.repeat(90)}`,
    });
    const [found] = (await find('quokk sleeps')).items;
    const parts = found?.snippet?.parts ?? [];
    assert.deepEqual(
      parts.filter(({ match }) => match).map(({ text }) => text),
      ['quokka', 'sleeps'],
    );
    const text = parts.map((part) => part.text).join('');
    assert.ok(text.includes('the <b>quokka</b> sleeps'), text);
    assert.ok(text.startsWith('…') && text.endsWith('…') && text.length < 200, text);
    const [subject] = (await find('snippet')).items;
    assert.deepEqual(subject?.snippet, {
      parts: [
        { text: 'A ', match: false },
        { text: 'snippet', match: true },
      ],
    });
    assert.ok((await page(caller)).items.every(({ snippet }) => snippet === null));
  });

  it('knows Finnish, Arabic, Cyrillic and composed letters', async () => {
    const texts = [
      'ÄÄNI katkeilee Järvenpäässä',
      'الشاشة لا تعمل بعد التحديث',
      'Громкость не работает',
      'Cafe\u0301 menu',
      'ﬁne print',
      '画面が暗い',
    ];
    const made = [];
    for (const text of texts) made.push(await makeTicket(portal, contact, { subject: 'x', text }));
    const questions = ['ääni', 'التحديث', 'ГРОМК', 'café', 'fine', '画面'];
    for (const [index, q] of questions.entries()) {
      const [found, ...more] = (await find(q)).items;
      assert.equal(found?.id, made[index]?.id, q);
      assert.equal(more.length, 0);
      assert.ok(
        found?.snippet?.parts.some(({ match }) => match),
        q,
      );
    }
  });

  it('takes hostile text as words', async () => {
    for (const q of [
      "%' OR 1=1 --",
      "'; drop table tickets; --",
      "\\' | !a:* & (b <-> c)",
      '& !',
      "':*",
      '\u0000',
      '!!!',
      '%',
      '_',
      '😀',
    ]) {
      const { items, nextCursor } = await find(q);
      assert.deepEqual({ q, items, nextCursor }, { q, items: [], nextCursor: null });
    }
    assert.equal((await find('   ')).items.length > 0, true);
    assert.equal((await find('paper & eats | !')).items.length, 1);
    const long = await caller.get(`/tickets?q=${'a'.repeat(201)}`);
    assert.equal(long.json().code, 'invalid-request');
  });

  it('finds what a customer writes at once', async () => {
    const answer = await caller.post('/tickets', {
      formId: portal.formId,
      subject: 'Wombat trouble',
      text: 'The *antechinus* hides.',
      properties: { product: 'lamp' },
    });
    assert.equal(answer.statusCode, 201, answer.body);
    const { id } = answer.json();
    assert.deepEqual(
      (await find('wombat antech')).items.map((item) => item.id),
      [id],
    );
    await caller.post(`/tickets/${id}/messages`, { text: 'Now a **bilby** too' });
    assert.deepEqual(
      (await find('bilby')).items.map((item) => item.id),
      [id],
    );
  });

  it('goes on from a cursor', async () => {
    for (let count = 0; count < 7; count += 1) await makeTicket(portal, contact, { subject: `Numbat ${count}` });
    const first = await page(caller, '?q=numbat&limit=4');
    const second = await page(caller, `?q=numbat&limit=4&cursor=${first.nextCursor}`);
    assert.equal(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 7);
    assert.equal(second.nextCursor, null);
  });
});

describe('the conversation', () => {
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;

  before(async () => {
    portal = await makePortal({ conversation: 'all-threads' });
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
  });

  const texts = async (who: Caller, ticketId: string, query = '') => {
    const answer = await who.get(`/tickets/${ticketId}/messages${query}`);
    assert.equal(answer.statusCode, 200, answer.body);
    const { items, earlierCursor } = answer.json();
    return { texts: items.map(({ html }: { html: string }) => html.replaceAll(/<\/?p>/g, '')), earlierCursor };
  };

  it('comes newest page first, each page in order', async () => {
    const ticket = await makeTicket(portal, contact);
    for (let count = 1; count <= 7; count += 1)
      await makeMessage({ ticketId: ticket.id, threadId: ticket.threadId, text: `m${count}` });
    const newest = await texts(caller, ticket.id, '?limit=3');
    assert.deepEqual(newest.texts, ['m5', 'm6', 'm7']);
    const earlier = await texts(caller, ticket.id, `?limit=3&cursor=${newest.earlierCursor}`);
    assert.deepEqual(earlier.texts, ['m2', 'm3', 'm4']);
    const first = await texts(caller, ticket.id, `?limit=3&cursor=${earlier.earlierCursor}`);
    assert.deepEqual(first, { texts: ['m1'], earlierCursor: null });
    assert.equal((await caller.get(`/tickets/${ticket.id}/messages?cursor=abc`)).json().code, 'invalid-request');
  });

  it('is the newest thread alone where the portal says so', async () => {
    const newestOnly = await makePortal({ conversation: 'newest-thread' });
    const person = await makeContact(newestOnly);
    const ticket = await makeTicket(newestOnly, person, { text: 'in the first thread' });
    const later = new Date(Date.now() + 1000);
    const second = await makeThread(newestOnly, ticket.id, { created_at: later });
    await makeMessage({ ticketId: ticket.id, threadId: second, text: 'in the second' });
    const who = await signIn(test, newestOnly, person);
    assert.deepEqual((await texts(who, ticket.id)).texts, ['in the second']);
    const { db } = await testDatabase();
    await db.updateTable('portals').set({ conversation: 'all-threads' }).where('id', '=', newestOnly.id).execute();
    assert.deepEqual((await texts(who, ticket.id)).texts, ['in the first thread', 'in the second']);
  });

  it('leaves out inboxes that are not connected, and does not answer into them', async () => {
    const { db } = await testDatabase();
    const inboxId = newId();
    await db
      .insertInto('inboxes')
      .values({ id: inboxId, portal_id: portal.id, name: 'Private', is_connected: false })
      .execute();
    const ticket = await makeTicket(portal, contact, { text: 'seen' });
    const threadId = await makeThread(portal, ticket.id, {
      inbox_id: inboxId,
      created_at: new Date(Date.now() + 1000),
    });
    await makeMessage({ ticketId: ticket.id, threadId, text: 'unseen' });
    assert.deepEqual((await texts(caller, ticket.id)).texts, ['seen']);
    assert.equal((await caller.post(`/tickets/${ticket.id}/messages`, { text: 'answer' })).statusCode, 201);
    assert.deepEqual(
      (await texts(caller, ticket.id)).texts,
      ['seen', 'answer\n'].map((text) => text.trim()),
    );
    const { items } = await page(caller, '?q=unseen');
    assert.ok(items.every(({ snippet }) => !JSON.stringify(snippet).includes('unseen')));
  });

  it('takes a reply, shows it, and makes the ticket the newest', async () => {
    const ticket = await makeTicket(portal, contact, {
      text: 'Hello',
      last_activity_at: new Date('2026-01-01T00:00:00Z'),
    });
    test.clock.forward(60);
    const answer = await caller.post(`/tickets/${ticket.id}/messages`, {
      text: 'It is **still** dark.\n\n<script>alert(1)</script>',
    });
    assert.equal(answer.statusCode, 201, answer.body);
    const message = answer.json();
    assert.deepEqual(message.author, { kind: 'customer', name: contact.name, isYou: true });
    assert.equal(message.channel, 'portal');
    assert.match(message.html, /<strong>still<\/strong>/);
    assert.doesNotMatch(message.html, /<script/);
    assert.equal((await page(caller)).items[0]?.id, ticket.id);
  });

  it('opens a closed ticket again by a reply, or refuses it, as the portal says', async () => {
    const ticket = await makeTicket(portal, contact, { status: 'closed' });
    assert.deepEqual((await caller.get(`/tickets/${ticket.id}`)).json().actions, ['reply', 'reopen']);
    assert.equal((await caller.post(`/tickets/${ticket.id}/messages`, { text: 'Again' })).statusCode, 201);
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).json().status, 'open');

    const strict = await makePortal({ closed_ticket_reply: 'refuse' });
    const person = await makeContact(strict);
    const closed = await makeTicket(strict, person, { status: 'closed' });
    const who = await signIn(test, strict, person);
    assert.deepEqual((await who.get(`/tickets/${closed.id}`)).json().actions, []);
    const refused = await who.post(`/tickets/${closed.id}/messages`, { text: 'Again' });
    assert.equal(refused.statusCode, 409);
    assert.equal(refused.json().code, 'action-refused');
    assert.deepEqual((await texts(who, closed.id)).texts, []);
  });

  it('says what is wrong with a reply', async () => {
    const ticket = await makeTicket(portal, contact);
    const path = `/tickets/${ticket.id}/messages`;
    const errors = async (body: unknown) => {
      const answer = await caller.post(path, body);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.equal(answer.json().code, 'validation-failed');
      return answer.json().errors;
    };
    assert.deepEqual(await errors({ text: ' \n\t ' }), [{ pointer: '/text', code: 'required' }]);
    assert.deepEqual(await errors({}), [{ pointer: '/text', code: 'required' }]);
    assert.deepEqual(await errors({ text: 5 }), [{ pointer: '/text', code: 'invalid' }]);
    assert.deepEqual(await errors({ text: 'x'.repeat(50_001) }), [
      { pointer: '/text', code: 'too-long', limit: 50_000 },
    ]);
    assert.deepEqual(await errors({ text: 'x'.repeat(1024 * 1024) }), [
      { pointer: '/text', code: 'too-long', limit: 50_000 },
    ]);
    assert.deepEqual(await errors({ text: 'x', note: 'y' }), [{ pointer: '/note', code: 'unknown-value' }]);
    assert.deepEqual(await errors({ text: '', uploadIds: [newId()] }), [
      { pointer: '/uploadIds/0', code: 'unknown-value' },
    ]);
    const thirteen = Array.from({ length: 13 }, newId);
    assert.deepEqual(await errors({ text: 'x', uploadIds: thirteen }), [
      { pointer: '/uploadIds', code: 'too-many', limit: 12 },
    ]);
    const tooLarge = await caller.post(path, { text: 'x'.repeat(2 * 1024 * 1024) });
    assert.equal(tooLarge.statusCode, 413);
    assert.equal(tooLarge.json().code, 'too-large');
    assert.equal((await caller.post(path, { text: 'nul \u0000 and half \ud83d a pair' })).statusCode, 201);
    assert.equal((await caller.post(path, { text: 'x'.repeat(50_000) })).statusCode, 201);
  });
});

describe('a new ticket', () => {
  let portal: MadePortal;
  let caller: Caller;

  before(async () => {
    portal = await makePortal({ show_stages: true });
    caller = await signIn(test, portal, await makeContact(portal));
  });

  const good = () => ({
    formId: portal.formId,
    subject: '  The lamp is dark ',
    text: 'Since Monday.',
    properties: { product: 'lamp' },
  });

  it('is answered as getTicket would, with its number and address', async () => {
    const answer = await caller.post('/tickets', good());
    assert.equal(answer.statusCode, 201, answer.body);
    const ticket = answer.json();
    assert.equal(answer.headers.location, `http://portico.test/${portal.slug}/api/v1/tickets/${ticket.id}`);
    assert.deepEqual((await caller.get(`/tickets/${ticket.id}`)).json(), ticket);
    assert.equal(ticket.subject, 'The lamp is dark');
    assert.equal(ticket.status, 'open');
    assert.equal(ticket.stage.label, 'New');
    assert.deepEqual(ticket.properties, [{ name: 'product', label: 'Product', type: 'select', value: 'Lamp' }]);
    const finnish = await caller.get(`/tickets/${ticket.id}`, {
      headers: { 'Accept-Language': 'sv, fi-FI;q=0.8, en;q=0.5' },
    });
    assert.deepEqual(finnish.json().properties, [
      { name: 'product', label: 'Product (fi)', type: 'select', value: 'Lamppu' },
    ]);
    const next = await caller.post('/tickets', good());
    assert.equal(next.json().number, ticket.number + 1);
    const { items } = (await caller.get(`/tickets/${ticket.id}/messages`)).json();
    assert.deepEqual(
      items.map(({ channel, html }: { channel: string; html: string }) => [channel, html.trim()]),
      [['form', '<p>Since Monday.</p>']],
    );
  });

  it('says what is wrong, all of it at once', async () => {
    const errors = async (changes: object) => (await caller.post('/tickets', { ...good(), ...changes })).json().errors;
    assert.deepEqual(await errors({ formId: 'other' }), [{ pointer: '/formId', code: 'unknown-value' }]);
    assert.deepEqual(await errors({ subject: ' ', text: '', properties: {} }), [
      { pointer: '/subject', code: 'required' },
      { pointer: '/text', code: 'required' },
      { pointer: '/properties/product', code: 'required' },
    ]);
    assert.deepEqual(await errors({ subject: 'x'.repeat(201) }), [
      { pointer: '/subject', code: 'too-long', limit: 200 },
    ]);
    assert.deepEqual(await errors({ properties: { product: 'boat' } }), [
      { pointer: '/properties/product', code: 'unknown-value' },
    ]);
    assert.deepEqual(await errors({ properties: { product: 'lamp', 'a/b~': 'x', constructor: 'y' } }), [
      { pointer: '/properties/a~1b~0', code: 'unknown-value' },
      { pointer: '/properties/constructor', code: 'unknown-value' },
    ]);
    assert.deepEqual(await errors({ properties: { product: 'lamp', bought: '2026-02-31' } }), [
      { pointer: '/properties/bought', code: 'invalid' },
    ]);
    assert.equal(await errors({ properties: { product: 'lamp', bought: '2026-02-28' } }), undefined);
  });

  it('keeps of a text what the database has a place for', async () => {
    const { db } = await testDatabase();
    const fields = [
      ...FIELDS,
      { pointer: '/properties/serial', type: 'text', label: { en: 'Serial' }, required: false },
    ];
    const own = await makePortal();
    await db
      .updateTable('forms')
      .set({ sections: JSON.stringify([{ fields }]) })
      .where('id', '=', own.formId)
      .execute();
    const who = await signIn(test, own, await makeContact(own));
    const serial = 'A\u0000B\ud800C\\u0000';
    const answer = await who.post('/tickets', {
      ...good(),
      formId: own.formId,
      subject: `S\u0000\ud800`,
      properties: { product: 'lamp', serial },
    });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal(answer.json().subject, 'S\ufffd');
    const { properties } = await db
      .selectFrom('tickets')
      .where('id', '=', answer.json().id)
      .select('properties')
      .executeTakeFirstOrThrow();
    assert.equal(properties['serial'], 'AB\ufffdC\\u0000');
  });
});

describe('an Idempotency-Key', () => {
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;

  before(async () => {
    portal = await makePortal({ conversation: 'all-threads' });
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
  });

  const withKey = (key: string) => ({ headers: { 'Idempotency-Key': key } });

  it('makes one message of a request that is sent again', async () => {
    const ticket = await makeTicket(portal, contact);
    const path = `/tickets/${ticket.id}/messages`;
    const key = newId();
    const first = await caller.post(path, { text: 'once', uploadIds: [] }, withKey(key));
    const again = await caller.post(path, '{ "uploadIds": [], "text": "once" }', withKey(key));
    assert.deepEqual([first.statusCode, again.statusCode], [201, 201]);
    assert.deepEqual(again.json(), first.json());
    assert.equal((await caller.get(path)).json().items.length, 1);
  });

  it('makes one message of ten that come at the same moment', async () => {
    const ticket = await makeTicket(portal, contact);
    const path = `/tickets/${ticket.id}/messages`;
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => caller.post(path, { text: 'at once' }, withKey(key))),
    );
    assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([201]));
    assert.equal(new Set(answers.map((answer) => answer.json().id)).size, 1);
    assert.equal((await caller.get(path)).json().items.length, 1);
  });

  it('keeps two replies of two tabs apart', async () => {
    const ticket = await makeTicket(portal, contact);
    const path = `/tickets/${ticket.id}/messages`;
    await Promise.all([caller.post(path, { text: 'same words' }), caller.post(path, { text: 'same words' })]);
    assert.equal((await caller.get(path)).json().items.length, 2);
  });

  it('is refused for anything else', async () => {
    const ticket = await makeTicket(portal, contact);
    const other = await makeTicket(portal, contact);
    const key = newId();
    await caller.post(`/tickets/${ticket.id}/messages`, { text: 'one' }, withKey(key));
    const ticketBody = { formId: portal.formId, subject: 's', text: 't', properties: { product: 'lamp' } };
    for (const answer of [
      await caller.post(`/tickets/${ticket.id}/messages`, { text: 'two' }, withKey(key)),
      await caller.post(`/tickets/${other.id}/messages`, { text: 'one' }, withKey(key)),
      await caller.post('/tickets', ticketBody, withKey(key)),
    ]) {
      assert.equal(answer.statusCode, 422);
      assert.equal(answer.json().code, 'idempotency-key-reused');
    }
    const missing = await caller.post('/tickets', ticketBody, withKey(''));
    assert.equal(missing.json().code, 'invalid-request');
  });

  it('makes nothing twice of what is sent again after half a year', async () => {
    const ticket = await makeTicket(portal, contact);
    const path = `/tickets/${ticket.id}/messages`;
    const key = newId();
    const first = await caller.post(path, { text: 'late' }, withKey(key));
    const { db } = await testDatabase();
    await db
      .updateTable('idempotency_keys')
      .set({ created_at: new Date(Date.now() - 183 * 86_400_000) })
      .where('key', '=', key)
      .execute();
    await deleteExpiredRows(db, new Date());
    const again = await caller.post(path, { text: 'late' }, withKey(key));
    assert.deepEqual([again.statusCode, again.json().id], [201, first.json().id]);
    assert.equal((await caller.get(path)).json().items.length, 1);
  });

  it('makes one ticket of ten requests that come at the same moment', async () => {
    const key = newId();
    const ticketBody = { formId: portal.formId, subject: 's', text: 't', properties: { product: 'lamp' } };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => caller.post('/tickets', ticketBody, withKey(key))),
    );
    assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [201]);
    assert.equal(new Set(answers.map((answer) => answer.json().id)).size, 1);
  });

  it('is not needed for a preview, which makes nothing and is limited', async () => {
    const ticket = await makeTicket(portal, contact);
    const other = await makeContact(portal);
    const who = await signIn(test, portal, other);
    const answer = await caller.post('/message-previews', { text: '**bold** <img src=x onerror=alert(1)>' });
    assert.equal(answer.statusCode, 200);
    assert.match(answer.json().html, /<strong>bold<\/strong>/);
    assert.doesNotMatch(answer.json().html, /<img/);
    assert.equal((await caller.get(`/tickets/${ticket.id}/messages`)).json().items.length, 0);
    const blank = await caller.post('/message-previews', { text: ' ' });
    assert.deepEqual(blank.json().errors, [{ pointer: '/text', code: 'required' }]);
    const statuses = [];
    for (let count = 0; count < 61; count++)
      statuses.push((await who.post('/message-previews', { text: 'x' })).statusCode);
    assert.deepEqual([...new Set(statuses)], [200, 429]);
    assert.equal(statuses.filter((status) => status === 429).length, 1);
  });

  it('is each person’s own', async () => {
    const key = newId();
    const other = await makeContact(portal);
    const [mine, theirs] = [await makeTicket(portal, contact), await makeTicket(portal, other)];
    const answer = await caller.post(`/tickets/${mine.id}/messages`, { text: 'mine' }, withKey(key));
    const who = await signIn(test, portal, other);
    const second = await who.post(`/tickets/${theirs.id}/messages`, { text: 'mine' }, withKey(key));
    assert.deepEqual([answer.statusCode, second.statusCode], [201, 201]);
    assert.notEqual(answer.json().id, second.json().id);
  });

  it('does not remember what was refused', async () => {
    const ticket = await makeTicket(portal, contact);
    const key = newId();
    const path = `/tickets/${ticket.id}/messages`;
    const refused = await caller.post(path, { text: 'x', uploadIds: [newId()] }, withKey(key));
    assert.equal(refused.statusCode, 422);
    assert.equal((await caller.post(path, { text: 'x' }, withKey(key))).statusCode, 201);
  });

  it('makes one ticket of ten that come at the same moment', async () => {
    const key = newId();
    const body = { formId: portal.formId, subject: 'Pademelon', text: 't', properties: { product: 'lamp' } };
    const answers = await Promise.all(Array.from({ length: 10 }, () => caller.post('/tickets', body, withKey(key))));
    assert.equal(new Set(answers.map((answer) => answer.json().id)).size, 1);
    assert.equal((await page(caller, '?q=pademelon')).items.length, 1);
  });
});
