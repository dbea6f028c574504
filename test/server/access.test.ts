import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { addToList, removeFromList, setAccess } from '../../server/accounts/admission.ts';
import type { Database } from '../../server/db/database.ts';
import { newId } from '../../server/ids.ts';
import { StartError } from '../../server/start-error.ts';
import { ORIGIN, testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails, tokenIn } from './support/mails.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const CHOSEN = 'a pebble under the pier';
const LIST = 'customers';

describe('a portal for those on its lists', () => {
  let db: Database;
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;
  let box: TestMails;

  before(async () => {
    ({ db } = await testDatabase());
    test = await testApp();
    box = new TestMails(test);
  });

  beforeEach(async () => {
    portal = await makePortal({
      name: 'Lumen Help',
      access: 'lists',
      admin_emails: ['head@lumen.example', 'desk@lumen.example'],
      allowed_origins: ['https://docs.lumen.example'],
    });
    contact = await makeContact(portal);
    caller = await visitor(test, portal);
    box.sent.length = test.ordered.length = 0;
    test.clock.forward(24 * 3600);
  });

  const member = (email: string, changes: object = {}) => ({
    portal: portal.slug,
    list: LIST,
    email,
    name: null,
    page: null,
    language: null,
    ...changes,
  });
  const add = (email: string, changes: object = {}) =>
    addToList({ db, jobs: test.options.ports.jobs }, member(email, changes), ORIGIN);
  const remove = (email: string, list = LIST) => removeFromList(db, { portal: portal.slug, list, email });

  it('keeps out whoever is on none, once it is sure who they are', async () => {
    const wrong = await caller.signIn(contact.email, 'wrong');
    assert.deepEqual([wrong.statusCode, wrong.json().code], [401, 'credentials-wrong']);
    const denied = await caller.signIn(contact.email);
    assert.deepEqual([denied.statusCode, denied.json().code], [403, 'access-denied']);
    await add(contact.email);
    assert.equal((await caller.signIn(contact.email)).statusCode, 201);
  });

  it('does not take the members of another list, or of another portal’s', async () => {
    await add(contact.email, { list: 'suppliers' });
    await setAccess(db, { portal: portal.slug, access: 'lists', lists: [LIST], adminEmails: undefined });
    assert.equal((await caller.signIn(contact.email)).json().code, 'access-denied');
    const other = await makePortal({ access: 'lists' });
    const twin = await makeContact(other, { email: contact.email });
    await add(contact.email);
    assert.equal((await (await visitor(test, other)).signIn(twin.email)).json().code, 'access-denied');
    assert.equal((await caller.signIn(contact.email)).statusCode, 201);
  });

  it('ends the sessions of whoever is removed, at once', async () => {
    await add(contact.email);
    await add(contact.email, { list: 'friends' });
    const here = await signIn(test, portal, contact);
    await remove(contact.email, 'friends');
    assert.equal((await here.get('/session')).statusCode, 200);
    await remove(contact.email);
    const answer = await here.get('/tickets');
    assert.deepEqual([answer.statusCode, answer.json().code], [401, 'session-expired']);
    const rows = await db.selectFrom('sessions').where('contact_id', '=', contact.id).select('id').execute();
    assert.deepEqual(rows, []);
  });

  it('takes no session that slipped in while its person was removed', async () => {
    await add(contact.email);
    const here = await signIn(test, portal, contact);
    // As a sign-in leaves it that was checked just before the removal.
    await db.deleteFrom('access_list_members').where('contact_id', '=', contact.id).execute();
    assert.equal((await here.get('/session')).json().code, 'session-expired');
  });

  it('signs out whoever is on no list when it begins to ask for one', async () => {
    await setAccess(db, { portal: portal.slug, access: 'contacts', lists: [], adminEmails: undefined });
    const [inside, outside] = [
      await signIn(test, portal, contact),
      await signIn(test, portal, await makeContact(portal)),
    ];
    await add(contact.email);
    await setAccess(db, { portal: portal.slug, access: 'lists', lists: [LIST], adminEmails: ['new@lumen.example'] });
    assert.equal((await inside.get('/session')).statusCode, 200);
    assert.equal((await outside.get('/session')).json().code, 'session-expired');
    const { admin_emails } = await db
      .selectFrom('portals')
      .where('id', '=', portal.id)
      .select('admin_emails')
      .executeTakeFirstOrThrow();
    assert.deepEqual(admin_emails, ['new@lumen.example']);
  });

  it('says in words what a command gets wrong', async () => {
    const wrong = [
      () => remove(contact.email),
      () => remove('nobody@lumen.example'),
      () => add('no address'),
      () => add('mika@lumen.example', { list: ' ' }),
      () => add('mika@lumen.example', { page: 'https://evil.example/' }),
      () => add('mika@lumen.example', { portal: 'nowhere' }),
      () => setAccess(db, { portal: portal.slug, access: 'all', lists: [], adminEmails: undefined }),
      () => setAccess(db, { portal: portal.slug, access: 'open', lists: [LIST], adminEmails: undefined }),
      () => setAccess(db, { portal: portal.slug, access: 'lists', lists: [], adminEmails: ['x'] }),
    ];
    for (const act of wrong) await assert.rejects(act, StartError);
    assert.deepEqual(test.ordered, []);
  });

  describe('an invitation', () => {
    let email: string;

    beforeEach(() => {
      email = `${newId().toLowerCase()}@fjord.example`;
    });

    const open = (token: string, by = caller) => by.post('/invitations/open', { token });
    const accept = (token: string, changes: object = {}) =>
      caller.post('/invitations/complete', { token, name: 'Nora Berg', password: CHOSEN, ...changes });

    async function invite(changes: object = {}): Promise<string> {
      await add(email, changes);
      return tokenIn((await box.work())[0], 'invitation');
    }

    it('makes a contact, and lets them choose a name and a password', async () => {
      const token = await invite({ name: 'Nora' });
      const [mail] = box.sent;
      assert.equal(mail?.subject, 'Your access to Lumen Help');
      assert.match(mail?.text ?? '', new RegExp(`Hello Nora,[^]*${ORIGIN}/${portal.slug}#/invitation/`));
      assert.deepEqual((await open(token)).json(), { email, name: 'Nora' });
      assert.equal((await accept(token)).statusCode, 204);
      assert.equal((await caller.signIn(email, CHOSEN)).json().session.person.name, 'Nora Berg');
      for (const answer of [await accept(token), await open(token)]) assert.equal(answer.json().code, 'link-expired');
    });

    it('leads to a page of the portal’s web sites, in a language', async () => {
      await invite({ page: 'https://docs.lumen.example/start', language: 'fi' });
      assert.match(box.sent[0]?.text ?? '', /https:\/\/docs\.lumen\.example\/start#\/invitation\//);
      assert.equal(box.sent[0]?.subject, 'Pääsysi palveluun Lumen Help');
    });

    it('is only news for somebody who has a password', async () => {
      await add(contact.email);
      const [mail] = await box.work();
      assert.equal(mail?.subject, 'You can use Lumen Help now');
      assert.doesNotMatch(mail?.text ?? '', /#\//);
    });

    it('is worth nothing after seven days, after the removal, and in another portal', async () => {
      const token = await invite();
      const elsewhere = await visitor(test, await makePortal({ access: 'lists' }));
      assert.equal((await open(token, elsewhere)).json().code, 'link-expired');
      await remove(email);
      assert.equal((await accept(token)).json().code, 'link-expired');
      const late = await invite();
      test.clock.forward(7 * 24 * 3600 + 1);
      assert.equal((await accept(late)).json().code, 'link-expired');
      assert.equal((await open('x'.repeat(43))).statusCode, 410);
    });

    it('is sent to nobody who was removed before it could be', async () => {
      await add(email);
      await remove(email);
      assert.deepEqual(await box.work(), []);
    });

    it('lets one of two win who accept at the same moment', async () => {
      const token = await invite();
      const answers = await Promise.all([
        accept(token, { password: 'the first of the two' }),
        accept(token, { password: 'the other of the two' }),
      ]);
      assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 410]);
    });

    it('says what is wrong with name and password, and is not used up by it', async () => {
      const token = await invite();
      const answer = await accept(token, { name: '\r\n', password: 'short' });
      assert.deepEqual(answer.json().errors, [
        { pointer: '/password', code: 'too-short', limit: 10 },
        { pointer: '/name', code: 'required' },
      ]);
      assert.equal((await accept(token)).statusCode, 204);
    });
  });

  describe('a wish to be let in', () => {
    const ask = (changes: object = {}, by = caller) =>
      by.post('/access-requests', {
        email: 'nora@fjord.example',
        name: 'Nora\r\nBcc: all@evil.example',
        message: 'We rent two of your <b>recorders</b>.\n\nPlease?',
        ...changes,
      });

    it('reaches every administrator, and is kept', async () => {
      assert.equal((await caller.get('/portal')).json().accessRequests, true);
      assert.equal((await ask()).statusCode, 202);
      const mails = await box.work();
      assert.deepEqual(
        mails.map(({ to }) => to.address),
        ['head@lumen.example', 'desk@lumen.example'],
      );
      assert.equal(mails[0]?.subject, 'Nora Bcc: all@evil.example asks for access to Lumen Help');
      assert.match(mails[0]?.text ?? '', /nora@fjord\.example[^]*recorders<\/b>\.”\n\n“Please\?”/);
      assert.match(mails[0]?.html ?? '', /&lt;b&gt;recorders/);
      const [row] = await db.selectFrom('access_requests').where('portal_id', '=', portal.id).selectAll().execute();
      assert.equal(row?.email, 'nora@fjord.example');
    });

    it('is answered the same for whoever asks', async () => {
      const answers = [await ask(), await ask({ email: contact.email })];
      await add(contact.email);
      answers.push(await ask({ email: contact.email }));
      for (const { statusCode, body } of answers) assert.deepEqual([statusCode, body], [202, '']);
    });

    it('is taken only where there is somebody to read it', async () => {
      for (const other of [
        await makePortal({ access: 'lists' }),
        await makePortal({ access: 'open', admin_emails: ['head@lumen.example'] }),
      ]) {
        const someone = await visitor(test, other);
        assert.equal((await someone.get('/portal')).json().accessRequests, false);
        assert.equal((await ask({}, someone)).statusCode, 404);
      }
    });

    it('is limited for one address, and fills no mailbox', async () => {
      for (let count = 0; count < 3; count += 1) assert.equal((await ask()).statusCode, 202);
      assert.equal((await ask()).statusCode, 429);
      await db.updateTable('rate_limits').set({ points: 30 }).where('key', '=', `access-mails:${portal.id}`).execute();
      box.sent.length = test.ordered.length = 0;
      assert.equal((await ask({ email: 'eve@fjord.example' })).statusCode, 202);
      assert.deepEqual(test.ordered, []);
      const rows = await db.selectFrom('access_requests').where('portal_id', '=', portal.id).select('id').execute();
      assert.equal(rows.length, 4);
    });
  });

  it('lets a forgotten password be replaced, and still nobody in', async () => {
    await caller.post('/password-resets', { email: contact.email });
    const token = tokenIn((await box.work())[0], 'reset');
    assert.equal((await caller.post('/password-resets/complete', { token, password: CHOSEN })).statusCode, 204);
    assert.equal((await caller.signIn(contact.email, PASSWORD)).json().code, 'credentials-wrong');
    assert.equal((await caller.signIn(contact.email, CHOSEN)).json().code, 'access-denied');
  });
});
