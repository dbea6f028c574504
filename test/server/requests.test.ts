import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { Challenge } from '../../src/api/schema.ts';
import { addToList, setAccess } from '../../server/accounts/admission.ts';
import { countChallenge } from '../../server/accounts/attempts.ts';
import { createContact } from '../../server/accounts/set-up.ts';
import { newId } from '../../server/ids.ts';
import { deleteExpiredRows } from '../../server/stores/expired.ts';
import { ORIGIN, testApp, type TestApp } from './support/app.ts';
import { visitor, type Caller, type RequestOptions } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { BASE, field, makeForm, OPEN } from './support/forms.ts';
import { TestMails, tokenIn } from './support/mails.ts';
import { makeContact, makePortal, PASSWORD, type MadePortal } from './support/makers.ts';
import { assertSameTime } from './support/timing.ts';
import { solve } from './support/work.ts';

const SITE = 'https://docs.lumen.example';
const CHOSEN = 'a pebble under the pier';

describe('a request without an account', () => {
  let test: TestApp;
  let portal: MadePortal;
  let formId: string;
  let caller: Caller;
  let box: TestMails;
  let email: string;

  before(async () => {
    test = await testApp();
    box = new TestMails(test);
    portal = await makePortal({
      name: 'Lumen Help',
      access: 'open',
      allowed_origins: [SITE],
      conversation: 'all-threads',
    });
    formId = await openForm(portal);
  });

  beforeEach(async () => {
    caller = await visitor(test, portal);
    email = `${newId().toLowerCase()}@fjord.example`;
    box.sent.length = test.ordered.length = 0;
    test.clock.forward(3600);
  });

  const openForm = (of: MadePortal) =>
    makeForm(
      of,
      [
        { fields: [...OPEN, field('/contact/phone', 'tel')] },
        {
          fields: [
            ...BASE,
            field('/properties/product', 'text'),
            field('/consents/privacy', 'consent', { consent: { version: '1', html: { en: '<p>We keep it.</p>' } } }),
          ],
        },
      ],
      { isOpen: true, thanks: 'We answer soon.' },
    );

  async function work(by = caller) {
    const answer = await by.post('/requests/challenges', undefined);
    assert.equal(answer.statusCode, 201, answer.body);
    const challenge = answer.json<Challenge>();
    const { salt, digest, signature } = challenge;
    const number = solve(challenge);
    test.clock.forward(3);
    return { salt, digest, signature, number };
  }

  const content = (changes: object = {}) => ({
    formId,
    subject: 'Does it sync?',
    text: 'Before I **order** one.',
    contact: { name: 'Noor Haddad', email },
    ...changes,
  });
  const send = async (changes: object = {}, options: RequestOptions = {}, by = caller) =>
    by.post('/requests', { work: await work(by), ...content(changes) }, options);
  const confirm = (token: string, by = caller) => by.post('/requests/confirmations', { token });
  const rows = async () => {
    const { db } = await testDatabase();
    return db.selectFrom('requests').where('email', '=', email).selectAll().execute();
  };
  const ticketsOf = async (address: string, of = portal) => {
    const { db } = await testDatabase();
    return db
      .selectFrom('tickets')
      .innerJoin('contacts', 'contacts.id', 'tickets.contact_id')
      .where('tickets.portal_id', '=', of.id)
      .where('contacts.email', '=', address)
      .selectAll('tickets')
      .execute();
  };

  async function link(changes: object = {}, by = caller): Promise<string> {
    const answer = await send(changes, {}, by);
    assert.equal(answer.statusCode, 202, answer.body);
    return tokenIn((await box.work()).at(-1), 'confirm');
  }

  it('becomes a ticket when the address is confirmed, and is nowhere before', async () => {
    const answer = await send({
      contact: { name: ' Noor\r\n Haddad ', email: email.toUpperCase(), phone: '+31 20 555 0134' },
      properties: { product: 'plover' },
      consents: { privacy: '1' },
      context: { pageUrl: `${SITE}/sync` },
      returnTo: `${SITE}/sync`,
    });
    assert.deepEqual([answer.statusCode, answer.body], [202, '']);
    assert.deepEqual(await ticketsOf(email), []);
    const { db } = await testDatabase();
    assert.equal((await db.selectFrom('contacts').where('email', '=', email).select('id').execute()).length, 0);
    const [mail] = await box.work();
    assert.equal(mail?.to.address, email);
    assert.equal(mail?.subject, 'Confirm your request to Lumen Help');
    assert.match(mail?.text ?? '', new RegExp(`${SITE}/sync#/confirm/`));

    const done = await confirm(tokenIn(mail, 'confirm'));
    const [ticket, ...others] = await ticketsOf(email);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [done.statusCode, done.json()],
      [200, { number: ticket?.number, subject: 'Does it sync?', thanks: 'We answer soon.' }],
    );
    assert.equal(done.headers['set-cookie'], undefined);
    assert.deepEqual([ticket?.properties, ticket?.context], [{ product: 'plover' }, { pageUrl: `${SITE}/sync` }]);
    assert.deepEqual([ticket?.inbox_id, ticket?.stage_id], [portal.inboxId, portal.openStageId]);
    const message = await db
      .selectFrom('messages')
      .where('ticket_id', '=', ticket?.id ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
    assert.deepEqual(
      [message.channel, message.author_kind, message.author_name, message.html],
      ['form', 'customer', 'Noor Haddad', '<p>Before I <strong>order</strong> one.</p>'],
    );
    const contact = await db.selectFrom('contacts').where('email', '=', email).selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([contact.name, contact.properties], ['Noor Haddad', { phone: '+31 20 555 0134' }]);
    const consents = await db.selectFrom('form_consents').where('contact_id', '=', contact.id).selectAll().execute();
    assert.deepEqual(
      consents.map(({ name, version, ticket_id }) => [name, version, ticket_id]),
      [['privacy', '1', ticket?.id]],
    );
    // What was written is kept as a ticket, and not beside it.
    assert.deepEqual(
      (await rows()).map((row) => row.content),
      [null],
    );
  });

  it('is among the tickets of whoever registers with the address, or has it already', async () => {
    await confirm(await link());
    const [ticket] = await ticketsOf(email);
    await caller.post('/registrations', { name: 'Noor', email, password: CHOSEN });
    await caller.post('/registrations/complete', { token: tokenIn((await box.work())[0], 'verify'), password: CHOSEN });
    assert.equal((await caller.signIn(email, CHOSEN)).statusCode, 201);
    const { items } = (await caller.get('/tickets')).json();
    assert.deepEqual([items.length, items[0].id], [1, ticket?.id]);

    const mika = await makeContact(portal);
    const browser = await visitor(test, portal);
    await browser.signIn(mika.email);
    const token = await link({ contact: { name: 'Not Mika', email: mika.email } });
    assert.deepEqual((await browser.get('/tickets')).json().items, []);
    assert.equal((await browser.get('/events/recent?seconds=3600')).body.includes('ticket-created'), false);
    await confirm(token);
    const own = (await browser.get('/tickets')).json().items;
    assert.deepEqual([own.length, own[0].requester?.name ?? mika.name], [1, mika.name]);
    assert.equal((await browser.get('/session')).json().person.name, mika.name);
  });

  it('is confirmed once, however often and at the same moment', async () => {
    const token = await link();
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)]);
    const again = await confirm(token);
    for (const answer of answers) assert.deepEqual([answer.statusCode, answer.body], [200, again.body]);
    assert.equal((await ticketsOf(email)).length, 1);
  });

  it('of two from one new address at the same moment makes one contact', async () => {
    const tokens = [await link(), await link()];
    const answers = await Promise.all(tokens.map((token) => confirm(token)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    assert.equal(new Set((await ticketsOf(email)).map(({ contact_id }) => contact_id)).size, 1);
    assert.equal((await ticketsOf(email)).length, 2);
  });

  it('is forgotten when nobody confirms it, and so is its link', async () => {
    const { db } = await testDatabase();
    const token = await link();
    const elsewhere = await visitor(test, await makePortal());
    assert.equal((await confirm(token, elsewhere)).json().code, 'link-expired');
    test.clock.forward(24 * 3600 + 1);
    for (const bad of [token, 'x'.repeat(43)]) {
      const answer = await confirm(bad);
      assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-expired']);
    }
    await deleteExpiredRows(db, test.clock.now());
    assert.deepEqual(await rows(), []);
    assert.deepEqual(await ticketsOf(email), []);
    const used = await db.selectFrom('used_work').where('expires_at', '<', test.clock.now()).selectAll().execute();
    assert.deepEqual(used, []);
  });

  it('with the same Idempotency-Key mails once, with other work too', async () => {
    const options = { headers: { 'Idempotency-Key': newId() } };
    const done = await work();
    const both = await Promise.all([1, 2].map(() => caller.post('/requests', { work: done, ...content() }, options)));
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode),
      [202, 202],
    );
    assert.equal((await send({}, options)).statusCode, 202);
    assert.equal(test.ordered.length, 1);
    assert.equal((await send({ text: 'Another' }, options)).json().code, 'idempotency-key-reused');
    await confirm(tokenIn((await box.work())[0], 'confirm'));
    assert.equal((await send({}, options)).statusCode, 202);
    assert.equal(test.ordered.length, 0);
    assert.equal((await ticketsOf(email)).length, 1);
  });

  it('needs work that is right, new and not too quick', async () => {
    const good = await work();
    const attempts: [work: object, code: string][] = [
      [{ ...good, number: good.number + 1 }, 'work-refused'],
      [{ ...good, signature: '0'.repeat(64) }, 'work-refused'],
      [{ ...good, signature: 'zz' }, 'work-refused'],
      [{ ...good, digest: good.digest.toUpperCase().slice(1) }, 'work-refused'],
      [{ ...good, salt: good.salt.replace(/expires=\d+/, 'expires=9999999999') }, 'work-refused'],
      [{ ...good, salt: `${good.salt}1`, number: Number(String(good.number).slice(1)) }, 'work-refused'],
      [{ ...good, number: -1 }, 'validation-failed'],
      [{ ...good, number: 1.5 }, 'validation-failed'],
      [{ ...good, number: '5' }, 'validation-failed'],
      [{ ...good, salt: 'x'.repeat(301) }, 'validation-failed'],
    ];
    for (const [tried, code] of attempts) {
      const answer = await caller.post('/requests', { work: tried, ...content() });
      assert.deepEqual([answer.statusCode, answer.json().code], [422, code], JSON.stringify(tried));
    }
    const elsewhere = await makePortal();
    const there = await visitor(test, elsewhere);
    const foreign = await there.post('/requests', { work: good, ...content({ formId: await openForm(elsewhere) }) });
    assert.equal(foreign.json().code, 'work-refused');
    assert.equal((await caller.post('/requests', { work: good, ...content() })).statusCode, 202);
    assert.equal(
      (await caller.post('/requests', { work: good, ...content({ text: 'Again' }) })).json().code,
      'work-refused',
    );
    const old = await work();
    test.clock.forward(3600);
    assert.equal((await caller.post('/requests', { work: old, ...content() })).json().code, 'work-refused');

    const quick = (await caller.post('/requests/challenges', undefined)).json<Challenge>();
    const { salt, digest, signature, notBefore } = quick;
    assert.equal(notBefore, 3);
    test.clock.forward(1);
    const answer = await caller.post('/requests', {
      work: { salt, digest, signature, number: solve(quick) },
      ...content(),
    });
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'too-soon']);
    assert.ok([2, 3].includes(answer.json().retryAfter), answer.body);
    assert.equal(test.ordered.length, 1);
  });

  it('uses work once, at the same moment too', async () => {
    const good = await work();
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((text) => caller.post('/requests', { work: good, ...content({ text }) })),
    );
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [202, 422, 422]);
    assert.deepEqual([test.ordered.length, (await rows()).length], [1, 1]);
  });

  it('is nothing when its mail cannot be ordered, and its work is still good', async () => {
    let isBroken = true;
    const enqueue = async () => {
      if (isBroken) throw new Error('the queue is away');
    };
    const broken = await testApp({ jobs: { enqueue } });
    const by = await visitor(broken, portal);
    const options = { headers: { 'Idempotency-Key': newId() } };
    const challenge = (await by.post('/requests/challenges', undefined)).json<Challenge>();
    const { salt, digest, signature } = challenge;
    const body = { work: { salt, digest, signature, number: solve(challenge) }, ...content() };
    broken.clock.forward(3);
    assert.equal((await by.post('/requests', body, options)).statusCode, 500);
    assert.deepEqual(await rows(), []);
    isBroken = false;
    assert.equal((await by.post('/requests', body, options)).statusCode, 202);
    assert.equal((await rows()).length, 1);
  });

  it('keeps its work when the form was filled in wrongly', async () => {
    const good = await work();
    const wrong = await caller.post('/requests', {
      work: good,
      ...content({ subject: ' ', contact: { email: 'nobody' } }),
    });
    assert.deepEqual(wrong.json().errors, [
      { pointer: '/subject', code: 'required' },
      { pointer: '/contact/name', code: 'required' },
      { pointer: '/contact/email', code: 'invalid' },
    ]);
    assert.equal((await caller.post('/requests', { work: good, ...content() })).statusCode, 202);
  });

  it('is more work the more come from one network', async () => {
    const { db } = await testDatabase();
    const attempt = { portalId: portal.id, remoteAddress: '127.0.0.1' };
    const most = new Map<number, number>();
    for (let count = 1; count <= 200; count += 1) {
      if ([1, 9, 10, 20, 160, 200].includes(count))
        most.set(count, (await caller.post('/requests/challenges', undefined)).json<Challenge>().maxNumber);
      else await countChallenge(db, attempt, test.clock.now());
    }
    assert.deepEqual([...most.values()], [50_000, 50_000, 100_000, 200_000, 1_600_000, 1_600_000]);
    const flood = await caller.post('/requests/challenges', undefined);
    assert.deepEqual([flood.statusCode, flood.json().code], [429, 'rate-limited']);
  });

  it('asks to wait after three to one address, and after twenty from one', async () => {
    for (let count = 0; count < 3; count += 1) assert.equal((await send()).statusCode, 202);
    assert.equal((await send()).json().code, 'too-many-attempts');
    const answers = [];
    for (let count = 0; count < 17; count += 1)
      answers.push(await send({ contact: { name: 'N', email: `n${count}-${email}` } }));
    assert.deepEqual([answers[15]?.statusCode, answers[16]?.statusCode], [202, 429]);
  });

  it('of a program that fills in everything is answered like any other, and is nothing', async () => {
    const answers = [await send({ website: 'https://spam.example' }), await send()];
    assert.deepEqual(
      answers.map(({ statusCode, body, headers }) => [statusCode, body, Object.keys(headers).sort().join()]),
      [1, 2].map(() => [202, '', Object.keys(answers[0]!.headers).sort().join()]),
    );
    assert.deepEqual([test.ordered.length, (await rows()).length], [1, 1]);
  });

  it('takes as long for an address that is known as for one that is not', async () => {
    const known = await makeContact(portal);
    const { challenges } = test.options.ports;
    const start = test.clock.now().getTime();
    // Solved before the time is taken, each for the moment at which it is sent.
    const done = Array.from({ length: 82 }, (_, place) => {
      const challenge = challenges.make(portal.id, 1, new Date(start + (place + 1) * 901_000 - 60_000));
      const { salt, digest, signature } = challenge;
      return { salt, digest, signature, number: solve(challenge) };
    });
    const asks = (address: string) => async () => {
      test.clock.forward(901);
      const body = { work: done.shift(), ...content({ contact: { name: 'N', email: address } }) };
      const answer = await caller.post('/requests', body);
      assert.equal(answer.statusCode, 202, answer.body);
    };
    await assertSameTime(asks(known.email), asks(email));
  });

  it('tells by its mail nothing of what was typed, and by no log who wrote', async () => {
    const evil = '<a href="https://evil.example">Win</a>';
    const token = await link({
      subject: evil,
      text: evil,
      contact: { name: evil, email },
      returnTo: 'https://evil.example/',
    });
    await confirm(token);
    assert.doesNotMatch(JSON.stringify(box.sent), /evil|Win/);
    assert.match(box.sent[0]?.text ?? '', new RegExp(`${ORIGIN}/${portal.slug}#/confirm/`));
    const { db } = await testDatabase();
    const links = await db
      .selectFrom('request_links')
      .innerJoin('requests', 'requests.id', 'request_id')
      .where('email', '=', email)
      .select('token_hash')
      .execute();
    assert.equal(links.length, 1);
    assert.doesNotMatch(JSON.stringify(links), new RegExp(token));
    assert.doesNotMatch(test.log.join(''), new RegExp(`${token}|${email}|evil`));
    assert.doesNotMatch(JSON.stringify(test.ordered), new RegExp(token));
    const [ticket] = await ticketsOf(email);
    const message = await db
      .selectFrom('messages')
      .where('ticket_id', '=', ticket?.id ?? '')
      .select('html')
      .executeTakeFirst();
    assert.doesNotMatch(message?.html ?? '', /<a [^>]*href="https:\/\/evil[^>]*>Win<\/a>.*<script/);
  });

  it('speaks the language of the mail’s reader', async () => {
    await send({}, { headers: { 'Accept-Language': 'fi' } });
    assert.equal((await box.work())[0]?.subject, 'Vahvista pyyntösi palveluun Lumen Help');
  });

  it('is for open forms only, and where mails are sent', async () => {
    const form = (await caller.get(`/requests/forms/${formId}`)).json();
    assert.deepEqual(
      form.sections[0].fields.map(({ pointer }: { pointer: string }) => pointer),
      ['/contact/name', '/contact/email', '/contact/phone'],
    );
    assert.equal((await caller.get(`/requests/forms/${portal.formId}`)).statusCode, 404);
    const closed = await send({ formId: portal.formId, properties: { product: 'lamp' } });
    assert.deepEqual(closed.json().errors, [{ pointer: '/formId', code: 'unknown-value' }]);
    const isOpen = async (by: Caller) =>
      (await by.get('/portal')).json().forms.map((one: { isOpen: boolean }) => one.isOpen);
    assert.deepEqual(await isOpen(caller), [false, true]);
    const silent = await visitor(await testApp({ sendsMail: false }), portal);
    assert.deepEqual(await isOpen(silent), [false, false]);
    for (const answer of [
      await silent.get(`/requests/forms/${formId}`),
      await silent.post('/requests/challenges', undefined),
      await silent.post('/requests', { work: await work(), ...content() }),
    ])
      assert.equal(answer.statusCode, 404);
  });

  it('that was filled in by the form of yesterday says so', async () => {
    const answer = await send({ formVersion: '0', properties: { gone: 'x' } });
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'form-changed']);
    assert.equal((await send({ formVersion: '0' })).statusCode, 202);
  });

  it('survives the form that it was written with', async () => {
    const own = await openForm(portal);
    const token = await link({ formId: own });
    const { db } = await testDatabase();
    await db.deleteFrom('forms').where('name', '=', own).execute();
    assert.equal((await confirm(token)).json().thanks, 'We answer soon.');
  });

  it('leaves nothing half done when writing the ticket fails', async () => {
    const { db } = await testDatabase();
    const token = await link();
    const next = await db
      .selectFrom('portals')
      .where('id', '=', portal.id)
      .select('next_ticket_number')
      .executeTakeFirstOrThrow();
    const desk = test.options.ports.desk;
    const open = desk.openTicket.bind(desk);
    desk.openTicket = async (requester, ticket, transaction) => {
      await open(requester, ticket, transaction);
      throw new Error('the power went');
    };
    try {
      assert.equal((await confirm(token)).statusCode, 500);
    } finally {
      desk.openTicket = open;
    }
    assert.deepEqual(await ticketsOf(email), []);
    assert.equal((await db.selectFrom('contacts').where('email', '=', email).select('id').execute()).length, 0);
    assert.equal((await confirm(token)).json().number, next.next_ticket_number);
  });

  describe('where not everybody may come in', () => {
    const enters = async (of: MadePortal, address: string) => {
      const browser = await visitor(test, of);
      await browser.post('/sign-in-links', { email: address });
      const token = tokenIn((await box.work()).at(-1), 'link');
      return browser.post('/session', { link: { token } });
    };

    it('reaches the team, and lets nobody in who is not one of the contacts', async () => {
      const { db } = await testDatabase();
      const closed = await makePortal({ access: 'contacts', email_link: true });
      const there = await visitor(test, closed);
      await confirm(await link({ formId: await openForm(closed) }, there), there);
      assert.equal((await ticketsOf(email, closed)).length, 1);
      assert.equal((await there.post('/registrations', { name: 'N', email, password: CHOSEN })).statusCode, 404);
      const refused = await enters(closed, email);
      assert.deepEqual([refused.statusCode, refused.json().code], [403, 'access-denied']);
      // An administrator may make them one.
      await createContact(db, { portal: closed.slug, email, name: 'Noor', company: null, password: PASSWORD });
      await there.signIn(email);
      assert.equal((await there.get('/tickets')).json().items.length, 1);
      await assert.rejects(
        createContact(db, { portal: closed.slug, email, name: 'Noor', company: null, password: PASSWORD }),
        /already/,
      );
    });

    it('lets in who is put on a list, and no guest after the door is closed', async () => {
      const { db } = await testDatabase();
      const listed = await makePortal({ access: 'lists', email_link: true });
      const there = await visitor(test, listed);
      await confirm(await link({ formId: await openForm(listed) }, there), there);
      assert.equal((await enters(listed, email)).json().code, 'access-denied');
      const member = { portal: listed.slug, list: 'customers', email, name: null, page: null, language: null };
      await setAccess(db, { portal: listed.slug, access: 'lists', lists: ['customers'], adminEmails: undefined });
      await addToList(test.options.ports, member, null);
      assert.equal((await enters(listed, email)).statusCode, 201);

      const open = await makePortal({ access: 'open', email_link: true });
      const here = await visitor(test, open);
      await confirm(await link({ formId: await openForm(open) }, here), here);
      assert.equal((await enters(open, email)).statusCode, 201);
      const sessions = () => db.selectFrom('sessions').where('portal_id', '=', open.id).select('id').execute();
      assert.equal((await sessions()).length, 1);
      await setAccess(db, { portal: open.slug, access: 'contacts', lists: [], adminEmails: undefined });
      assert.equal((await sessions()).length, 0);
      assert.equal((await enters(open, email)).json().code, 'access-denied');
    });
  });
});
