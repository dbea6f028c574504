// Whichever way somebody shows who they are: the same gate stands behind it.
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { addToList, removeFromList, setConsent } from '../../server/accounts/admission.ts';
import { addProvider } from '../../server/accounts/single-sign-on/providers.ts';
import { trustHost } from '../../server/accounts/trust.ts';
import type { Database } from '../../server/db/database.ts';
import { OIDC_CLIENT, startOidcProvider, type OidcPeer } from '../peers/oidc-provider.ts';
import { PersonAtProvider } from '../peers/person.ts';
import { ORIGIN, TEST_SECRET, testApp, type TestApp } from './support/app.ts';
import { visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { TestMails } from './support/mails.ts';
import { makeContact, makePortal, PASSWORD, type MadeContact, type MadePortal } from './support/makers.ts';

const HOST = 'https://docs.example.com';
const HOST_SECRET = randomBytes(32).toString('base64url');
const LIST = 'customers';

let db: Database;
let test: TestApp;
let box: TestMails;
let portal: MadePortal;
let oidc: OidcPeer;

before(async () => {
  ({ db } = await testDatabase());
  test = await testApp();
  box = new TestMails(test);
  portal = await makePortal({ access: 'lists', email_link: true, allowed_origins: [HOST] });
  oidc = await startOidcProvider([callback()]);
  const text = { html: '<p>We keep what you write.</p>', label: 'I agree' };
  await setConsent(db, { portal: portal.slug, isRequired: true, texts: { en: text } });
  const keys = { kind: 'secret', secret: HOST_SECRET, serverSecret: TEST_SECRET } as const;
  await trustHost(db, { portal: portal.slug, issuer: HOST, audience: 'portico', keys });
  await addProvider(db, TEST_SECRET, {
    portal: portal.slug,
    slug: 'oidc',
    label: { en: 'Acme' },
    source: { kind: 'oidc', issuer: oidc.issuer, clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret },
    attributes: {},
    trustsEmail: false,
    emailDomains: [],
    lists: [],
  });
});

after(() => oidc.stop());

/** How somebody shows who they are: the body that would open a session. */
type Way = (caller: Caller, contact: MadeContact) => Promise<object>;

const ways: Record<string, Way> = {
  'a password': async (_caller, { email }) => ({ email, password: PASSWORD }),
  'a token of the host': async (_caller, { email }) => ({ hostToken: await hostToken(email) }),
  'an identity provider': async (_caller, { email }) => ({ singleSignOn: await atProvider(email) }),
  'a link': async (caller, { email }) => ({ link: { token: (await askForLink(caller, email)).token } }),
  'the code of a link': async (caller, { email }) => {
    const { linkId, token } = await askForLink(caller, email);
    const opened = await (await visitor(test, portal)).post('/sign-in-links/open', { token });
    return { link: { linkId, code: opened.json<{ code: string }>().code } };
  },
};

for (const [name, way] of Object.entries(ways))
  describe(name, () => {
    let contact: MadeContact;
    let caller: Caller;

    beforeEach(async () => {
      const login = randomUUID();
      contact = await makeContact(portal, { email: `${login}@example.test` });
      caller = await visitor(test, portal);
      await db.deleteFrom('rate_limits').execute();
    });

    const enter = async () => caller.post('/session', await way(caller, contact));
    const agree = () => caller.post('/session', { consent: { version: 1, language: 'en' } });
    const add = () =>
      addToList(
        { db, jobs: test.options.ports.jobs },
        { portal: portal.slug, list: LIST, email: contact.email, name: null, page: null, language: null },
        null,
      );
    const refused = async (answer: ReturnType<typeof agree>, status: number, code: string) => {
      const { statusCode, json } = await answer;
      assert.deepEqual([statusCode, json<{ code: string }>().code], [status, code]);
      const sessions = await db.selectFrom('sessions').where('contact_id', '=', contact.id).select('id').execute();
      assert.deepEqual(sessions, []);
    };

    it('lets nobody in who is on no list, and asks them nothing', async () => {
      await refused(enter(), 403, 'access-denied');
      await refused(agree(), 401, 'session-expired');
    });

    it('asks for consent first, and then lets the same browser in', async () => {
      await add();
      await refused(enter(), 403, 'consent-required');
      const answer = await agree();
      assert.equal(answer.statusCode, 201, answer.body);
      const { token, session } = answer.json<{ token: string; session: { person: { id: string } } }>();
      assert.equal(session.person.id, contact.id);
      caller.token = token;
      assert.equal((await caller.get('/tickets')).statusCode, 200);
    });

    it('lets nobody in who was removed while they read', async () => {
      await add();
      await refused(enter(), 403, 'consent-required');
      await removeFromList(db, { portal: portal.slug, list: LIST, email: contact.email });
      await refused(agree(), 401, 'session-expired');
    });
  });

function callback(): string {
  return `${ORIGIN}/${portal.slug}/sign-in/oidc/callback`;
}

async function hostToken(email: string): Promise<string> {
  return new SignJWT({ email })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(HOST)
    .setAudience('portico')
    .setSubject(email)
    .setJti(randomUUID())
    .setIssuedAt(test.clock.now())
    .setExpirationTime(new Date(test.clock.now().getTime() + 60_000))
    .sign(new TextEncoder().encode(HOST_SECRET));
}

async function askForLink(caller: Caller, email: string): Promise<{ linkId: string; token: string }> {
  const asked = await caller.post('/sign-in-links', { email });
  assert.equal(asked.statusCode, 202, asked.body);
  return { linkId: asked.json<{ linkId: string }>().linkId, token: await box.tokenFor(email, 'link') };
}

/** Signs in at the provider, and comes back with what the page redeems. */
async function atProvider(email: string): Promise<{ code: string; verifier: string }> {
  const login = email.replace(/@.*/, '');
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ challenge, return: `${HOST}/`, display: 'page' });
  const get = (url: string, cookie = '') =>
    test.app.inject({ url, headers: { host: 'portico.test', ...(cookie && { cookie }) } });
  const begun = await get(`/${portal.slug}/sign-in/oidc?${query.toString()}`);
  assert.equal(begun.statusCode, 303, begun.body);
  const cookies = [begun.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';', 1)[0]);
  const person = new PersonAtProvider({ login, username: login, password: 'any' });
  const back = new URL((await person.goUntil(String(begun.headers.location), callback())).url);
  const { body } = await get(back.pathname + back.search, cookies.join('; '));
  return { code: /#\/signed-in\/([\w-]{43})\//.exec(body)?.[1] ?? '', verifier };
}
