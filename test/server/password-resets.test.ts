import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { sendMail } from '../../server/mail/send-mail.ts';
import type { PasswordResetOrder } from '../../server/mail/order.ts';
import type { Mail } from '../../server/mail/transport.ts';
import { returnPage } from '../../server/policies/return-to.ts';
import { ORIGIN, testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { assertSameTime } from './support/timing.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const NEW_PASSWORD = 'a pebble under the pier';

describe('a forgotten password', () => {
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;
  const sent: Mail[] = [];

  before(async () => {
    test = await testApp();
    portal = await makePortal({ name: 'Lumen Help', allowed_origins: ['https://docs.lumen.example'] });
  });

  beforeEach(async () => {
    contact = await makeContact(portal);
    caller = await visitor(test, portal);
    sent.length = test.ordered.length = 0;
    test.clock.forward(3600);
  });

  /** Does the jobs that were ordered. */
  async function work(): Promise<void> {
    const { db } = await testDatabase();
    const transport = { send: async (mail: Mail) => void sent.push(mail), close: async () => {} };
    const handle = sendMail({ db, demo: false, transport, clock: test.clock.now });
    for (const [index, { name, data }] of test.ordered.splice(0).entries()) {
      assert.equal(name, 'send-mail');
      await handle(data as PasswordResetOrder, { id: `job-${index}` });
    }
  }

  const ask = (email: string, returnTo?: string) => caller.post('/password-resets', { email, returnTo });
  const complete = (token: string, password = NEW_PASSWORD) =>
    caller.post('/password-resets/complete', { token, password });
  const tokenOf = (mail: Mail | undefined) => /#\/reset\/([\w-]{43})\b/.exec(mail?.text ?? '')?.[1] ?? '';

  async function link(): Promise<string> {
    assert.equal((await ask(contact.email)).statusCode, 202);
    await work();
    return tokenOf(sent.at(-1));
  }

  it('is replaced by the link of a mail', async () => {
    assert.equal((await caller.get('/portal')).json().passwordReset, true);
    const token = await link();
    assert.match(sent[0]?.text ?? '', new RegExp(`${ORIGIN}/${portal.slug}#/reset/`));
    assert.equal(sent[0]?.to.address, contact.email);
    assert.equal((await complete(token)).statusCode, 204);
    assert.equal((await caller.signIn(contact.email, PASSWORD)).statusCode, 401);
    assert.equal((await caller.signIn(contact.email, NEW_PASSWORD)).statusCode, 201);
    await work();
    assert.equal(sent.at(-1)?.subject, 'Your password for Lumen Help was changed');
    assert.equal(tokenOf(sent.at(-1)), '');
  });

  it('is not offered where no mail is sent', async () => {
    const silent = await testApp({ sendsMail: false });
    const someone = await visitor(silent, portal);
    assert.equal((await someone.get('/portal')).json().passwordReset, false);
    assert.equal((await someone.post('/password-resets', { email: contact.email })).statusCode, 404);
  });

  it('says the same of an account that is there and of one that is not', async () => {
    const passwordless = await makeContact(portal, { password_hash: null });
    const known = await ask(contact.email);
    for (const email of ['nobody@lumen.example', passwordless.email]) {
      const unknown = await ask(email);
      assert.deepEqual([unknown.statusCode, unknown.body], [known.statusCode, known.body]);
      assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(known.headers).sort());
    }
    assert.equal(test.ordered.length, 3);
    await work();
    assert.deepEqual(
      sent.map(({ to }) => to.address),
      [contact.email],
    );
  });

  it('takes as long for an account that is there as for one that is not', async () => {
    const asks = (email: string) => async () => {
      test.clock.forward(901);
      assert.equal((await ask(email)).statusCode, 202);
    };
    await assertSameTime(asks(contact.email), asks('nobody@lumen.example'));
  });

  it('asks to wait after three links, for an account that is there or not', async () => {
    for (const email of [contact.email, 'never@lumen.example']) {
      for (let count = 0; count < 3; count += 1) assert.equal((await ask(email)).statusCode, 202);
      const fourth = await ask(email);
      assert.equal(fourth.statusCode, 429);
      assert.equal(fourth.json().code, 'too-many-attempts');
    }
    test.clock.forward(901);
    assert.equal((await ask(contact.email)).statusCode, 202);
  });

  it('asks one address to wait that asks for many accounts', async () => {
    const answers = [];
    for (let count = 0; count < 21; count += 1) answers.push(await ask(`somebody-${count}@lumen.example`));
    assert.deepEqual([answers[19]?.statusCode, answers[20]?.statusCode], [202, 429]);
  });

  it('keeps only a hash of the link, and orders no secret', async () => {
    await ask(contact.email);
    assert.equal(/token/.test(JSON.stringify(test.ordered)), false);
    await work();
    const { db } = await testDatabase();
    const [row] = await db.selectFrom('password_resets').where('contact_id', '=', contact.id).selectAll().execute();
    assert.equal(Buffer.from(row?.token_hash ?? []).length, 32);
    assert.equal(JSON.stringify(row).includes(tokenOf(sent[0])), false);
  });

  it('refuses a link that was used, is too old, belongs to another portal or never was one', async () => {
    const used = await link();
    await complete(used);
    const old = await link();
    const other = await visitor(test, await makePortal());
    const elsewhere = await other.post('/password-resets/complete', { token: old, password: NEW_PASSWORD });
    assert.equal(elsewhere.json().code, 'link-expired');
    test.clock.forward(30 * 60 + 1);
    for (const token of [used, old, 'x'.repeat(43)]) {
      const answer = await complete(token);
      assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-expired']);
    }
  });

  it('lets one of two win who use a link at the same moment', async () => {
    const token = await link();
    const answers = await Promise.all([
      complete(token, 'the first of the two'),
      complete(token, 'the other of the two'),
    ]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 410]);
    const winner = answers[0]?.statusCode === 204 ? 'the first of the two' : 'the other of the two';
    assert.equal((await caller.signIn(contact.email, winner)).statusCode, 201);
  });

  it('lets one of two win who use two links of one account at the same moment', async () => {
    const tokens = [await link(), await link()];
    const answers = await Promise.all(tokens.map((token) => complete(token)));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 410]);
  });

  it('ends every session and every other link', async () => {
    const before = await signIn(test, portal, contact);
    const stranger = await signIn(test, portal, await makeContact(portal));
    const [first, second] = [await link(), await link()];
    assert.equal((await complete(second)).statusCode, 204);
    assert.equal((await before.get('/session')).json().code, 'session-expired');
    assert.equal((await stranger.get('/session')).statusCode, 200);
    assert.equal((await complete(first)).json().code, 'link-expired');
  });

  it('asks for ten characters that not everybody uses, and for nothing else', async () => {
    const token = await link();
    const faultOf = async (password: string) => (await complete(token, password)).json().errors?.[0];
    assert.deepEqual(await faultOf('nine char'), { pointer: '/password', code: 'too-short', limit: 10 });
    assert.deepEqual(await faultOf('Password123'), { pointer: '/password', code: 'too-common' });
    assert.deepEqual(await faultOf('x'.repeat(1025)), { pointer: '/password', code: 'too-long', limit: 1024 });
    assert.equal((await complete(token, 'éèêëēėęäöü')).statusCode, 204);
  });

  it('does not take ten thousand characters to its heart', async () => {
    const answer = await complete(await link(), 'p'.repeat(10_000));
    assert.equal(answer.json().errors[0].code, 'too-long');
  });

  it('leads back to the portal’s own web sites, and nowhere else', async () => {
    await ask(contact.email, 'https://docs.lumen.example/pairing?part=2#here');
    await ask(contact.email, 'https://evil.example/');
    await work();
    assert.match(sent[0]?.text ?? '', /https:\/\/docs\.lumen\.example\/pairing\?part=2#\/reset\//);
    assert.match(sent[1]?.text ?? '', new RegExp(`${ORIGIN}/${portal.slug}#/reset/`));
    const places = { address: 'https://help.example/desk', origins: ['https://docs.example'] };
    for (const wished of [
      'https://docs.example.evil.example/',
      'https://docs.example@evil.example/',
      'https://somebody:secret@docs.example/',
      'http://docs.example/',
      '//docs.example/',
      '/\\evil.example',
      'javascript:alert(1)//https://docs.example',
      'data:text/html,x',
      'not an address',
      '',
    ]) {
      assert.equal(returnPage(wished, places), places.address, wished);
    }
    assert.equal(returnPage('https://help.example/else#x', places), 'https://help.example/else');
  });

  it('speaks the language the request likes best', async () => {
    await caller.post('/password-resets', { email: contact.email }, { headers: { 'Accept-Language': 'fi, en;q=0.5' } });
    await work();
    assert.equal(sent[0]?.subject, 'Uusi salasana: Lumen Help');
  });

  it('sends nothing when half an hour has passed before it could', async () => {
    await ask(contact.email);
    test.clock.forward(31 * 60);
    await work();
    assert.deepEqual(sent, []);
  });
});
