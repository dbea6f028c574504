import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { testApp, type TestApp } from './support/app.ts';
import { visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails } from './support/mails.ts';
import { makeContact, makePortal, type MadeContact, type MadePortal } from './support/makers.ts';
import { assertSameTime } from './support/timing.ts';

const FIREFOX = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };

describe('a link that signs in', () => {
  let test: TestApp;
  let mails: TestMails;
  let portal: MadePortal;
  let contact: MadeContact;
  let asker: Caller;
  let reader: Caller;

  before(async () => {
    test = await testApp();
    mails = new TestMails(test);
    portal = await makePortal({
      name: 'Lumen Help',
      email_link: true,
      allowed_origins: ['https://docs.lumen.example'],
    });
  });

  beforeEach(async () => {
    contact = await makeContact(portal);
    asker = await visitor(test, portal);
    reader = await visitor(test, portal);
    test.ordered.length = 0;
    test.clock.forward(3600);
  });

  const ask = (email = contact.email, caller = asker) => caller.post('/sign-in-links', { email }, { headers: FIREFOX });
  const enter = (link: object, caller = asker) => caller.post('/session', { link });
  const open = (token: string, caller = reader) => caller.post('/sign-in-links/open', { token });

  async function asked(): Promise<{ linkId: string; token: string }> {
    const answer = await ask();
    assert.equal(answer.statusCode, 202);
    return { linkId: answer.json().linkId, token: await mails.tokenFor(contact.email, 'link') };
  }

  const refused = (answer: { statusCode: number; json: () => { code: string } }) =>
    assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-expired']);

  it('is offered where the portal wants it and mails are sent', async () => {
    assert.deepEqual((await asker.get('/portal')).json().signIn, ['password', 'email-link']);
    const without = await visitor(test, await makePortal());
    const silent = await visitor(await testApp({ sendsMail: false }), portal);
    for (const caller of [without, silent]) {
      assert.deepEqual((await caller.get('/portal')).json().signIn, ['password']);
      assert.equal((await caller.post('/sign-in-links', { email: contact.email })).statusCode, 404);
      refused(await caller.post('/session', { link: { token: 'x'.repeat(43) } }));
    }
  });

  it('signs in once, in the browser that asked', async () => {
    const { token } = await asked();
    const answer = await enter({ token });
    assert.equal(answer.statusCode, 201);
    assert.equal(answer.json().session.person.email, contact.email);
    refused(await enter({ token }));
    refused(await open(token));
  });

  it('signs nobody in twice who come at once', async () => {
    const { token } = await asked();
    const answers = await Promise.all([enter({ token }), enter({ token }), enter({ token })]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 410, 410]);
  });

  it('shows a code in another browser, for the first one', async () => {
    const { linkId, token } = await asked();
    assert.equal((await enter({ token }, reader)).json().code, 'link-other-browser');
    const opened = await open(token);
    assert.equal(opened.statusCode, 200);
    const { code, device } = opened.json();
    assert.match(code, /^\d{6}$/);
    assert.deepEqual(device, { browser: 'Firefox', system: 'Windows' });
    // Opened again, by a mail program that looks at links too, it is the same.
    assert.equal((await open(token)).json().code, code);
    refused(await enter({ linkId, code }, reader));
    assert.equal((await enter({ linkId, code })).statusCode, 201);
    refused(await enter({ linkId, code }));
    refused(await enter({ token }));
  });

  it('takes no code before the link was opened elsewhere', async () => {
    const { linkId, token } = await asked();
    const { db } = await testDatabase();
    const [row] = await db.selectFrom('sign_in_link_tokens').where('link_id', '=', linkId).selectAll().execute();
    assert.equal(row?.code_hash, null);
    const answer = await enter({ linkId, code: '000000' });
    assert.deepEqual(answer.json().errors, [{ pointer: '/link/code', code: 'invalid' }]);
    const { code } = (await open(token)).json();
    assert.equal((await enter({ linkId, code })).statusCode, 201);
  });

  it('ends at the fifth wrong code, the right one after it included, also when they come at once', async () => {
    const { linkId, token } = await asked();
    const { code } = (await open(token)).json();
    const wrong = code === '123456' ? '654321' : '123456';
    const answers = await Promise.all(Array.from({ length: 8 }, () => enter({ linkId, code: wrong })));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [410, 410, 410, 422, 422, 422, 422, 422]);
    refused(await enter({ linkId, code }));
    refused(await enter({ token }));
    refused(await open(token));
  });

  it('limits the codes for one account over many links', async () => {
    const statuses: number[] = [];
    for (let links = 0; links < 3; links += 1) {
      asker = await visitor(test, portal);
      const { linkId, token } = await asked();
      await open(token);
      for (let tries = 0; tries < 4; tries += 1) statuses.push((await enter({ linkId, code: '000001' })).statusCode);
    }
    assert.equal(statuses.filter((status) => status === 429).length, 2);
  });

  it('says the same of an address that is known and of one that is not', async () => {
    const known = await ask();
    const unknown = await ask('nobody@lumen.example');
    assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(known.headers).sort());
    assert.deepEqual([unknown.statusCode, Object.keys(unknown.json())], [202, Object.keys(known.json())]);
    await mails.work();
    const codes = async (linkId: string) => {
      const answers = [];
      for (let count = 0; count < 6; count += 1) answers.push(await enter({ linkId, code: '000000' }));
      return answers.map((answer) => [answer.statusCode, answer.json().code, answer.json().errors]);
    };
    assert.deepEqual(await codes(unknown.json().linkId), await codes(known.json().linkId));
  });

  it('takes as long for an address that is known as for one that is not', async () => {
    const someone = await makeContact(portal);
    const asks = (email: string) => async () => {
      test.clock.forward(3600);
      assert.equal((await ask(email)).statusCode, 202);
    };
    await assertSameTime(asks(someone.email), asks('nobody@lumen.example'));
  });

  it('stays good when another is asked for, and is the same link', async () => {
    const first = await asked();
    test.clock.forward(60);
    const second = await asked();
    assert.equal(second.linkId, first.linkId);
    const { code } = (await open(first.token)).json();
    assert.notEqual((await open(second.token)).json().code, code);
    assert.equal((await enter({ linkId: second.linkId, code })).statusCode, 201);
    refused(await enter({ token: second.token }));
  });

  it('is good for fifteen minutes, each mail by itself, and in its portal alone', async () => {
    const first = await asked();
    const other = await visitor(test, await makePortal({ email_link: true }));
    refused(await enter({ token: first.token }, other));
    refused(await open(first.token, other));
    test.clock.forward(10 * 60);
    const second = await asked();
    test.clock.forward(5 * 60 + 1);
    refused(await enter({ token: first.token }));
    assert.equal((await enter({ token: second.token })).statusCode, 201);
    const late = await asked();
    test.clock.forward(15 * 60 + 1);
    refused(await enter({ token: late.token }));
    refused(await open(late.token));
  });

  it('is not written to anybody after its time', async () => {
    await ask();
    test.clock.forward(15 * 60 + 1);
    assert.deepEqual(await mails.work(), []);
  });

  it('asks to wait after five links for one account, known or not, and after many from one address', async () => {
    for (const email of [contact.email, 'never@lumen.example']) {
      for (let count = 0; count < 5; count += 1) assert.equal((await ask(email)).statusCode, 202);
      assert.equal((await ask(email)).json().code, 'too-many-attempts');
    }
    test.clock.forward(901);
    const answers = [];
    for (let count = 0; count < 21; count += 1) answers.push(await ask(`somebody-${count}@lumen.example`));
    assert.deepEqual([answers[19]?.statusCode, answers[20]?.statusCode], [202, 429]);
  });

  it('is kept as a hash, and no secret is ordered or logged', async () => {
    await ask();
    const orders = JSON.stringify(test.ordered);
    const token = await mails.tokenFor(contact.email, 'link');
    const { code } = (await open(token)).json();
    const { db } = await testDatabase();
    const rows = JSON.stringify([
      await db.selectFrom('sign_in_links').selectAll().execute(),
      await db.selectFrom('sign_in_link_tokens').selectAll().execute(),
    ]);
    assert.equal(token.length, 43);
    for (const secret of [token, `"${code}"`]) {
      for (const place of [orders, rows, test.log.join('')]) assert.equal(place.includes(secret), false);
    }
    assert.equal(rows.includes(contact.email), false);
  });

  it('needs a proof, and gives no session to a key that has none', async () => {
    const { app } = test;
    const payload = { email: contact.email };
    const answer = await app.inject({ method: 'POST', url: `/${portal.slug}/api/v1/sign-in-links`, payload });
    assert.equal(answer.json().code, 'proof-invalid');
  });

  it('clears the mark of a contact whose mail came back', async () => {
    const { db } = await testDatabase();
    const marked = { mail_failed_at: test.clock.now() };
    await db.updateTable('contacts').set(marked).where('id', '=', contact.id).execute();
    const { token } = await asked();
    await enter({ token });
    const row = await db.selectFrom('contacts').where('id', '=', contact.id).selectAll().executeTakeFirst();
    assert.equal(row?.mail_failed_at, null);
  });
});

describe('a sign-in with a device that is not known', () => {
  const SAFARI = {
    'User-Agent':
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Safari/605',
  };
  let test: TestApp;
  let mails: TestMails;
  let portal: MadePortal;

  before(async () => {
    test = await testApp();
    mails = new TestMails(test);
    portal = await makePortal({ name: 'Lumen Help' });
  });

  async function enter(contact: MadeContact, headers: Record<string, string>) {
    const caller = await visitor(test, portal);
    assert.equal((await caller.signIn(contact.email, undefined, { headers })).statusCode, 201);
    return mails.work();
  }

  it('is told by mail, unless it is the first, and again after ninety days', async () => {
    const contact = await makeContact(portal);
    assert.deepEqual(await enter(contact, FIREFOX), []);
    assert.deepEqual(await enter(contact, FIREFOX), []);
    const [mail] = await enter(contact, SAFARI);
    assert.equal(mail?.subject, 'A new sign-in to Lumen Help');
    assert.match(mail.text, /with Safari on macOS on .* UTC\./);
    assert.deepEqual(await enter(contact, SAFARI), []);
    test.clock.forward(91 * 24 * 3600);
    assert.equal((await enter(contact, FIREFOX)).length, 1);
    assert.deepEqual(await enter(contact, FIREFOX), []);
  });

  it('is told in the language the person chose', async () => {
    const contact = await makeContact(portal, { language: 'fi' });
    await enter(contact, FIREFOX);
    const [mail] = await enter(contact, SAFARI);
    assert.equal(mail?.subject, 'Uusi kirjautuminen: Lumen Help');
  });

  it('is not told to an address that mail came back from; what is asked for is sent there', async () => {
    const contact = await makeContact(portal);
    await enter(contact, FIREFOX);
    const { db } = await testDatabase();
    const marked = { mail_failed_at: test.clock.now() };
    await db.updateTable('contacts').set(marked).where('id', '=', contact.id).execute();
    assert.deepEqual(await enter(contact, SAFARI), []);
    const caller = await visitor(test, portal);
    await caller.post('/password-resets', { email: contact.email });
    const [mail] = await mails.work();
    assert.equal(mail?.to.address, contact.email);
  });
});
