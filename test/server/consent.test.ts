import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, beforeEach, describe, it } from 'node:test';
import { addToList, setConsent } from '../../server/accounts/admission.ts';
import type { Database } from '../../server/db/database.ts';
import { newId } from '../../server/ids.ts';
import { StartError } from '../../server/start-error.ts';
import { ORIGIN, testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails, tokenIn } from './support/mails.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const CHOSEN = 'a pebble under the pier';

describe('consent', () => {
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
    portal = await makePortal({ name: 'Lumen Help', access: 'open' });
    contact = await makeContact(portal);
    caller = await visitor(test, portal);
    box.sent.length = test.ordered.length = 0;
    test.clock.forward(3600);
  });

  const html = '<p>We keep what you write.</p>';
  const set = (texts: Record<string, { html: string; label: string }> = {}, isRequired = true) =>
    setConsent(db, {
      portal: portal.slug,
      isRequired,
      texts: {
        en: { html, label: 'I agree' },
        fi: { html: '<p>Säilytämme kirjoittamasi.</p>', label: 'Hyväksyn' },
        ...texts,
      },
    });
  const agree = (version: number, by = caller, language = 'en') =>
    by.post('/session', { consent: { version, language } });
  const receipts = (contactId = contact.id) =>
    db
      .selectFrom('consent_receipts')
      .innerJoin('consents', 'consents.id', 'consent_id')
      .where('contact_id', '=', contactId)
      .orderBy('version')
      .select(['version', 'language', 'text_hash', 'given_at', 'withdrawn_at'])
      .execute();

  it('is told in the language that is asked for, and sanitised', async () => {
    assert.equal((await caller.get('/portal')).json().consent, null);
    assert.equal((await caller.get('/consent')).statusCode, 404);
    await set({
      en: {
        html: '<h3>Privacy</h3><script>alert(1)</script><a href="javascript:x">a</a><p onclick="x">b</p>',
        label: 'I\nagree',
      },
    });
    assert.deepEqual((await caller.get('/portal')).json().consent, { version: 1, isRequired: true });
    const english = (await caller.get('/consent')).json();
    assert.deepEqual(
      { ...english, html: '' },
      { version: 1, isRequired: true, language: 'en', html: '', label: 'I agree' },
    );
    assert.match(english.html, /<h3>Privacy<\/h3>/);
    assert.doesNotMatch(english.html, /script|onclick|javascript/);
    const finnish = (await caller.get('/consent', { headers: { 'Accept-Language': 'fi-FI' } })).json();
    assert.deepEqual([finnish.language, finnish.label], ['fi', 'Hyväksyn']);
  });

  it('is asked for at the sign-in, after the password, and then never again', async () => {
    await set();
    const wrong = await caller.signIn(contact.email, 'wrong');
    assert.equal(wrong.json().code, 'credentials-wrong');
    assert.equal((await agree(1)).json().code, 'session-expired');
    const asked = await caller.signIn(contact.email);
    assert.deepEqual([asked.statusCode, asked.json().code], [403, 'consent-required']);
    const answer = await agree(1);
    assert.equal(answer.statusCode, 201, answer.body);
    caller.token = answer.json().token;
    assert.equal((await caller.get('/session')).statusCode, 200);
    const [receipt] = await receipts();
    assert.deepEqual([receipt?.version, receipt?.language, receipt?.withdrawn_at], [1, 'en', null]);
    assert.deepEqual(receipt?.given_at, test.clock.now());
    const hash = createHash('sha256').update(`I agree\n${html}`).digest('hex');
    assert.equal(Buffer.from(receipt?.text_hash ?? []).toString('hex'), hash);
    await signIn(test, portal, contact);
    assert.equal((await receipts()).length, 1);
  });

  it('lets only the key go on that has shown who it is, once, and for ten minutes', async () => {
    await set();
    await caller.signIn(contact.email);
    assert.equal((await agree(1, await visitor(test, portal))).json().code, 'session-expired');
    const elsewhere = await visitor(test, await makePortal());
    assert.equal((await agree(1, elsewhere)).json().code, 'session-expired');
    assert.deepEqual(await receipts(), []);
    test.clock.forward(601);
    assert.equal((await agree(1)).json().code, 'session-expired');
    await caller.signIn(contact.email);
    assert.equal((await agree(1)).statusCode, 201);
    assert.equal((await agree(1)).json().code, 'session-expired');
  });

  it('does not let anybody go on whose password was replaced meanwhile', async () => {
    await set();
    await caller.signIn(contact.email);
    const owner = await visitor(test, portal);
    await owner.post('/password-resets', { email: contact.email });
    const token = tokenIn((await box.work())[0], 'reset');
    await owner.post('/password-resets/complete', { token, password: CHOSEN });
    assert.equal((await agree(1)).json().code, 'session-expired');
  });

  it('is asked for again when there is a new version, at the next sign-in', async () => {
    await set();
    await caller.signIn(contact.email);
    caller.token = (await agree(1)).json().token;
    assert.equal(await set(), 2);
    assert.equal((await caller.get('/session')).statusCode, 200);
    const again = await visitor(test, portal);
    assert.equal((await again.signIn(contact.email)).json().code, 'consent-required');
    assert.equal((await agree(1, again)).json().code, 'consent-required');
    assert.equal((await agree(2, again, 'sv')).json().errors[0].pointer, '/consent/language');
    assert.equal((await agree(2, again, 'fi')).statusCode, 201);
    assert.deepEqual(
      (await receipts()).map(({ version, language }) => [version, language]),
      [
        [1, 'en'],
        [2, 'fi'],
      ],
    );
  });

  it('is shown with its time, and withdrawn: that ends every session until it is given again', async () => {
    await set();
    await caller.signIn(contact.email);
    const other = await visitor(test, portal);
    await other.signIn(contact.email);
    caller.token = (await agree(1)).json().token;
    other.token = (await agree(1, other)).json().token;
    const { receipt } = (await caller.get('/person/consent')).json();
    assert.deepEqual(receipt, {
      version: 1,
      isRequired: true,
      language: 'en',
      html,
      label: 'I agree',
      givenAt: test.clock.now().toISOString(),
    });
    assert.equal((await caller.request('DELETE', '/person/consent')).statusCode, 204);
    for (const each of [caller, other]) assert.equal((await each.get('/session')).json().code, 'session-expired');
    assert.deepEqual((await receipts())[0]?.withdrawn_at, test.clock.now());
    caller.token = null;
    assert.equal((await caller.signIn(contact.email)).json().code, 'consent-required');
    assert.equal((await agree(1)).statusCode, 201);
    assert.equal((await receipts()).length, 2);
  });

  it('keeps nobody out where it is not required', async () => {
    await set({}, false);
    const person = await signIn(test, portal, contact);
    assert.equal((await person.get('/person/consent')).json().receipt, null);
    assert.equal((await person.request('DELETE', '/person/consent')).statusCode, 204);
    assert.equal((await person.get('/session')).statusCode, 200);
  });

  it('withdraws one’s own only', async () => {
    await set();
    await caller.signIn(contact.email);
    caller.token = (await agree(1)).json().token;
    const stranger = await visitor(test, portal);
    const theirs = await makeContact(portal);
    await stranger.signIn(theirs.email);
    stranger.token = (await agree(1, stranger)).json().token;
    await stranger.request('DELETE', '/person/consent');
    assert.equal((await caller.get('/session')).statusCode, 200);
    assert.equal((await receipts())[0]?.withdrawn_at, null);
  });

  it('is needed to register, and its receipt comes with the account', async () => {
    await set();
    const email = `${newId().toLowerCase()}@fjord.example`;
    const register = (consent?: object) =>
      caller.post('/registrations', { name: 'Nora', email, password: CHOSEN, consent });
    assert.deepEqual((await register()).json().errors, [{ pointer: '/consent', code: 'required' }]);
    assert.equal((await register({ version: 7, language: 'en' })).json().code, 'consent-required');
    assert.equal((await register({ version: 1, language: 'en' })).statusCode, 202);
    const token = tokenIn((await box.work())[0], 'verify');
    await caller.post('/registrations/complete', { token, password: CHOSEN });
    assert.equal((await caller.signIn(email, CHOSEN)).statusCode, 201);
    assert.equal((await caller.get('/person/consent')).json().receipt.version, 1);
  });

  it('is needed to accept an invitation', async () => {
    await set();
    const email = `${newId().toLowerCase()}@fjord.example`;
    const member = { portal: portal.slug, list: 'x', email, name: null, page: null, language: null };
    await addToList({ db, jobs: test.options.ports.jobs }, member, ORIGIN);
    const token = tokenIn((await box.work())[0], 'invitation');
    const accept = (consent?: object) =>
      caller.post('/invitations/complete', { token, name: 'Nora', password: CHOSEN, consent });
    assert.equal((await accept()).json().errors[0].pointer, '/consent');
    assert.equal((await accept({ version: 1, language: 'en' })).statusCode, 204);
    assert.equal((await caller.signIn(email, CHOSEN)).statusCode, 201);
  });

  it('gets a new version from two commands at the same moment each', async () => {
    const versions = await Promise.all([set(), set(), set()]);
    assert.deepEqual(versions.sort(), [1, 2, 3]);
  });

  it('says in words what the command gets wrong', async () => {
    const wrong: Record<string, { html: string; label: string }>[] = [
      { en: { html: ' ', label: 'I agree' } },
      { en: { html, label: '' } },
      { 'no language': { html, label: 'I agree' } },
    ];
    for (const texts of wrong) await assert.rejects(set(texts), StartError);
    await assert.rejects(setConsent(db, { portal: portal.slug, isRequired: true, texts: {} }), StartError);
    assert.equal((await caller.signIn(contact.email, PASSWORD)).statusCode, 201);
  });
});
