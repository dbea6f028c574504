import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { deviceOf } from '../../server/accounts/devices.ts';
import { cleanName } from '../../server/accounts/names.ts';
import { passwordErrors } from '../../server/policies/password.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
const NEW_PASSWORD = 'seven slow herons by the weir';

let test: TestApp;
let portal: MadePortal;

before(async () => {
  test = await testApp();
  portal = await makePortal({ idle_seconds: 1200, absolute_seconds: 7200 });
});

const status = async (caller: Caller) => (await caller.get('/session')).statusCode;
const items = async (caller: Caller) =>
  (await caller.get('/sessions')).json<{ items: { id: string; isCurrent: boolean; lastUsedAt: string }[] }>().items;

describe('the end of a session', () => {
  it('is told exactly, with the server’s time', async () => {
    const caller = await signIn(test, portal, await makeContact(portal));
    const start = test.clock.now().getTime();
    test.clock.forward(600);
    const told = (await caller.get('/session')).json();
    assert.equal(told.serverTime, new Date(start + 600_000).toISOString());
    assert.equal(told.expiresAt, new Date(start + 1_800_000).toISOString());
    assert.equal(told.endsAt, new Date(start + 7_200_000).toISOString());
    // Too soon after the last use to be noted, so the end is told that the server will keep to.
    test.clock.forward(5);
    assert.equal((await caller.get('/session')).json().expiresAt, told.expiresAt);
    test.clock.forward(1194);
    assert.equal(await status(caller), 200);
  });

  it('comes five seconds after a use that was not noted at the latest', async () => {
    const caller = await signIn(test, portal, await makeContact(portal));
    test.clock.forward(6);
    assert.equal(await status(caller), 200);
    test.clock.forward(1199);
    assert.equal(await status(caller), 200);
    test.clock.forward(1201);
    assert.equal(await status(caller), 401);
  });

  it('is never later than the absolute one', async () => {
    const caller = await signIn(test, portal, await makeContact(portal));
    for (let count = 0; count < 7; count += 1) {
      test.clock.forward(1000);
      assert.equal(await status(caller), 200);
    }
    const told = (await caller.get('/session')).json();
    assert.equal(told.expiresAt, told.endsAt);
    test.clock.forward(200);
    assert.equal(await status(caller), 401);
  });
});

describe('listSessions', () => {
  it('shows this session first, then the others, the last used first, each with its device', async () => {
    const contact = await makeContact(portal);
    const callers: Caller[] = [];
    for (const agent of [FIREFOX, 'curl/8.1', '']) {
      const caller = await visitor(test, portal);
      await caller.signIn(contact.email, PASSWORD, { headers: { 'User-Agent': agent } });
      callers.push(caller);
      test.clock.forward(60);
    }
    const answer = await callers[0]!.get('/sessions');
    assert.equal(answer.statusCode, 200, answer.body);
    const listed = answer.json<{ items: { device: object; isCurrent: boolean; lastUsedAt: string }[] }>().items;
    assert.deepEqual(
      listed.map(({ device, isCurrent }) => ({ device, isCurrent })),
      [
        { device: { browser: 'Firefox', system: 'Linux' }, isCurrent: true },
        { device: { browser: null, system: null }, isCurrent: false },
        { device: { browser: null, system: null }, isCurrent: false },
      ],
    );
    assert.equal(listed[0]!.lastUsedAt, test.clock.now().toISOString());
    assert.ok(listed[1]!.lastUsedAt > listed[2]!.lastUsedAt);
    const { db } = await testDatabase();
    const rows = await db.selectFrom('sessions').where('contact_id', '=', contact.id).selectAll().execute();
    assert.equal(JSON.stringify(rows).includes('144.0'), false);
  });

  it('says where each is as far as the time zone of its browser tells, and nothing for what is none', async () => {
    const contact = await makeContact(portal);
    const zones = [
      'Europe/Helsinki',
      'America/New_York',
      'Asia/Kolkata',
      'UTC',
      'Etc/GMT+3',
      '+05:30',
      'Mars/Olympus_Mons',
      "x'; --",
    ];
    let caller = await visitor(test, portal);
    for (const timeZone of zones) {
      caller = await visitor(test, portal);
      const answer = await caller.post('/session', { email: contact.email, password: PASSWORD, timeZone });
      assert.equal(answer.statusCode, 201, answer.body);
      caller.token = answer.json<{ token: string }>().token;
      test.clock.forward(10);
    }
    const listed = (await caller.get('/sessions')).json<{ items: { place: object | null }[] }>().items;
    const [current, ...others] = listed.map(({ place }) => place);
    assert.deepEqual(
      [...others.reverse(), current],
      [
        { country: 'FI', city: null },
        { country: 'US', city: 'New York' },
        { country: 'IN', city: null },
        ...zones.slice(3).map(() => null),
      ],
    );
    const { db } = await testDatabase();
    const rows = await db.selectFrom('sessions').where('contact_id', '=', contact.id).select('time_zone').execute();
    assert.equal(JSON.stringify(rows).includes('Olympus'), false);
    const long = { email: contact.email, password: PASSWORD, timeZone: 'x'.repeat(65) };
    assert.equal((await (await visitor(test, portal)).post('/session', long)).statusCode, 422);
  });

  it('shows none that has ended, and none of anybody else', async () => {
    const contact = await makeContact(portal);
    await signIn(test, portal, await makeContact(portal));
    await signIn(test, portal, contact);
    test.clock.forward(1300);
    const caller = await signIn(test, portal, contact);
    assert.equal((await items(caller)).length, 1);
  });
});

describe('endSession', () => {
  it('refuses the other device at once, and leaves this one', async () => {
    const contact = await makeContact(portal);
    const [here, there] = [await signIn(test, portal, contact), await signIn(test, portal, contact)];
    const [, other] = await items(here);
    assert.equal((await here.request('DELETE', `/sessions/${other!.id}`)).statusCode, 204);
    assert.equal((await there.get('/session')).json().code, 'session-expired');
    assert.equal(await status(here), 200);
    assert.equal((await here.request('DELETE', `/sessions/${other!.id}`)).statusCode, 404);
  });

  it('answers what is not mine as what is not there', async () => {
    const [mine, theirs] = [
      await signIn(test, portal, await makeContact(portal)),
      await signIn(test, portal, await makeContact(portal)),
    ];
    const [session] = await items(theirs);
    const [notMine, notThere] = [
      await mine.request('DELETE', `/sessions/${session!.id}`),
      await mine.request('DELETE', '/sessions/nothing'),
    ];
    for (const answer of [notMine, notThere]) {
      assert.equal(answer.statusCode, 404);
      assert.deepEqual({ ...answer.json<object>(), requestId: '' }, { ...notThere.json<object>(), requestId: '' });
    }
    assert.equal(await status(theirs), 200);
  });

  it('may end this one', async () => {
    const caller = await signIn(test, portal, await makeContact(portal));
    const [session] = await items(caller);
    assert.equal((await caller.request('DELETE', `/sessions/${session!.id}`)).statusCode, 204);
    assert.equal(await status(caller), 401);
  });
});

describe('endOtherSessions', () => {
  it('ends the others of this person in this portal, and nobody else’s', async () => {
    const contact = await makeContact(portal);
    const bystander = await signIn(test, portal, await makeContact(portal));
    const [here, there, third] = [
      await signIn(test, portal, contact),
      await signIn(test, portal, contact),
      await signIn(test, portal, contact),
    ];
    assert.equal((await here.request('DELETE', '/sessions')).statusCode, 204);
    assert.deepEqual(await Promise.all([here, there, third, bystander].map(status)), [200, 401, 401, 200]);
    assert.equal((await items(here)).length, 1);
  });
});

describe('updatePerson', () => {
  const rename = (caller: Caller, name: unknown) => caller.request('PATCH', '/person', { body: { name } });

  it('changes the name, everywhere', async () => {
    const contact = await makeContact(portal);
    const [here, there] = [await signIn(test, portal, contact), await signIn(test, portal, contact)];
    const answer = await rename(here, '  Mika \u00a0 Aalto-Berg ');
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual(answer.json(), {
      id: contact.id,
      name: 'Mika Aalto-Berg',
      email: contact.email,
      organization: null,
      language: null,
    });
    assert.equal((await there.get('/session')).json().person.name, 'Mika Aalto-Berg');
  });

  it('takes no name that is empty, too long, or no text; and nothing but the name', async () => {
    const caller = await signIn(test, portal, await makeContact(portal));
    for (const [name, code] of [
      [' \n\u202e ', 'required'],
      ['', 'required'],
      ['x'.repeat(101), 'too-long'],
      [7, 'invalid'],
    ] as const) {
      const answer = await rename(caller, name);
      assert.equal(answer.statusCode, 422);
      assert.equal(answer.json().errors[0].code, code);
    }
    const answer = await caller.request('PATCH', '/person', { body: { name: 'x', email: 'root@lumen.example' } });
    assert.equal(answer.statusCode, 422);
  });

  it('keeps what could break a header or a line out of names', () => {
    assert.equal(cleanName('Mika\r\nBcc: all@lumen.example'), 'Mika Bcc: all@lumen.example');
    assert.equal(cleanName('\u202eakiM\u0000 \u2066Aalto'), 'akiM Aalto');
    assert.equal(cleanName('نیم‌فاصله'), 'نیم‌فاصله');
  });
});

describe('changePassword', () => {
  const change = (caller: Caller, currentPassword: string, newPassword: string) =>
    caller.request('PATCH', '/person/password', { body: { currentPassword, newPassword } });
  const errors = (answer: Awaited<ReturnType<Caller['get']>>) => answer.json().errors;
  const signsIn = async (contact: MadeContact, password: string) =>
    (await (await visitor(test, portal)).signIn(contact.email, password)).statusCode;

  it('takes the new one from now on, and ends every other session', async () => {
    const contact = await makeContact(portal);
    const [here, there] = [await signIn(test, portal, contact), await signIn(test, portal, contact)];
    const bystander = await signIn(test, portal, await makeContact(portal));
    assert.equal((await change(here, PASSWORD, NEW_PASSWORD)).statusCode, 204);
    assert.deepEqual(await Promise.all([here, there, bystander].map(status)), [200, 401, 200]);
    assert.equal(await signsIn(contact, PASSWORD), 401);
    assert.equal(await signsIn(contact, NEW_PASSWORD), 201);
  });

  it('counts a wrong current password as a try to sign in', async () => {
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    for (let count = 0; count < 5; count += 1) {
      const answer = await change(caller, 'not the password', NEW_PASSWORD);
      assert.equal(answer.statusCode, 422);
      assert.deepEqual(errors(answer), [{ pointer: '/currentPassword', code: 'invalid' }]);
    }
    const refused = await change(caller, PASSWORD, NEW_PASSWORD);
    assert.equal(refused.statusCode, 429);
    assert.equal(refused.json().code, 'too-many-attempts');
    assert.equal(await signsIn(contact, PASSWORD), 429);
    assert.equal(await status(caller), 200);
    test.clock.forward(61);
    assert.equal((await change(caller, PASSWORD, NEW_PASSWORD)).statusCode, 204);
  });

  it('changes nothing for a new one that is too short, too long or too common', async () => {
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    for (const [password, code] of [
      ['123456789', 'too-short'],
      ['🐦🐦🐦🐦🐦🐦', 'too-short'],
      ['Password2026!', 'too-common'],
      [contact.email, 'too-common'],
      ['x'.repeat(1025), 'too-long'],
      ['', 'required'],
    ] as const) {
      const [error] = errors(await change(caller, PASSWORD, password));
      assert.equal(error.pointer, '/newPassword', password);
      assert.equal(error.code, code, password);
    }
    assert.equal(await signsIn(contact, PASSWORD), 201);
    const long = 'ä ö ü '.repeat(170);
    assert.equal((await change(caller, PASSWORD, long)).statusCode, 204);
    assert.equal(await signsIn(contact, long), 201);
  });

  it('has nothing to change where there is no password, and says so beforehand', async () => {
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    assert.equal((await caller.get('/session')).json().hasPassword, true);
    const { db } = await testDatabase();
    await db.updateTable('contacts').set({ password_hash: null }).where('id', '=', contact.id).execute();
    assert.equal((await caller.get('/session')).json().hasPassword, false);
    assert.deepEqual(errors(await change(caller, PASSWORD, NEW_PASSWORD)), [
      { pointer: '/currentPassword', code: 'invalid' },
    ]);
  });

  it('knows what everybody tries first, and what a person would', () => {
    const person = { email: 'mika.aalto@lumen.example', name: 'Mika Aalto-Berg' };
    const isRefused = (password: string) => passwordErrors('/p', password, person)[0]?.code === 'too-common';
    for (const password of [
      'aaaaaaaaaa',
      '1212121212',
      '1234567890',
      'qwertyuiop',
      'Summer2026!',
      'I love you 1',
      'passwordpassword',
      'mika.aalto',
      'mika aalto-berg',
    ])
      assert.ok(isRefused(password), password);
    for (const password of [NEW_PASSWORD, 'portico-demo-1', 'tXq8 vLm2 pR', 'пароль моей бабушки'])
      assert.deepEqual(passwordErrors('/p', password, person), [], password);
  });
});

describe('a device', () => {
  it('has the names people know, and no more', () => {
    const mozilla = 'Mozilla/5.0';
    const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
    const names = (agent: string) => Object.values(deviceOf(agent)).join(' on ');
    assert.equal(names(FIREFOX), 'Firefox on Linux');
    assert.equal(
      names(`${mozilla} (Windows NT 10.0; Win64) ${webKit} Chrome/142.0 Safari/537.36 Edg/142.0`),
      'Edge on Windows',
    );
    assert.equal(
      names(`${mozilla} (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/18.1 Safari/605.1`),
      'Safari on macOS',
    );
    assert.equal(
      names(`${mozilla} (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webKit} Version/18.1 Mobile/15E148 Safari/604.1`),
      'Safari on iPhone',
    );
    assert.equal(
      names(`${mozilla} (Linux; Android 10; K) ${webKit} Chrome/142.0 Mobile Safari/537.36`),
      'Chrome on Android',
    );
    assert.deepEqual(deviceOf(undefined), { browser: null, system: null });
    assert.deepEqual(deviceOf('<script>'.repeat(1000)), { browser: null, system: null });
  });
});
