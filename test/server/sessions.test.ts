import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { testApp, type TestApp } from './support/app.ts';
import { makeKey, signIn, visitor, Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { assertSameTime } from './support/timing.ts';
import { makeCompany, makeContact, makePortal, PASSWORD, type MadePortal } from './support/makers.ts';

describe('signing in', () => {
  let test: TestApp;
  let portal: MadePortal;

  before(async () => {
    test = await testApp();
    portal = await makePortal({ ticket_access: 'company' });
  });

  it('answers a token and who is signed in', async () => {
    const company = await makeCompany(portal);
    const contact = await makeContact(portal, { company_id: company.id });
    const caller = await visitor(test, portal);
    const answer = await caller.signIn(contact.email.toUpperCase());
    assert.equal(answer.statusCode, 201, answer.body);
    const { token, session } = answer.json();
    assert.match(token, /^[\w-]{43}$/);
    assert.deepEqual(session.person, {
      id: contact.id,
      name: contact.name,
      email: contact.email,
      organization: 'Lumen Studios',
      language: null,
    });
    assert.deepEqual(session.scopes, ['mine', 'organization']);
    assert.equal(session.idleSeconds, 3600);
    assert.equal((await caller.get('/session')).json().person.id, contact.id);
  });

  it('keeps only a hash of the token', async () => {
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const { db } = await testDatabase();
    const [row] = await db.selectFrom('sessions').where('contact_id', '=', contact.id).selectAll().execute();
    assert.ok(row);
    assert.equal(JSON.stringify(row).includes(caller.token ?? '?'), false);
    assert.equal(Buffer.from(row.token_hash).length, 32);
  });

  it('offers no organisation where there is none, or where the portal shares nothing', async () => {
    const alone = await signIn(test, portal, await makeContact(portal));
    assert.deepEqual((await alone.get('/session')).json().scopes, ['mine']);
    const closed = await makePortal({ ticket_access: 'own' });
    const company = await makeCompany(closed);
    const caller = await signIn(test, closed, await makeContact(closed, { company_id: company.id }));
    assert.deepEqual((await caller.get('/session')).json().scopes, ['mine']);
  });

  it('answers a wrong password and an unknown e-mail alike', async () => {
    const contact = await makeContact(portal);
    const wrong = await (await visitor(test, portal)).signIn(contact.email, 'not the password');
    const unknown = await (await visitor(test, portal)).signIn('nobody@lumen.example', PASSWORD);
    const noPassword = await makeContact(portal, { password_hash: null });
    const passwordless = await (await visitor(test, portal)).signIn(noPassword.email, PASSWORD);
    for (const answer of [wrong, unknown, passwordless]) {
      assert.equal(answer.statusCode, 401);
      assert.equal(answer.json().code, 'credentials-wrong');
      assert.deepEqual({ ...answer.json<object>(), requestId: '' }, { ...wrong.json<object>(), requestId: '' });
      assert.deepEqual(Object.keys(answer.headers).sort(), Object.keys(wrong.headers).sort());
    }
  });

  it('takes as long for an unknown e-mail as for a wrong password', async () => {
    const contact = await makeContact(portal);
    const passwordless = await makeContact(portal, { password_hash: null });
    const tries = (email: string) => async () => {
      // Nobody has to wait between two tries.
      test.clock.forward(61);
      assert.equal((await (await visitor(test, portal)).signIn(email, 'not the password')).statusCode, 401);
    };
    await assertSameTime(tries(contact.email), tries('nobody@lumen.example'));
    await assertSameTime(tries(contact.email), tries(passwordless.email));
  });

  it('refuses the sixth try of a minute, right or wrong, known or unknown', async () => {
    const contact = await makeContact(portal);
    for (const email of [contact.email, 'never-seen@lumen.example']) {
      for (let count = 0; count < 5; count += 1) {
        assert.equal((await (await visitor(test, portal)).signIn(email, 'wrong')).statusCode, 401);
      }
      const sixth = await (await visitor(test, portal)).signIn(email, PASSWORD);
      assert.equal(sixth.statusCode, 429);
      const problem = sixth.json();
      assert.equal(problem.code, 'too-many-attempts');
      assert.ok(problem.retryAfter > 0 && problem.retryAfter <= 60);
      assert.equal(sixth.headers['retry-after'], String(problem.retryAfter));
    }
    test.clock.forward(61);
    assert.equal((await (await visitor(test, portal)).signIn(contact.email)).statusCode, 201);
  });

  it('counts tries that come at the same moment', async () => {
    const contact = await makeContact(portal);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await visitor(test, portal)).signIn(contact.email, 'wrong')),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 401).length, 5);
    assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 15);
  });

  it('does not count a try that is right', async () => {
    const contact = await makeContact(portal);
    for (let count = 0; count < 8; count += 1) await signIn(test, portal, contact);
  });
});

describe('a session', () => {
  let test: TestApp;
  let portal: MadePortal;
  let caller: Caller;

  before(async () => {
    test = await testApp();
    portal = await makePortal({ idle_seconds: 1200, absolute_seconds: 7200 });
    caller = await signIn(test, portal, await makeContact(portal));
  });

  const code = (answer: Awaited<ReturnType<Caller['get']>>) => answer.json().code;

  it('is asked for', async () => {
    const answer = await (await visitor(test, portal)).get('/tickets');
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json().code, 'session-required');
    assert.match(String(answer.headers['www-authenticate']), /^DPoP /);
  });

  it('is worth nothing in another browser', async () => {
    const thief = new Caller(test, portal, await makeKey());
    thief.token = caller.token;
    const answer = await thief.get('/tickets');
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json().code, 'proof-invalid');
  });

  it('is worth nothing without a proof, or as a bearer token', async () => {
    const url = `/${portal.slug}/api/v1/session`;
    const headers = { host: 'portico.test', authorization: `DPoP ${caller.token}` };
    assert.equal(await code(await test.app.inject({ url, headers })), 'proof-invalid');
    const bearer = { ...headers, authorization: `Bearer ${caller.token}` };
    assert.equal(await code(await test.app.inject({ url, headers: bearer })), 'session-required');
  });

  it('is worth nothing in another portal', async () => {
    const other = await makePortal();
    const elsewhere = new Caller(test, other, caller.key);
    elsewhere.token = caller.token;
    assert.equal(await code(await elsewhere.get('/session')), 'session-expired');
  });

  it('refuses a proof for another method, address, token or kind', async () => {
    for (const proof of [
      { htm: 'POST' },
      { htu: 'http://portico.test/elsewhere' },
      { htu: `http://other.test/${portal.slug}/api/v1/session` },
      { ath: 'AAAA' },
      { jti: '' },
      { typ: 'JWT' },
    ]) {
      assert.equal(await code(await caller.get('/session', { proof })), 'proof-invalid', JSON.stringify(proof));
    }
    assert.equal(await code(await caller.get('/session', { headers: { DPoP: 'nonsense' } })), 'proof-invalid');
  });

  it('refuses a proof for no address at all, whatever the request calls its host', async () => {
    const anyHost = await testApp({ publicUrl: null });
    const person = await signIn(anyHost, portal, await makeContact(portal));
    const answer = await person.get('/session', { proof: { htu: 'nowhere' }, headers: { host: 'no host%' } });
    assert.equal(answer.statusCode, 401, answer.body);
    assert.equal(code(answer), 'proof-invalid');
  });

  it('refuses a private key in a proof, and any algorithm but its own', async () => {
    const claims = {
      htm: 'GET',
      htu: `http://portico.test/${portal.slug}/api/v1/session`,
      iat: Math.floor(test.clock.now().getTime() / 1000),
      jti: 'x',
      ath: createHash('sha256').update(caller.token!).digest('base64url'),
    };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const secret = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const known = await crypto.subtle.exportKey('jwk', caller.key.publicKey);
    const signed = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: secret })}.${encode(claims)}`;
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256' };
    const withSecret = Buffer.from(await crypto.subtle.sign(ecdsa, pair.privateKey, Buffer.from(signed)));
    const none = `${encode({ typ: 'dpop+jwt', alg: 'none', jwk: known })}.${encode(claims)}.`;
    const symmetric = `${encode({ typ: 'dpop+jwt', alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } })}.${encode(claims)}`;
    const mac = createHmac('sha256', Buffer.from('AAAA', 'base64url')).update(symmetric).digest('base64url');
    for (const DPoP of [`${signed}.${withSecret.toString('base64url')}`, none, `${symmetric}.${mac}`]) {
      assert.equal(code(await caller.get('/session', { headers: { DPoP } })), 'proof-invalid');
    }
  });

  it('tells a browser whose clock is off what time it is', async () => {
    const now = Math.floor(test.clock.now().getTime() / 1000);
    for (const iat of [now - 62, now + 62]) {
      const answer = await caller.get('/session', { proof: { iat } });
      assert.equal(answer.statusCode, 401);
      assert.equal(answer.json().code, 'proof-expired');
      assert.equal(answer.json().serverTime, test.clock.now().toISOString());
    }
    assert.equal((await caller.get('/session', { proof: { iat: now - 58 } })).statusCode, 200);
  });

  it('takes a proof that changes something once only', async () => {
    const proof = { jti: 'used-twice' };
    const body = { formId: 'x', subject: 's', text: 't' };
    assert.equal((await caller.post('/tickets', body, { proof })).statusCode, 422);
    assert.equal(await code(await caller.post('/tickets', body, { proof })), 'proof-invalid');
    assert.equal((await caller.get('/session', { proof: { jti: 'read' } })).statusCode, 200);
    assert.equal((await caller.get('/session', { proof: { jti: 'read' } })).statusCode, 200);
  });

  it('ends when it is not used, and lasts while it is', async () => {
    for (let count = 0; count < 3; count += 1) {
      test.clock.forward(1100);
      assert.equal((await caller.get('/session')).statusCode, 200);
    }
    test.clock.forward(1201);
    assert.equal(await code(await caller.get('/session')), 'session-expired');
  });

  it('says when it will end, not later', async () => {
    const idle = await signIn(test, portal, await makeContact(portal));
    test.clock.forward(20);
    const { expiresAt } = (await idle.get('/session')).json<{ expiresAt: string }>();
    test.clock.forward((Date.parse(expiresAt) - test.clock.now().getTime()) / 1000 - 1);
    assert.equal((await idle.get('/session')).statusCode, 200);
  });

  it('ends for good, however busy', async () => {
    const busy = await signIn(test, portal, await makeContact(portal));
    for (let minutes = 0; minutes < 119; minutes += 17) {
      assert.equal((await busy.get('/session')).statusCode, 200, `${minutes} minutes`);
      test.clock.forward(17 * 60);
    }
    test.clock.forward(60);
    assert.equal(await code(await busy.get('/session')), 'session-expired');
  });

  it('ends when the person signs out, with the rest going on', async () => {
    const contact = await makeContact(portal);
    const [here, there] = [await signIn(test, portal, contact), await signIn(test, portal, contact)];
    assert.equal((await here.request('DELETE', '/session')).statusCode, 204);
    assert.equal(await code(await here.get('/session')), 'session-expired');
    assert.equal((await there.get('/session')).statusCode, 200);
  });

  it('is not given to a demo account by a server that is no demo', async () => {
    const demo = await makeContact(portal, { is_demo: true });
    assert.equal((await (await visitor(test, portal)).signIn(demo.email)).statusCode, 401);
    const demoServer = await testApp({ demo: true });
    const there = await signIn(demoServer, portal, demo);
    assert.equal((await there.get('/session')).statusCode, 200);
    // The same database, served by a server that is no demo.
    const here = new Caller(test, portal, there.key);
    here.token = there.token;
    assert.equal(
      await code(await here.get('/session', { proof: { iat: Math.floor(test.clock.now().getTime() / 1000) } })),
      'session-expired',
    );
    const demoPortal = await makePortal({ is_demo: true });
    assert.equal((await (await visitor(test, demoPortal)).get('/portal')).statusCode, 404);
    assert.equal((await (await visitor(demoServer, demoPortal)).get('/portal')).statusCode, 200);
  });
});
