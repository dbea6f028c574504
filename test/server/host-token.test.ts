import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { HostKeys } from '../../server/accounts/host-keys.ts';
import { seal, unseal } from '../../server/accounts/seal.ts';
import { distrustHost, trustHost, type HostKeySource } from '../../server/accounts/trust.ts';
import { openDemoLogin } from '../../server/demo/host-login.ts';
import { deleteExpiredRows } from '../../server/stores/expired.ts';
import { TEST_SECRET, testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { makeCompany, makeContact, makePortal, makeTicket, type MadePortal } from './support/makers.ts';

const ISSUER = 'https://host.example';
const AUDIENCE = 'portico';

type Claims = Record<string, unknown>;

let test: TestApp;
let keys: Record<'RS256' | 'ES256' | 'EdDSA', { privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }>;
/** Trusts the host by the three keys. */
let portal: MadePortal;

before(async () => {
  test = await testApp();
  const made = await Promise.all(
    (['RS256', 'ES256', 'EdDSA'] as const).map(async (alg) => {
      const pair = await generateKeyPair(alg, { extractable: true });
      return [alg, { ...pair, jwk: { ...(await exportJWK(pair.publicKey)), kid: alg, alg } }] as const;
    }),
  );
  keys = Object.fromEntries(made) as typeof keys;
  portal = await makePortal({ ticket_access: 'company' });
  await trust(portal, jwksOf(...made.map(([, { jwk }]) => jwk)));
});

// Most of what is tried here is refused.
beforeEach(async () => {
  await (await testDatabase()).db.deleteFrom('rate_limits').execute();
});

const jwksOf = (...jwks: JWK[]): HostKeySource => ({ kind: 'jwks', text: JSON.stringify({ keys: jwks }) });
const secretOf = (secret: string): HostKeySource => ({ kind: 'secret', secret, serverSecret: TEST_SECRET });

async function trust(of: MadePortal, source: HostKeySource, more: { issuer?: string; audience?: string } = {}) {
  const { db } = await testDatabase();
  await trustHost(db, { portal: of.slug, issuer: ISSUER, audience: AUDIENCE, keys: source, ...more });
}

const seconds = () => Math.floor(test.clock.now().getTime() / 1000);

/** What a good token says; a claim that is undefined is left out. */
function claims(changes: Claims = {}): Claims {
  const subject = randomUUID();
  const good = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: subject,
    email: `${subject}@lumen.example`,
    iat: seconds(),
    exp: seconds() + 300,
    jti: randomUUID(),
  };
  return Object.fromEntries(Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined));
}

async function sign(of: Claims = claims(), alg: keyof typeof keys = 'ES256', header: object = {}): Promise<string> {
  return new SignJWT(of).setProtectedHeader({ alg, kid: alg, ...header }).sign(keys[alg].privateKey);
}

async function redeem(hostToken: string, at: MadePortal = portal, app: TestApp = test) {
  const caller = await visitor(app, at);
  const answer = await caller.post('/session', { hostToken });
  if (answer.statusCode === 201) caller.token = answer.json<{ token: string }>().token;
  return { answer, caller };
}

async function comeIn(of: Claims, at: MadePortal = portal): Promise<{ caller: Caller; person: Claims }> {
  const { answer, caller } = await redeem(await sign(of), at);
  assert.equal(answer.statusCode, 201, answer.body);
  return { caller, person: answer.json<{ session: { person: Claims } }>().session.person };
}

async function refused(token: string, code: string, at: MadePortal = portal): Promise<Record<string, unknown>> {
  const { answer } = await redeem(token, at);
  const problem = answer.json<Record<string, unknown>>();
  assert.equal(problem['code'], code, answer.body);
  assert.equal(answer.statusCode, code === 'access-denied' ? 403 : 401);
  return problem;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a token of the host', () => {
  for (const alg of ['RS256', 'ES256', 'EdDSA'] as const) {
    it(`signs in, signed with ${alg}`, async () => {
      const { answer, caller } = await redeem(await sign(claims({ name: 'Mika Salonen', company: 'Lumen' }), alg));
      assert.equal(answer.statusCode, 201, answer.body);
      const { person } = (await caller.get('/session')).json();
      assert.equal(person.name, 'Mika Salonen');
      assert.equal(person.organization, 'Lumen');
    });
  }

  it('signs in, signed with a shared secret that lies encrypted', async () => {
    const secret = randomBytes(32).toString('base64url');
    const shared = await makePortal();
    await trust(shared, secretOf(secret));
    const hs = (body: Claims) =>
      new SignJWT(body).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
    const { answer } = await redeem(await hs(claims()), shared);
    assert.equal(answer.statusCode, 201, answer.body);
    const { db } = await testDatabase();
    const row = await db
      .selectFrom('token_issuers')
      .where('portal_id', '=', shared.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    assert.deepEqual(row.algorithms, ['HS256']);
    assert.equal(Buffer.from(row.sealed_secret!).includes(secret), false);
    // A copy of the row is of no use in another portal.
    const thief = await makePortal();
    const { created_at: _, jwks: __, ...columns } = row;
    await db
      .insertInto('token_issuers')
      .values({ ...columns, id: randomUUID(), portal_id: thief.id })
      .execute();
    assert.equal((await redeem(await hs(claims()), thief)).answer.statusCode, 500);
    // Neither is it without the server's secret.
    const poor = await testApp();
    Object.assign(poor.options.ports, { hostKeys: new HostKeys(null) });
    assert.equal((await redeem(await hs(claims()), shared, poor)).answer.json<{ code: string }>().code, 'unavailable');
  });

  it('binds the session to the key of the proof, like a password', async () => {
    const { caller } = await comeIn(claims());
    const thief = await visitor(test, portal);
    thief.token = caller.token;
    assert.equal((await thief.get('/session')).json().code, 'proof-invalid');
    const bare = await test.app.inject({
      method: 'POST',
      url: `/${portal.slug}/api/v1/session`,
      payload: { hostToken: await sign() },
    });
    assert.equal(bare.json<{ code: string }>().code, 'proof-invalid');
  });

  it('is told of by the portal that takes it, and by no other', async () => {
    const ways = async (at: MadePortal) => (await (await visitor(test, at)).get('/portal')).json().signIn;
    assert.deepEqual(await ways(portal), ['password', 'host-token']);
    assert.deepEqual(await ways(await makePortal()), ['password']);
  });
});

describe('a token of the host is refused', () => {
  it('when it was used before', async () => {
    const token = await sign();
    assert.equal((await redeem(token)).answer.statusCode, 201);
    await refused(token, 'host-token-invalid');
    // Another token with the same jti is no other.
    const [one, two] = [claims({ jti: 'same' }), claims({ jti: 'same' })];
    await comeIn(one);
    await refused(await sign(two), 'host-token-invalid');
  });

  it('when it is used many times at the same moment, all but once', async () => {
    const token = await sign();
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(token)));
    const statuses = answers.map(({ answer }) => answer.statusCode).sort();
    assert.deepEqual(statuses, [201, ...Array.from({ length: 7 }, () => 401)]);
  });

  it('until the end of its time, even when the server has cleaned up meanwhile', async () => {
    const { db } = await testDatabase();
    const app = await testApp();
    const now = Math.floor(app.clock.now().getTime() / 1000);
    const token = await sign(claims({ iat: now, exp: now + 600 }));
    assert.equal((await redeem(token, portal, app)).answer.statusCode, 201);
    app.clock.forward(659);
    await deleteExpiredRows(db, app.clock.now());
    assert.equal((await redeem(token, portal, app)).answer.json<{ code: string }>().code, 'host-token-invalid');
    app.clock.forward(3);
    await deleteExpiredRows(db, app.clock.now());
    assert.equal((await redeem(token, portal, app)).answer.json<{ code: string }>().code, 'host-token-expired');
  });

  it('when it was altered', async () => {
    const [header, , signature] = (await sign()).split('.');
    await refused([header, encode(claims()), signature].join('.'), 'host-token-invalid');
    const token = await sign();
    await refused(`${token.slice(0, -6)}AAAAAA`, 'host-token-invalid');
  });

  it('when it is not signed', async () => {
    for (const alg of ['none', 'None', 'NONE', ''])
      await refused(`${encode({ alg, typ: 'JWT' })}.${encode(claims())}.`, 'host-token-invalid');
  });

  it('when a public key was taken for a secret', async () => {
    for (const alg of ['RS256', 'ES256', 'EdDSA'] as const) {
      const { jwk, publicKey } = keys[alg];
      for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk)]) {
        const signed = `${encode({ alg: 'HS256', kid: alg })}.${encode(claims())}`;
        await refused(
          `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`,
          'host-token-invalid',
        );
      }
    }
  });

  it('when a key pair signed for a host that shares a secret', async () => {
    const shared = await makePortal();
    await trust(shared, secretOf('a secret that is long enough for it'));
    await refused(await sign(), 'host-token-invalid', shared);
  });

  it('when it brings its own key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    for (const header of [{ jwk }, { jku: 'https://evil.example/jwks.json' }, { kid: 'ES256', jwk }]) {
      const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', ...header }).sign(privateKey);
      await refused(token, 'host-token-invalid');
    }
  });

  it('when it is too old or from the future, with the server’s time', async () => {
    const serverTime = test.clock.now().toISOString();
    for (const changes of [
      { iat: seconds() - 361, exp: seconds() - 61 },
      { iat: seconds() + 62, exp: seconds() + 300 },
      { nbf: seconds() + 62 },
    ]) {
      const problem = await refused(await sign(claims(changes)), 'host-token-expired');
      assert.equal(problem['serverTime'], serverTime);
    }
    // A minute is nothing.
    await comeIn(claims({ iat: seconds() - 350, exp: seconds() - 58 }));
    await comeIn(claims({ iat: seconds() + 58, nbf: seconds() + 58, exp: seconds() + 300 }));
  });

  it('when it lives too long', async () => {
    await comeIn(claims({ exp: seconds() + 600 }));
    await refused(await sign(claims({ exp: seconds() + 601 })), 'host-token-invalid');
    await refused(await sign(claims({ iat: seconds() - 700, exp: seconds() + 60 })), 'host-token-invalid');
    await refused(await sign(claims({ iat: seconds(), exp: seconds() })), 'host-token-invalid');
  });

  it('when it is for another audience, or for others too', async () => {
    for (const aud of ['other', ['other'], ['portico', 'other'], '', undefined])
      await refused(await sign(claims({ aud })), 'host-token-invalid');
    await comeIn(claims({ aud: ['portico'] }));
  });

  it('when it is of another issuer', async () => {
    for (const iss of ['https://evil.example', `${ISSUER}/`, '', 7, undefined])
      await refused(await sign(claims({ iss })), 'host-token-invalid');
  });

  it('when the host has not verified the e-mail', async () => {
    for (const email_verified of [false, 'false', 'true', 0, null])
      await refused(await sign(claims({ email_verified })), 'access-denied');
    await comeIn(claims({ email_verified: true }));
  });

  for (const claim of ['sub', 'email', 'iat', 'exp', 'jti']) {
    it(`when it lacks ${claim}, or has something odd there`, async () => {
      for (const value of [undefined, '', 'a'.repeat(300), {}])
        await refused(await sign(claims({ [claim]: value })).catch(() => 'x'), 'host-token-invalid');
    });
  }

  it('when it is of a portal that trusts another host, or the same host by another name', async () => {
    const [stranger, other] = [await makePortal(), await makePortal()];
    await trust(other, jwksOf(keys.ES256.jwk), { audience: 'other' });
    await refused(await sign(), 'host-token-invalid', stranger);
    await refused(await sign(), 'host-token-invalid', other);
  });

  it('when the portal trusts the host no more', async () => {
    const left = await makePortal();
    await trust(left, jwksOf(keys.ES256.jwk));
    await comeIn(claims(), left);
    const { db } = await testDatabase();
    await distrustHost(db, left.slug, ISSUER);
    await refused(await sign(), 'host-token-invalid', left);
    await assert.rejects(distrustHost(db, left.slug, ISSUER), { name: 'StartError' });
  });

  it('when it is a proof, an encrypted token or nonsense', async () => {
    for (const token of ['x', 'a.b.c', '..', `${encode({ alg: 'dir', enc: 'A256GCM' })}....`, 'ä.ö.ü', '\0'])
      await refused(token, 'host-token-invalid');
  });

  it('when it is too long, and never parsed', async () => {
    const { answer } = await redeem(await sign(claims({ padding: 'x'.repeat(8000) })));
    assert.equal(answer.statusCode, 422);
    assert.deepEqual(answer.json<{ errors: unknown }>().errors, [
      { pointer: '/hostToken', code: 'too-long', limit: 8192 },
    ]);
  });

  it('beside a password, or as no text', async () => {
    const caller = await visitor(test, portal);
    for (const body of [{ hostToken: await sign(), email: 'a@b.example', password: 'x' }, { hostToken: 1 }, {}])
      assert.equal((await caller.post('/session', body)).statusCode, 422, JSON.stringify(body));
    const { errors } = (await caller.post('/session', { email: 'a@b.example' })).json();
    assert.deepEqual(errors, [{ pointer: '/password', code: 'required' }]);
  });

  it('in the same words, whoever it would be for', async () => {
    const contact = await makeContact(portal);
    const of = (email: string) => sign(claims({ email, aud: 'other' }));
    const known = await refused(await of(contact.email), 'host-token-invalid');
    const unknown = await refused(await of('nobody@lumen.example'), 'host-token-invalid');
    assert.deepEqual({ ...known, requestId: '' }, { ...unknown, requestId: '' });
  });

  it('after fifty bad ones of one address in a minute; good ones do not count', async () => {
    const busy = await makePortal();
    await trust(busy, jwksOf(keys.ES256.jwk));
    for (let count = 0; count < 3; count += 1) await comeIn(claims(), busy);
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem('x', busy)));
    assert.ok(answers.every(({ answer }) => answer.statusCode === 401));
    assert.equal((await redeem(await sign(), busy)).answer.statusCode, 429);
  });

  it('without a trace of it in the log', async () => {
    const good = await sign();
    const bad = await sign(claims({ aud: 'other' }));
    await redeem(good);
    await redeem(bad);
    const log = test.log.join('\n');
    for (const part of [...good.split('.'), ...bad.split('.')]) assert.equal(log.includes(part.slice(-40)), false);
  });
});

describe('whom a host vouches for', () => {
  it('is the contact with that e-mail address, and stays it when the address changes', async () => {
    const contact = await makeContact(portal);
    const sub = randomUUID();
    const first = await comeIn(claims({ sub, email: contact.email.toUpperCase() }));
    assert.equal(first.person['id'], contact.id);
    assert.equal(first.person['name'], contact.name);
    const email = `new-${sub}@lumen.example`;
    const second = await comeIn(claims({ sub, email, name: 'Mika  S.\r\nBcc: x' }));
    assert.deepEqual(second.person, {
      id: contact.id,
      name: 'Mika S. Bcc: x',
      email,
      organization: null,
      language: null,
    });
    // Whoever gets the old address at the host is somebody else.
    const third = await comeIn(claims({ email: contact.email }));
    assert.notEqual(third.person['id'], contact.id);
  });

  it('never takes an address that somebody else has', async () => {
    const other = await makeContact(portal);
    const sub = randomUUID();
    const { person } = await comeIn(claims({ sub }));
    const again = await comeIn(claims({ sub, email: other.email }));
    assert.equal(again.person['id'], person['id']);
    assert.equal(again.person['email'], person['email']);
    assert.equal((await signIn(test, portal, other)).token !== null, true);
  });

  it('is made when nobody knows them, once, however often they come at once', async () => {
    const sub = randomUUID();
    const of = () => claims({ sub, email: `${sub}@lumen.example`, company: `Company ${sub}` });
    const people = await Promise.all(Array.from({ length: 6 }, async () => (await comeIn(of())).person));
    assert.equal(new Set(people.map(({ id }) => id)).size, 1);
    assert.equal(people[0]!['name'], sub);
    const { db } = await testDatabase();
    const companies = await db.selectFrom('companies').where('name', '=', `Company ${sub}`).select('id').execute();
    assert.equal(companies.length, 1);
  });

  it('is of the company the host names, whose tickets they see; of none they are told nothing', async () => {
    const company = await makeCompany(portal, `Harbor ${randomUUID()}`);
    const colleague = await makeContact(portal, { company_id: company.id });
    const ticket = await makeTicket(portal, colleague);
    const sub = randomUUID();
    const { caller } = await comeIn(claims({ sub, company: company.name }));
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 200);
    const without = await comeIn(claims({ sub }));
    assert.equal(without.person['organization'], company.name);
    const stranger = await comeIn(claims());
    assert.equal((await stranger.caller.get(`/tickets/${ticket.id}`)).statusCode, 404);
  });

  it('is a person of each portal apart', async () => {
    const there = await makePortal();
    await trust(there, jwksOf(keys.ES256.jwk));
    const elsewhere = await makeContact(there);
    const sub = randomUUID();
    const of = () => claims({ sub, email: elsewhere.email, company: 'Lumen Studios' });
    const here = await comeIn(of());
    assert.notEqual(here.person['id'], elsewhere.id);
    assert.equal((await comeIn(of(), there)).person['id'], elsewhere.id);
  });

  it('may not be one of a demo on a server that is none', async () => {
    const demo = await makeContact(portal, { is_demo: true });
    await refused(await sign(claims({ email: demo.email })), 'access-denied');
  });
});

describe('keys that a host publishes', () => {
  let server: Server;
  let published: unknown;
  let asked = 0;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/slow') return;
      if (request.url === '/moved') return void response.writeHead(302, { Location: '/jwks.json' }).end();
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(published));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are fetched once, again when they change, and forgotten when they are gone', async () => {
    const remote = await makePortal();
    published = { keys: [keys.ES256.jwk] };
    await trust(remote, { kind: 'jwks-url', url: `${url}/jwks.json` });
    await comeIn(claims(), remote);
    await comeIn(claims(), remote);
    assert.equal(asked, 1);
    published = { keys: [keys.EdDSA.jwk] };
    const { answer } = await redeem(await sign(claims(), 'EdDSA'), remote);
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal(asked, 2);
    await refused(await sign(claims(), 'ES256'), 'host-token-invalid', remote);
  });

  it('are not fetched for every key that nobody knows', async () => {
    const app = await testApp();
    Object.assign(app.options.ports, { hostKeys: new HostKeys(null) });
    const remote = await makePortal();
    published = { keys: [keys.ES256.jwk] };
    await trust(remote, { kind: 'jwks-url', url: `${url}/quiet.json` });
    const from = asked;
    for (let count = 0; count < 5; count += 1)
      await redeem(await sign(claims(), 'ES256', { kid: `unknown-${count}` }), remote, app);
    assert.equal(asked, from + 1);
  });

  for (const [what, path, keysThere] of [
    ['too long', '/long', { keys: [], padding: 'x'.repeat(200_000) }],
    ['no keys', '/none', { nothing: true }],
    ['elsewhere', '/moved', { keys: [] }],
    ['slow', '/slow', {}],
  ] as const) {
    it(`that are ${what} are the server’s trouble, for the moment`, async () => {
      const remote = await makePortal();
      published = keysThere;
      await trust(remote, { kind: 'jwks-url', url: url + path });
      const { answer } = await redeem(await sign(), remote);
      assert.equal(answer.statusCode, 503, answer.body);
      assert.equal(answer.json<{ code: string }>().code, 'unavailable');
    });
  }

  it('pass for no secret', async () => {
    const remote = await makePortal();
    const k = randomBytes(32);
    published = { keys: [{ kty: 'oct', k: k.toString('base64url'), alg: 'HS256', kid: 'a' }] };
    await trust(remote, { kind: 'jwks-url', url: `${url}/oct.json` });
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'a' }).sign(k);
    await refused(token, 'host-token-invalid', remote);
  });
});

describe('trusting a host', () => {
  for (const [what, source, line] of [
    ['an address anybody could answer', { kind: 'jwks-url', url: 'http://host.example/jwks.json' }, /https:\/\//],
    ['an address with a password', { kind: 'jwks-url', url: 'https://a:b@host.example/' }, /https:\/\//],
    ['what is not JSON', { kind: 'jwks', text: 'keys' }, /is not JSON/],
    ['no keys', { kind: 'jwks', text: '{"keys":[]}' }, /holds no keys/],
    ['a secret among public keys', { kind: 'jwks', text: '{"keys":[{"kty":"oct","k":"AA"}]}' }, /is a secret/],
    ['a key of another kind', { kind: 'jwks', text: '{"keys":[{"kty":"EC","crv":"P-384"}]}' }, /not one for/],
    ['a short secret', { kind: 'secret', secret: 'short', serverSecret: TEST_SECRET }, /32 bytes/],
    [
      'a secret without PORTICO_SECRET',
      { kind: 'secret', secret: 'x'.repeat(40), serverSecret: null },
      /PORTICO_SECRET/,
    ],
  ] as const satisfies (readonly [string, HostKeySource, RegExp])[]) {
    it(`refuses ${what} with a line`, async () => {
      await assert.rejects(trust(await makePortal(), source), { name: 'StartError', message: line });
    });
  }

  it('refuses a private key', async () => {
    const jwk = await exportJWK(keys.ES256.privateKey);
    await assert.rejects(trust(await makePortal(), jwksOf(jwk)), /is a secret/);
  });

  it('is not possible for a secret and public keys at once, whatever is written into the database', async () => {
    const { db } = await testDatabase();
    const row = { portal_id: portal.id, audience: AUDIENCE, sealed_secret: Buffer.from('x') };
    for (const algorithms of [['RS256'], ['HS256', 'RS256']])
      await assert.rejects(
        db
          .insertInto('token_issuers')
          .values({ ...row, id: randomUUID(), issuer: randomUUID(), algorithms })
          .execute(),
      );
  });

  it('keeps a secret that opens with its key and context only', () => {
    const sealed = seal(TEST_SECRET, 'context', Buffer.from('hush'));
    assert.equal(Buffer.from(unseal(TEST_SECRET, 'context', sealed)).toString(), 'hush');
    assert.notDeepEqual(seal(TEST_SECRET, 'context', Buffer.from('hush')), sealed);
    assert.throws(() => unseal(TEST_SECRET, 'other', sealed));
    assert.throws(() => unseal(`${TEST_SECRET}!`, 'context', sealed));
    sealed[14]! ^= 1;
    assert.throws(() => unseal(TEST_SECRET, 'context', sealed));
  });
});

describe('the demo’s own login', () => {
  it('signs for its people and nobody else, and is there in a demo only', async () => {
    const plain = await test.app.inject('/_demo/host-token?person=mika');
    assert.equal(plain.statusCode, 404);
    const { db } = await testDatabase();
    const help = await db.selectFrom('portals').where('slug', '=', 'help').select('id').executeTakeFirst();
    const made = help ? null : await makePortal({ slug: 'help' });
    const signForDemo = await openDemoLogin(db);
    const demo = await testApp({ demo: true, signForDemo });
    const ask = async (person: string) =>
      (await demo.app.inject(`/_demo/host-token?person=${person}`)).json<{ token: string | null }>().token;
    assert.equal(await ask('karim'), null);
    assert.equal(await ask('constructor'), null);
    const { answer } = await redeem((await ask('mika')) ?? '', { ...portal, ...made, slug: 'help' }, demo);
    assert.equal(answer.statusCode, 201, answer.body);
  });
});
