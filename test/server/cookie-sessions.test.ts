import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, beforeEach, describe, it } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { setConsent } from '../../server/accounts/admission.ts';
import { newId } from '../../server/ids.ts';
import { testApp, type TestApp } from './support/app.ts';
import { makeKey, makeProof, signIn, visitor as keyVisitor } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails } from './support/mails.ts';
import { makeContact, makePortal, makeTicket, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const SERVER = 'https://support.lumen.example';
const HOST = 'https://docs.lumen.example';
const PARTNER = 'https://partner.example';

interface Sent {
  readonly body?: unknown;
  /** What differs from a request of the library; undefined takes a header away. */
  readonly headers?: Record<string, string | undefined>;
  readonly payload?: string;
}

/** A browser on a page of the portal's own site: keeps its cookies, and sends them as browsers do. */
class CookieBrowser {
  readonly cookies = new Map<string, string>();
  readonly #test: TestApp;
  readonly #portal: MadePortal;
  readonly #origin: string;
  profile = '';
  person = '';

  constructor(test: TestApp, portal: MadePortal, origin = HOST) {
    this.#test = test;
    this.#portal = portal;
    this.#origin = origin;
  }

  async send(
    method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS',
    path: string,
    { body, headers = {}, payload }: Sent = {},
  ): Promise<LightMyRequestResponse> {
    const all: Record<string, string | undefined> = {
      host: new URL(SERVER).host,
      origin: this.#origin,
      'sec-fetch-site': 'same-site',
      'portico-session': `cookie:${encodeURIComponent(this.profile)}:${this.person}`,
      ...(this.cookies.size > 0 && { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
      ...(method === 'POST' && path !== '/session' && { 'idempotency-key': newId() }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    const answer = await this.#test.app.inject({
      method,
      url: `/${this.#portal.slug}/api/v1${path}`,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value, maxAge } of answer.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  signIn({ email }: MadeContact, headers: Sent['headers'] = {}): Promise<LightMyRequestResponse> {
    return this.send('POST', '/session', { body: { email, password: PASSWORD }, headers });
  }
}

const code = (answer: LightMyRequestResponse): string => answer.json<{ code: string }>().code;

describe('a session that a cookie holds', () => {
  let test: TestApp;
  let portal: MadePortal;
  let mika: MadeContact;
  let rosa: MadeContact;

  before(async () => {
    test = await testApp({ publicUrl: SERVER });
    portal = await makePortal({ cookie_sessions: true, allowed_origins: [HOST, PARTNER] });
    mika = await makeContact(portal);
    rosa = await makeContact(portal);
  });

  const visitor = (): CookieBrowser => new CookieBrowser(test, portal);
  const signedIn = async (contact = mika): Promise<CookieBrowser> => {
    const browser = visitor();
    const answer = await browser.signIn(contact);
    assert.equal(answer.statusCode, 201, answer.body);
    return browser;
  };

  it('begins after a consent with the cookie of the refusal, and with no other', async () => {
    const place = await makePortal({ cookie_sessions: true, allowed_origins: [HOST] });
    const someone = await makeContact(place);
    const { db } = await testDatabase();
    const slug = place.slug;
    await setConsent(db, { portal: slug, isRequired: true, texts: { en: { html: '<p>Words.</p>', label: 'Yes' } } });
    const browser = new CookieBrowser(test, place);
    const agree = (from = browser) =>
      from.send('POST', '/session', { body: { consent: { version: 1, language: 'en' } } });
    assert.equal(code(await agree()), 'session-expired');
    const refused = await browser.signIn(someone);
    assert.equal(code(refused), 'consent-required');
    assert.match(String(refused.headers['set-cookie']), /Max-Age=600; HttpOnly; SameSite=Strict; Secure$/);
    assert.equal(code(await browser.send('GET', '/session')), 'session-expired');
    assert.equal(code(await agree(new CookieBrowser(test, place))), 'session-expired');
    const pending = new Map(browser.cookies);
    assert.equal((await agree()).statusCode, 201);
    assert.notDeepEqual(browser.cookies, pending);
    assert.equal((await browser.send('GET', '/session')).statusCode, 200);
    const thief = new CookieBrowser(test, place);
    for (const [name, value] of pending) thief.cookies.set(name, value);
    assert.equal(code(await agree(thief)), 'session-expired');
  });

  it('comes as a cookie no script can read, and not in the answer', async () => {
    const browser = visitor();
    const answer = await browser.signIn(mika);
    assert.equal(answer.statusCode, 201, answer.body);
    assert.deepEqual(Object.keys(answer.json()), ['session']);
    const [[name = '', token = ''] = []] = browser.cookies;
    assert.equal(name, `__Host-portico.${portal.slug}`);
    assert.match(token, /^[\w-]{43}$/);
    assert.equal(
      answer.headers['set-cookie'],
      `${name}=${token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure`,
    );
    assert.equal(answer.headers['access-control-allow-credentials'], 'true');
    assert.equal(answer.headers['access-control-allow-origin'], HOST);
    const { db } = await testDatabase();
    const rows = await db.selectFrom('sessions').where('contact_id', '=', mika.id).selectAll().execute();
    assert.equal(JSON.stringify(rows).includes(token), false);
    assert.equal(test.log.join('').includes(token), false);
  });

  it('does what any session does, and ends with the sign-out', async () => {
    const browser = await signedIn();
    const ticket = await makeTicket(portal, mika);
    assert.equal((await browser.send('GET', '/session')).json().person.id, mika.id);
    assert.equal((await browser.send('GET', `/tickets/${ticket.id}`)).statusCode, 200);
    const reply = await browser.send('POST', `/tickets/${ticket.id}/messages`, { body: { text: 'Thanks.' } });
    assert.equal(reply.statusCode, 201, reply.body);
    const upload = await browser.send('POST', '/uploads', {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '5',
        'upload-metadata': `filename ${Buffer.from('a.txt').toString('base64')}`,
      },
    });
    assert.equal(upload.statusCode, 201, upload.body);
    const piece = await browser.send('PATCH', `/uploads/${String(upload.headers['location']).split('/').at(-1)}`, {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      payload: 'hello',
    });
    assert.equal(piece.statusCode, 204, piece.body);
    assert.equal((await browser.send('GET', '/sessions')).json().items[0].isCurrent, true);

    const before = browser.cookies.get(`__Host-portico.${portal.slug}`) ?? '';
    const out = await browser.send('DELETE', '/session');
    assert.equal(out.statusCode, 204);
    assert.match(String(out.headers['set-cookie']), /=; Path=\/; Max-Age=0; /);
    assert.equal(browser.cookies.size, 0);
    browser.cookies.set(`__Host-portico.${portal.slug}`, before);
    assert.equal(code(await browser.send('GET', '/session')), 'session-expired');
  });

  it('ends when it is not used', async () => {
    const browser = await signedIn();
    test.clock.forward(3500);
    assert.equal((await browser.send('GET', '/session')).statusCode, 200);
    test.clock.forward(3500);
    assert.equal((await browser.send('GET', '/session')).statusCode, 200);
    test.clock.forward(3601);
    assert.equal(code(await browser.send('GET', '/session')), 'session-expired');
  });

  it('is one for each profile', async () => {
    const browser = await signedIn();
    browser.profile = 'Länsi: radio';
    assert.equal(code(await browser.send('GET', '/session')), 'session-required');
    await browser.signIn(rosa);
    assert.equal(browser.cookies.size, 2);
    assert.equal((await browser.send('GET', '/session')).json().person.id, rosa.id);
    browser.profile = '';
    assert.equal((await browser.send('GET', '/session')).json().person.id, mika.id);
  });

  it('is not used in the name of a person whom the page takes for another', async () => {
    const browser = await signedIn(rosa);
    browser.person = mika.id;
    assert.equal(code(await browser.send('GET', '/tickets')), 'session-expired');
    assert.equal(code(await browser.send('DELETE', '/session')), 'session-expired');
    browser.person = rosa.id;
    assert.equal((await browser.send('GET', '/tickets')).statusCode, 200);
  });

  it('is one of the portal that gave it', async () => {
    const browser = await signedIn();
    const other = await makePortal({ cookie_sessions: true, allowed_origins: [HOST] });
    const elsewhere = new CookieBrowser(test, other);
    elsewhere.cookies.set(`__Host-portico.${other.slug}`, [...browser.cookies.values()][0] ?? '');
    assert.equal(code(await elsewhere.send('GET', '/session')), 'session-expired');
  });

  it('is there for the portal’s own origin, whose reading requests name none', async () => {
    const browser = new CookieBrowser(test, portal, SERVER);
    const site = { 'sec-fetch-site': 'same-origin' };
    assert.equal((await browser.signIn(mika, site)).statusCode, 201);
    const own = { ...site, origin: undefined };
    assert.equal((await browser.send('GET', '/tickets', { headers: own })).statusCode, 200);
    assert.equal(code(await browser.send('DELETE', '/session', { headers: own })), 'origin-refused');
  });

  describe('is refused', () => {
    let browser: CookieBrowser;

    before(async () => {
      browser = await signedIn();
    });

    const refusals: [string, string, Record<string, string | undefined>][] = [
      ['without the header: an image, a link, a frame', 'session-required', { 'portico-session': undefined }],
      ['without an Origin', 'origin-refused', { origin: undefined }],
      ['without an Origin, from nowhere', 'origin-refused', { origin: undefined, 'sec-fetch-site': 'none' }],
      ['from a sandboxed frame', 'origin-refused', { origin: 'null' }],
      ['from a site that is not the portal’s', 'origin-refused', { origin: 'https://evil.example' }],
      ['from a subdomain that is not on the list', 'origin-refused', { origin: 'https://wiki.lumen.example' }],
      ['from the host in clear', 'origin-refused', { origin: HOST.replace('https', 'http') }],
      ['from another port of the host', 'origin-refused', { origin: `${HOST}:8443` }],
      ['from a name that begins like the host', 'origin-refused', { origin: `${HOST}.evil.example` }],
      [
        'from an allowed site that is another one',
        'origin-refused',
        { origin: PARTNER, 'sec-fetch-site': 'cross-site' },
      ],
      ['with an allowed Origin and another site', 'origin-refused', { 'sec-fetch-site': 'cross-site' }],
      ['with a token as well', 'invalid-request', { authorization: `DPoP ${'a'.repeat(43)}` }],
      ['with a proof as well', 'invalid-request', { dpop: 'a.b.c' }],
      ['with a header that says something else', 'invalid-request', { 'portico-session': 'yes' }],
      ['with a header that is no text', 'invalid-request', { 'portico-session': 'cookie:%ff:' }],
    ];
    for (const [how, expected, headers] of refusals) {
      it(how, async () => {
        assert.equal(code(await browser.send('GET', '/tickets', { headers })), expected);
        assert.equal(code(await browser.send('DELETE', '/session', { headers })), expected);
        assert.equal((await browser.send('GET', '/tickets')).statusCode, 200);
      });
    }

    it('in a form of another site, whatever it calls its content', async () => {
      const ticket = await makeTicket(portal, mika);
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', undefined]) {
        for (const origin of ['https://evil.example', 'null', HOST, undefined]) {
          const answer = await browser.send('POST', `/tickets/${ticket.id}/messages`, {
            headers: {
              origin,
              'content-type': type,
              'portico-session': undefined,
              'idempotency-key': undefined,
              'sec-fetch-site': 'cross-site',
            },
            payload: '{"text":"Send me the password","x":"="}',
          });
          assert.ok([401, 403].includes(answer.statusCode), `${type} ${origin} ${answer.body}`);
        }
      }
      const text = await browser.send('POST', `/tickets/${ticket.id}/messages`, {
        headers: { 'content-type': 'text/plain' },
        payload: '{"text":"As text"}',
      });
      assert.equal(code(text), 'invalid-request');
      const { items } = (await browser.send('GET', `/tickets/${ticket.id}/messages`)).json();
      assert.equal(JSON.stringify(items).includes('password'), false);
    });

    it('in a form that signs somebody in', async () => {
      const victim = visitor();
      const answer = await victim.signIn(rosa, { 'portico-session': undefined, 'content-type': 'text/plain' });
      assert.ok([400, 401].includes(answer.statusCode), answer.body);
      assert.equal(victim.cookies.size, 0);
      assert.equal(code(await victim.signIn(rosa, { 'sec-fetch-site': 'cross-site' })), 'origin-refused');
      assert.equal(victim.cookies.size, 0);
    });

    it('to a preflight of a site that is not the portal’s', async () => {
      const asked = {
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'portico-session',
        'portico-session': undefined,
        cookie: undefined,
      };
      const ours = await browser.send('OPTIONS', '/tickets', { headers: asked });
      assert.equal(ours.headers['access-control-allow-credentials'], 'true');
      assert.match(String(ours.headers['access-control-allow-headers']), /Portico-Session/);
      const theirs = await browser.send('OPTIONS', '/tickets', {
        headers: { ...asked, origin: 'https://evil.example' },
      });
      assert.equal(theirs.headers['access-control-allow-origin'], undefined);
      assert.equal(theirs.headers['access-control-allow-credentials'], undefined);
    });
  });

  it('is never one that was there before the sign-in', async () => {
    const name = `__Host-portico.${portal.slug}`;
    const thief = await signedIn(rosa);
    for (const planted of ['x'.repeat(43), thief.cookies.get(name) ?? '']) {
      const victim = visitor();
      victim.cookies.set(name, planted);
      assert.equal((await victim.signIn(mika)).statusCode, 201);
      assert.notEqual(victim.cookies.get(name), planted);
      assert.equal((await victim.send('GET', '/session')).json().person.id, mika.id);
    }
    assert.equal((await thief.send('GET', '/session')).json().person.id, rosa.id);
    // Two of one name: one of them was planted by another page.
    const token = thief.cookies.get(name) ?? '';
    const both = await thief.send('GET', '/session', { headers: { cookie: `${name}=${token}; ${name}=other` } });
    assert.equal(code(both), 'session-required');
  });

  it('cannot be used as a token with a key, nor a token as a cookie', async () => {
    const name = `__Host-portico.${portal.slug}`;
    const browser = await signedIn();
    const token = browser.cookies.get(name) ?? '';
    const claims = {
      htm: 'GET',
      htu: `${SERVER}/${portal.slug}/api/v1/session`,
      iat: Math.floor(test.clock.now().getTime() / 1000),
      ath: createHash('sha256').update(token).digest('base64url'),
    };
    const headers = { 'portico-session': undefined, cookie: undefined, authorization: `DPoP ${token}` };
    const dpop = await makeProof(await makeKey(), claims);
    assert.equal(code(await browser.send('GET', '/session', { headers: { ...headers, dpop } })), 'proof-invalid');

    const other = await testApp();
    other.clock.forward((test.clock.now().getTime() - other.clock.now().getTime()) / 1000);
    const caller = await signIn(other, portal, mika);
    browser.cookies.set(name, caller.token ?? '');
    assert.equal(code(await browser.send('GET', '/session')), 'session-expired');
  });

  it('is given by portals that allow it only, and over https or at localhost', async () => {
    const closed = await makePortal({ allowed_origins: [HOST] });
    const there = new CookieBrowser(test, closed);
    const refused = await there.signIn(await makeContact(closed));
    assert.equal(code(refused), 'origin-refused');
    assert.equal(refused.headers['access-control-allow-credentials'], undefined);
    assert.equal(there.cookies.size, 0);

    const open = await testApp({ publicUrl: 'http://portico.test' });
    assert.equal(code(await new CookieBrowser(open, portal).signIn(mika)), 'origin-refused');
    const local = new CookieBrowser(await testApp({ publicUrl: 'http://localhost:4000' }), portal);
    const answer = await local.signIn(mika);
    assert.equal(answer.statusCode, 201, answer.body);
    assert.deepEqual([...local.cookies.keys()], [`portico.${portal.slug}`]);
    assert.equal(String(answer.headers['set-cookie']).includes('Secure'), false);
    assert.equal((await local.send('GET', '/session')).statusCode, 200);
  });

  it('ends for the portal when it is told to keep none any more', async () => {
    const browser = await signedIn();
    const { db } = await testDatabase();
    const keep = (cookie_sessions: boolean) =>
      db.updateTable('portals').set({ cookie_sessions }).where('id', '=', portal.id).execute();
    await keep(false);
    assert.equal(code(await browser.send('GET', '/session')), 'origin-refused');
    await keep(true);
    assert.equal((await browser.send('GET', '/session')).statusCode, 200);
  });
});

describe('a link that signs in, where a cookie holds the session', () => {
  let test: TestApp;
  let mails: TestMails;
  let portal: MadePortal;
  let contact: MadeContact;
  let browser: CookieBrowser;

  before(async () => {
    test = await testApp({ publicUrl: SERVER });
    mails = new TestMails(test);
    portal = await makePortal({ cookie_sessions: true, email_link: true, allowed_origins: [HOST, PARTNER] });
  });

  beforeEach(async () => {
    contact = await makeContact(portal);
    browser = new CookieBrowser(test, portal);
    test.ordered.length = 0;
    test.clock.forward(3600);
  });

  const linkCookie = () => `__Host-portico-link.${portal.slug}`;
  const ask = (by = browser, headers: Sent['headers'] = {}) =>
    by.send('POST', '/sign-in-links', { body: { email: contact.email }, headers });
  const enter = (link: object, by = browser) => by.send('POST', '/session', { body: { link } });
  async function asked(): Promise<{ linkId: string; token: string }> {
    const answer = await ask();
    assert.equal(answer.statusCode, 202, answer.body);
    return { linkId: answer.json<{ linkId: string }>().linkId, token: await mails.tokenFor(contact.email, 'link') };
  }

  it('belongs to a cookie of its own: out of reach of scripts and other sites, as long as the link, gone with it', async () => {
    const answer = await ask();
    assert.equal(
      String(answer.headers['set-cookie']).replace(/=[\w-]{43};/, '=…;'),
      `${linkCookie()}=…; Path=/; Max-Age=900; HttpOnly; SameSite=Strict; Secure`,
    );
    const { token } = await asked();
    const entered = await enter({ token });
    assert.equal(entered.statusCode, 201, entered.body);
    assert.deepEqual([...browser.cookies.keys()], [`__Host-portico.${portal.slug}`]);
    assert.equal((await browser.send('GET', '/session')).statusCode, 200);
    assert.equal(code(await enter({ token })), 'link-expired');
  });

  it('signs in with every mail that one browser asked for', async () => {
    const first = await asked();
    const second = await asked();
    assert.equal(second.linkId, first.linkId);
    assert.equal((await enter({ token: first.token })).statusCode, 201);
  });

  it('signs nobody in elsewhere, and by the code where it was asked for', async () => {
    const { linkId, token } = await asked();
    const elsewhere = new CookieBrowser(test, portal);
    assert.equal(code(await enter({ token }, elsewhere)), 'link-other-browser');
    const opened = await elsewhere.send('POST', '/sign-in-links/open', { body: { token } });
    const shown = opened.json<{ code: string }>().code;
    assert.equal(code(await enter({ linkId, code: shown }, elsewhere)), 'link-expired');
    const other = new CookieBrowser(test, portal);
    other.profile = 'second';
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    assert.equal(code(await enter({ token }, other)), 'link-other-browser');
    assert.equal((await enter({ linkId, code: shown })).statusCode, 201);
  });

  it('is no link of a key’s, nor a key’s link one of a cookie’s', async () => {
    const { token } = await asked();
    const app = await testApp();
    app.clock.forward((test.clock.now().getTime() - app.clock.now().getTime()) / 1000);
    const byKey = await keyVisitor(app, portal);
    assert.equal(
      (await byKey.post('/session', { link: { token } })).json<{ code: string }>().code,
      'link-other-browser',
    );
    await byKey.post('/sign-in-links', { email: contact.email });
    const ofKey = await new TestMails(app).tokenFor(contact.email, 'link');
    assert.equal(code(await enter({ token: ofKey })), 'link-other-browser');
  });

  it('is asked for by no other site, and a planted cookie opens nothing', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: undefined },
    ])
      assert.equal(code(await ask(browser, headers)), 'origin-refused');
    assert.equal(browser.cookies.size, 0);
    const { token } = await asked();
    browser.cookies.set(linkCookie(), 'a'.repeat(43));
    assert.equal(code(await enter({ token })), 'link-other-browser');
  });

  it('is over after a quarter of an hour', async () => {
    const { token } = await asked();
    test.clock.forward(901);
    assert.equal(code(await enter({ token })), 'link-expired');
  });
});
