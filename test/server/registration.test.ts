import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { isEmailForAccount, normalizeEmail } from '../../server/accounts/email.ts';
import { cleanName } from '../../server/accounts/names.ts';
import { newId } from '../../server/ids.ts';
import { ORIGIN, testApp, type TestApp } from './support/app.ts';
import { visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails, tokenIn } from './support/mails.ts';
import { makeContact, makePortal, makeTicket, PASSWORD, type MadePortal } from './support/makers.ts';
import { assertSameTime } from './support/timing.ts';

const CHOSEN = 'a pebble under the pier';

describe('a registration', () => {
  let test: TestApp;
  let portal: MadePortal;
  let caller: Caller;
  let box: TestMails;
  let email: string;

  before(async () => {
    test = await testApp();
    box = new TestMails(test);
    portal = await makePortal({
      name: 'Lumen Help',
      access: 'open',
      allowed_origins: ['https://docs.lumen.example'],
    });
  });

  beforeEach(async () => {
    caller = await visitor(test, portal);
    email = `${newId().toLowerCase()}@fjord.example`;
    box.sent.length = test.ordered.length = 0;
    test.clock.forward(3600);
  });

  const register = (changes: object = {}, by = caller) =>
    by.post('/registrations', { name: 'Nora Berg', email, password: CHOSEN, ...changes });
  const complete = (token: string, password = CHOSEN) => caller.post('/registrations/complete', { token, password });
  const contactsOf = async (address: string) => {
    const { db } = await testDatabase();
    return db
      .selectFrom('contacts')
      .where('portal_id', '=', portal.id)
      .where('email', '=', address)
      .selectAll()
      .execute();
  };

  async function link(changes: object = {}): Promise<string> {
    const answer = await register(changes);
    assert.equal(answer.statusCode, 202, answer.body);
    const [mail] = await box.work();
    return tokenIn(mail, 'verify');
  }

  it('becomes an account when the address is confirmed, and not before', async () => {
    assert.equal((await caller.get('/portal')).json().registration, true);
    const token = await link();
    const [mail] = box.sent;
    assert.equal(mail?.to.address, email);
    assert.equal(mail?.subject, 'Confirm your e-mail address for Lumen Help');
    assert.match(mail?.text ?? '', new RegExp(`${ORIGIN}/${portal.slug}#/verify/`));
    assert.deepEqual(await contactsOf(email), []);
    assert.equal((await caller.signIn(email, CHOSEN)).statusCode, 401);
    const done = await complete(token);
    assert.deepEqual([done.statusCode, done.json()], [200, { email }]);
    const session = await caller.signIn(email, CHOSEN);
    assert.equal(session.json().session.person.name, 'Nora Berg');
  });

  it('is offered only where the portal is open and mails are sent', async () => {
    const silent = await visitor(await testApp({ sendsMail: false }), portal);
    for (const someone of [
      silent,
      await visitor(test, await makePortal()),
      await visitor(test, await makePortal({ access: 'lists' })),
    ]) {
      assert.equal((await someone.get('/portal')).json().registration, false);
      assert.equal((await register({}, someone)).statusCode, 404);
    }
  });

  it('says the same for an address that has an account, and tells that person by mail', async () => {
    const known = await makeContact(portal, { name: 'Nora' });
    const answers = [await register({ email: known.email, password: 'another long password' }), await register()];
    assert.deepEqual(answers[0]?.body, answers[1]?.body);
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [202, 202],
    );
    const names = answers.map(({ headers }) => Object.keys(headers).sort());
    assert.deepEqual(names[0], names[1]);
    const mails = await box.work();
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['You have an account at Lumen Help', 'Confirm your e-mail address for Lumen Help'],
    );
    assert.equal(tokenIn(mails[0], 'verify'), '');
    assert.match(mails[0]?.text ?? '', /#\/forgotten\b/);
    assert.equal((await caller.signIn(known.email, PASSWORD)).statusCode, 201);
  });

  it('takes as long for an address that has an account as for one that has none', async () => {
    const someone = await makeContact(portal);
    const asks = (email: string) => async () => {
      test.clock.forward(3600);
      assert.equal((await register({ email })).statusCode, 202);
    };
    await assertSameTime(asks(someone.email), asks('nobody@fjord.example'));
  });

  it('gives a contact without a password one, with all that is theirs', async () => {
    const karim = await makeContact(portal, { password_hash: null, name: 'K.' });
    const ticket = await makeTicket(portal, karim);
    const token = await link({ email: karim.email.toUpperCase(), name: 'Karim Haddad' });
    assert.equal((await complete(token)).json().email, karim.email);
    await caller.signIn(karim.email, CHOSEN);
    assert.equal((await caller.get('/tickets')).json().items[0].id, ticket.id);
    assert.equal((await contactsOf(karim.email))[0]?.name, 'Karim Haddad');
  });

  it('is confirmed only with the password it was begun with', async () => {
    // Somebody registers with the address of another person, who follows the link in the mail.
    const token = await link({ password: 'chosen by an attacker' });
    const answer = await complete(token, 'guessed by the owner');
    assert.deepEqual([answer.statusCode, answer.json().code], [401, 'credentials-wrong']);
    assert.deepEqual(await contactsOf(email), []);
    const attempts = [];
    for (let count = 0; count < 5; count += 1) attempts.push((await complete(token, 'guessed again')).statusCode);
    assert.deepEqual(attempts, [401, 401, 401, 401, 429]);
  });

  it('lets one of two win who register with one address at the same moment', async () => {
    const tokens = [await link({ password: 'the first of the two' }), await link({ password: 'the other of the two' })];
    const answers = await Promise.all([
      complete(tokens[0] ?? '', 'the first of the two'),
      complete(tokens[1] ?? '', 'the other of the two'),
    ]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 410]);
    assert.equal((await contactsOf(email)).length, 1);
    const winner = answers[0]?.statusCode === 200 ? 'the first of the two' : 'the other of the two';
    assert.equal((await caller.signIn(email, winner)).statusCode, 201);
  });

  it('uses a link once, even at the same moment', async () => {
    const token = await link();
    const answers = await Promise.all([complete(token), complete(token)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 410]);
  });

  it('refuses a link that was used, is too old, belongs to another portal or never was one', async () => {
    const used = await link();
    await complete(used);
    const other = await visitor(test, await makePortal({ access: 'open' }));
    const old = await link({ email: `old-${email}` });
    const elsewhere = await other.post('/registrations/complete', { token: old, password: CHOSEN });
    assert.equal(elsewhere.json().code, 'link-expired');
    test.clock.forward(24 * 3600 + 1);
    for (const token of [used, old, 'x'.repeat(43)]) {
      const answer = await complete(token);
      assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-expired']);
    }
  });

  it('keeps hashes of link and password, and orders no secret', async () => {
    await register();
    assert.equal(JSON.stringify(test.ordered).includes(CHOSEN), false);
    const token = tokenIn((await box.work())[0], 'verify');
    const { db } = await testDatabase();
    const rows = [
      await db.selectFrom('registrations').where('email', '=', email).selectAll().execute(),
      await db
        .selectFrom('registration_links')
        .innerJoin('registrations', 'registrations.id', 'registration_id')
        .where('email', '=', email)
        .select('token_hash')
        .execute(),
    ];
    assert.equal(rows.flat().length, 2);
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${token}|${CHOSEN}`));
    assert.doesNotMatch(test.log.join(''), new RegExp(`${token}|${CHOSEN}|${email}`));
  });

  it('asks to wait after three mails to one address, and after twenty from one', async () => {
    for (let count = 0; count < 3; count += 1) assert.equal((await register()).statusCode, 202);
    assert.equal((await register()).json().code, 'too-many-attempts');
    const answers = [];
    for (let count = 0; count < 17; count += 1) answers.push(await register({ email: `n${count}-${email}` }));
    assert.deepEqual([answers[15]?.statusCode, answers[16]?.statusCode], [202, 429]);
  });

  it('says what is wrong with name, address and password', async () => {
    const faultsOf = async (changes: object) => (await register(changes)).json().errors;
    assert.deepEqual(await faultsOf({ name: ' \u202e\r\n ' }), [{ pointer: '/name', code: 'required' }]);
    assert.deepEqual(await faultsOf({ email: 'nobody' }), [{ pointer: '/email', code: 'invalid' }]);
    assert.deepEqual(await faultsOf({ password: 'nine char' }), [
      { pointer: '/password', code: 'too-short', limit: 10 },
    ]);
    assert.deepEqual(await faultsOf({ password: 'Password2026!' }), [{ pointer: '/password', code: 'too-common' }]);
    assert.deepEqual(await faultsOf({ password: email }), [{ pointer: '/password', code: 'too-common' }]);
    assert.equal((await faultsOf({ password: 'p'.repeat(10_000) }))[0].code, 'too-long');
    assert.deepEqual(test.ordered, []);
  });

  it('leads back to the portal’s own web sites, and nowhere else', async () => {
    await register({ returnTo: 'https://docs.lumen.example/pairing?part=2#here' });
    await register({ returnTo: 'https://docs.lumen.example.evil.example/' });
    const [first, second] = await box.work();
    assert.match(first?.text ?? '', /https:\/\/docs\.lumen\.example\/pairing\?part=2#\/verify\//);
    assert.match(second?.text ?? '', new RegExp(`${ORIGIN}/${portal.slug}#/verify/`));
  });

  it('puts nothing of what was typed into the mail', async () => {
    await register({ name: 'Win a prize at https://evil.example' });
    const [mail] = await box.work();
    assert.doesNotMatch(JSON.stringify(mail), /evil/);
  });

  it('knows one address in all its spellings', async () => {
    const host = email.split('@')[0] ?? '';
    const token = await link({ email: `${host}@BÜCHER.example` });
    await complete(token);
    for (const spelling of [`${host}@xn--bcher-kva.example`, ` ${host.toUpperCase()}＠bu\u0308cher.example `]) {
      const someone = await visitor(test, portal);
      assert.equal((await someone.signIn(spelling, CHOSEN)).statusCode, 201, spelling);
    }
  });
});

describe('an e-mail address', () => {
  it('has one normal form', () => {
    const forms = {
      'Mika@Lumen.Example': 'mika@lumen.example',
      ' mika@lumen.example\n': 'mika@lumen.example',
      'ｍｉｋａ＠ｌｕｍｅｎ．ｅｘａｍｐｌｅ': 'mika@lumen.example',
      'mika@lumen。example': 'mika@lumen.example',
      'MIKA@BÜCHER.example': 'mika@xn--bcher-kva.example',
      'mika@bu\u0308cher.example': 'mika@xn--bcher-kva.example',
      'jose\u0301@lumen.example': 'josé@lumen.example',
      'mi\0k\u200ba\u202e@lumen.example': 'mika@lumen.example',
    };
    for (const [given, stored] of Object.entries(forms)) {
      assert.equal(normalizeEmail(given), stored);
      assert.equal(normalizeEmail(stored), stored);
    }
    // Another domain, whatever it looks like.
    assert.notEqual(normalizeEmail('mika@lumen.example'), normalizeEmail('mika@lumеn.example'));
  });

  it('is refused for a new account when it only looks like another', () => {
    for (const good of ['mika@lumen.example', 'o’hara+x@lumen.example', 'мика@lumen.example', '用户@lumen.example'])
      assert.equal(isEmailForAccount(normalizeEmail(good)), true, good);
    for (const bad of [
      'mikа@lumen.example', // A Cyrillic а.
      'mi\u0001ka@lumen.example',
      'mika@lumen..example',
      'mika@',
      '@lumen.example',
      'mi ka@lumen.example',
      'mika@lumen.example, eve@evil.example',
      'mika <eve@evil.example>',
      `${'m'.repeat(250)}@x.example`,
    ])
      assert.equal(isEmailForAccount(normalizeEmail(bad)), false, bad);
    // Nor as it was given, which normalising would have mended.
    for (const unseen of ['\u200b', '\u202e', '\u00ad']) {
      assert.equal(isEmailForAccount(`mi${unseen}ka@lumen.example`), false, unseen);
    }
  });
});

it('a name is one line without marks of direction', () => {
  assert.equal(cleanName(' Nora\r\nBcc: all@evil.example\u2028\u202e\u200f Berg '), 'Nora Bcc: all@evil.example Berg');
});
