import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails } from './support/mails.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

let count = 0;
const freshEmail = () => `fresh-${(count += 1)}@lumen.example`;

describe('another e-mail address', () => {
  let test: TestApp;
  let mails: TestMails;
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;
  let anyone: Caller;
  let email: string;

  before(async () => {
    test = await testApp();
    mails = new TestMails(test);
    portal = await makePortal({ name: 'Lumen Help', email_link: true });
  });

  beforeEach(async () => {
    test.clock.forward(3600);
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
    anyone = await visitor(test, portal);
    email = freshEmail();
    test.ordered.length = 0;
  });

  const ask = (wished = email, by = caller) =>
    by.post('/person/email-change', { email: wished, currentPassword: PASSWORD });
  const answer = (token: string, says: 'confirm' | 'cancel' = 'confirm') =>
    anyone.post('/email-changes/answer', { token, answer: says });
  const pending = async () => (await caller.get('/person/email-change')).json().change;
  const emailNow = async (who = contact) => {
    const { db } = await testDatabase();
    return (await db.selectFrom('contacts').where('id', '=', who.id).select('email').executeTakeFirst())?.email;
  };
  async function tokens(wished = email, by = contact): Promise<{ old: string; fresh: string }> {
    return { old: await mails.tokenFor(by.email, 'email'), fresh: await mails.tokenFor(wished, 'email') };
  }
  const refused = (got: { statusCode: number; json: () => { code: string } }) =>
    assert.deepEqual([got.statusCode, got.json().code], [410, 'link-expired']);

  it('comes once both addresses have confirmed, ends the other sessions and tells the former address', async () => {
    const elsewhere = await signIn(test, portal, contact);
    test.ordered.length = 0;
    const asked = await ask();
    assert.equal(asked.statusCode, 202);
    assert.deepEqual(await pending(), asked.json());
    const { old, fresh } = await tokens();
    assert.deepEqual((await answer(fresh)).json(), { state: 'waiting' });
    assert.deepEqual((await pending()).confirmed, ['new']);
    assert.equal(await emailNow(), contact.email);
    assert.deepEqual((await answer(fresh)).json(), { state: 'waiting' });
    assert.deepEqual((await answer(old)).json(), { state: 'changed' });
    assert.equal(await emailNow(), email);
    assert.equal((await caller.get('/session')).json().person.email, email);
    assert.equal((await elsewhere.get('/session')).json().code, 'session-expired');
    assert.equal(await pending(), null);
    refused(await answer(old));
    const [news] = await mails.work();
    assert.equal(news?.to.address, contact.email);
    assert.match(news.text, new RegExp(email));
  });

  it('comes in either order', async () => {
    await ask();
    const { old, fresh } = await tokens();
    assert.equal((await answer(old)).json().state, 'waiting');
    assert.equal((await answer(fresh)).json().state, 'changed');
  });

  it('comes once when both confirm at one moment', async () => {
    await ask();
    const { old, fresh } = await tokens();
    const states = (await Promise.all([answer(old), answer(fresh)])).map((got) => got.json().state);
    assert.deepEqual(states.sort(), ['changed', 'waiting']);
    assert.equal(await emailNow(), email);
  });

  it('is refused by either address, and by the person', async () => {
    for (const side of ['old', 'fresh'] as const) {
      email = freshEmail();
      await ask();
      const both = await tokens();
      await answer(both[side === 'old' ? 'fresh' : 'old']);
      assert.equal((await answer(both[side], 'cancel')).json().state, 'cancelled');
      for (const token of Object.values(both)) refused(await answer(token));
    }
    email = freshEmail();
    await ask();
    const { old } = await tokens();
    assert.equal((await caller.request('DELETE', '/person/email-change')).statusCode, 204);
    assert.equal(await pending(), null);
    refused(await answer(old));
    assert.equal(await emailNow(), contact.email);
  });

  it('asks for the password there is, and counts a wrong one', async () => {
    for (const body of [{ email }, { email, currentPassword: 'wrong' }]) {
      const got = await caller.post('/person/email-change', body);
      assert.deepEqual(got.json().errors, [{ pointer: '/currentPassword', code: 'invalid' }]);
    }
    for (let tries = 0; tries < 3; tries += 1)
      await caller.post('/person/email-change', { email, currentPassword: 'wrong' });
    assert.equal((await ask()).json().code, 'too-many-attempts');
    assert.equal(test.ordered.length, 0);
  });

  it('asks nothing of who has no password: the link to the present address does', async () => {
    const { db } = await testDatabase();
    await db.updateTable('contacts').set({ password_hash: null }).where('id', '=', contact.id).execute();
    assert.equal((await caller.post('/person/email-change', { email })).statusCode, 202);
    const { old, fresh } = await tokens();
    await answer(fresh);
    assert.equal(await emailNow(), contact.email);
    await answer(old);
    assert.equal(await emailNow(), email);
  });

  it('does not tell whether somebody else has it, and never becomes theirs twice', async () => {
    const other = await makeContact(portal);
    const free = await ask();
    const taken = await ask(other.email);
    assert.deepEqual([taken.statusCode, Object.keys(taken.json())], [free.statusCode, Object.keys(free.json())]);
    await mails.work();
    assert.equal(
      mails.sent.some(({ to }) => to.address === other.email),
      false,
    );
    const { old } = await tokens(other.email);
    assert.equal((await answer(old)).json().state, 'waiting');
  });

  it('goes to one of two who confirm it', async () => {
    const rival = await makeContact(portal);
    const rivalCaller = await signIn(test, portal, rival);
    await ask();
    const first = await tokens();
    await ask(email, rivalCaller);
    const second = { old: await mails.tokenFor(rival.email, 'email'), fresh: await mails.tokenFor(email, 'email') };
    for (const token of [first.old, second.old]) await answer(token);
    const states = (await Promise.all([answer(first.fresh), answer(second.fresh)])).map((got) => got.statusCode);
    assert.deepEqual(states.sort(), [200, 409]);
    const owners = [await emailNow(), await emailNow(rival)].filter((address) => address === email);
    assert.equal(owners.length, 1);
  });

  it('is confirmed within a day, by mails of one’s own portal, the last wish alone', async () => {
    await ask();
    const former = await tokens();
    const next = freshEmail();
    await ask(next);
    for (const token of Object.values(former)) refused(await answer(token));
    const { old } = await tokens(next);
    const other = await visitor(test, await makePortal());
    refused(await other.post('/email-changes/answer', { token: old, answer: 'confirm' }));
    test.clock.forward(24 * 3600 + 1);
    refused(await answer(old));
  });

  it('is one, is another one, and is not asked for too often', async () => {
    for (const wished of [contact.email.toUpperCase(), 'no address', 'a@b c'])
      assert.equal((await ask(wished)).statusCode, 422, wished);
    for (let times = 0; times < 5; times += 1) assert.equal((await ask(freshEmail())).statusCode, 202);
    assert.equal((await ask(freshEmail())).json().code, 'too-many-attempts');
  });

  it('ends the links that went to the former one', async () => {
    const asker = await visitor(test, portal);
    await asker.post('/sign-in-links', { email: contact.email });
    await asker.post('/password-resets', { email: contact.email });
    const link = await mails.tokenFor(contact.email, 'link');
    const reset = await mails.tokenFor(contact.email, 'reset');
    await ask();
    const { old, fresh } = await tokens();
    await answer(old);
    await answer(fresh);
    refused(await asker.post('/session', { link: { token: link } }));
    refused(await asker.post('/password-resets/complete', { token: reset, password: 'a pebble under the pier' }));
  });

  it('leaves no secret in the queue, the tables or the log', async () => {
    await ask();
    const orders = JSON.stringify(test.ordered);
    const { old } = await tokens();
    const { db } = await testDatabase();
    const rows = JSON.stringify(await db.selectFrom('email_change_tokens').selectAll().execute());
    assert.equal(old.length, 43);
    for (const place of [orders, rows, test.log.join('')]) assert.equal(place.includes(old), false);
  });

  it('is not to be had where no mail is sent', async () => {
    const silent = await testApp({ sendsMail: false });
    const person = await signIn(silent, portal, contact);
    assert.equal((await ask(email, person)).statusCode, 404);
  });
});

describe('the language of mails', () => {
  it('is one of the portal’s, or what the browser speaks', async () => {
    const test = await testApp();
    const portal = await makePortal({ languages: ['en', 'fi'] });
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const change = (language: string | null) => caller.request('PATCH', '/person', { body: { language } });
    assert.equal((await change('fi')).json().language, 'fi');
    assert.equal((await caller.get('/session')).json().person.language, 'fi');
    assert.deepEqual((await change('sv')).json().errors, [{ pointer: '/language', code: 'unknown-value' }]);
    assert.equal((await change(null)).json().language, null);
    assert.equal((await caller.request('PATCH', '/person', { body: { name: 'Mika' } })).json().name, 'Mika');
    assert.equal((await caller.request('PATCH', '/person', { body: {} })).statusCode, 422);
  });
});
