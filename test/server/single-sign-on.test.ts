import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { removeFromList, setConsent } from '../../server/accounts/admission.ts';
import { addProvider, type NewProvider } from '../../server/accounts/single-sign-on/providers.ts';
import type { ProblemCode, Portal, Session } from '../../src/api/schema.ts';
import type { AttributeNames } from '../../server/db/tables.ts';
import { newId } from '../../server/ids.ts';
import { startTokenForger, type Token } from '../peers/token-forger.ts';
import { OIDC_CLIENT, startOidcProvider, type OidcPeer } from '../peers/oidc-provider.ts';
import { PersonAtProvider, type SentBack } from '../peers/person.ts';
import { startSamlProvider, type SamlPeer } from '../peers/saml-provider.ts';
import { ORIGIN, TEST_SECRET, testApp, type TestApp } from './support/app.ts';
import { testDatabase } from './support/database.ts';
import { makeContact, makePortal, type MadePortal } from './support/makers.ts';
import { signIn as signInByPassword, visitor, type Caller } from './support/caller.ts';

const HOST = 'https://docs.example.com';
const PAGE = `${HOST}/guide?chapter=2`;

/** A page that began to sign in. */
interface Page {
  readonly caller: Caller;
  readonly verifier: string;
  readonly challenge: string;
}

/** How the last page of a sign-in goes on. */
interface Ending {
  readonly status: number;
  readonly code: string | null;
  /** Where it leads. */
  readonly back: URL | null;
  readonly html: string;
}

let app: TestApp;
let oidc: OidcPeer;
let saml: SamlPeer;
let portal: MadePortal;

before(async () => {
  app = await testApp();
  portal = await makePortal({ allowed_origins: [HOST] });
  oidc = await startOidcProvider([callback('oidc'), callback('closed')]);
  const at = (id: string) => ({ entityId: `${ORIGIN}/${portal.slug}/sign-in/${id}/metadata`, callback: callback(id) });
  saml = await startSamlProvider([
    at('saml'),
    at('other'),
    { ...at('expired'), settings: `'assertion.lifetime' => -3600,` },
    { ...at('unsigned'), settings: `'saml20.sign.response' => false, 'saml20.sign.assertion' => false,` },
    { ...at('bare'), settings: `'saml20.sign.response' => true, 'saml20.sign.assertion' => false,` },
  ]);
  const company = { attributes: { company: 'org' } };
  await provide({ slug: 'oidc', source: source(), ...company });
  for (const slug of ['saml', 'other', 'expired', 'unsigned', 'bare'])
    await provide({
      slug,
      source: { kind: 'saml', metadata: saml.metadata },
      trustsEmail: true,
      emailDomains: ['example.test'],
      ...company,
    });
});

after(async () => {
  await oidc.stop();
  await saml.stop();
});

describe('Where a sign-in begins', () => {
  it('the portal names its providers, and their addresses', async () => {
    const { providers, signIn } = (await (await visitor(app, portal)).get('/portal')).json<Portal>();
    assert.ok(signIn.includes('single-sign-on'));
    assert.deepEqual(providers[0], { id: 'oidc', label: 'oidc', address: `${ORIGIN}/${portal.slug}/sign-in/oidc` });
  });

  it('a portal without providers names none', async () => {
    const other = await makePortal();
    const { providers, signIn } = (await (await visitor(app, other)).get('/portal')).json<Portal>();
    assert.deepEqual([providers, signIn], [[], ['password']]);
    assert.equal(
      (await app.app.inject({ url: `/${other.slug}/sign-in/oidc?challenge=${'a'.repeat(43)}` })).statusCode,
      404,
    );
  });

  it('it leads to the provider, with PKCE and a cookie of its own path', async () => {
    const { statusCode, headers } = await beginAt('oidc', await newPage());
    assert.equal(statusCode, 303);
    const query = new URL(String(headers.location)).searchParams;
    assert.equal(query.get('redirect_uri'), callback('oidc'));
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.match(
      String(headers['set-cookie']),
      new RegExp(`Path=/${portal.slug}/sign-in/oidc/callback; HttpOnly; SameSite=Lax`),
    );
    assert.equal(headers['cross-origin-opener-policy'], 'unsafe-none');
    assert.equal(headers['cache-control'], 'no-store');
  });

  for (const [what, address] of Object.entries({
    'another site': 'https://evil.example/',
    'a site whose name begins alike': 'https://docs.example.com.evil.example/',
    'a script': 'javascript:alert(1)',
    'a user name that looks like a site': 'https://docs.example.com@evil.example/',
    'no scheme': '//evil.example/',
    'a path': '/help',
    nothing: '',
  }))
    it(`it goes back to no ${what}`, async () => {
      const answer = await beginAt('oidc', await newPage(), { return: address });
      assert.equal(answer.statusCode, 400);
      assert.equal(answer.headers.location, undefined);
    });

  it('it wants a challenge', async () => {
    for (const challenge of ['', 'short', '<script>'.padEnd(43, 'x')])
      assert.equal((await beginAt('oidc', { ...(await newPage()), challenge })).statusCode, 400);
  });

  it('is asked for so often by one address and no oftener', async () => {
    // Ahead of every other file's clock: what is counted here no clean-up of theirs takes away, although they share the database.
    const ahead = await testApp();
    ahead.clock.forward(10 * 365 * 86_400);
    const ask = () =>
      ahead.app.inject({
        url: `/${portal.slug}/sign-in/nobody`,
        headers: { host: 'portico.test' },
        remoteAddress: '192.0.2.9',
      });
    for (let count = 0; count < 300; count += 1) assert.equal((await ask()).statusCode, 404);
    const { statusCode, headers } = await ask();
    assert.deepEqual([statusCode, Number(headers['retry-after']) > 0], [429, true]);
  });

  it('nothing of better-auth has an address', async () => {
    const { slug } = portal;
    for (const path of ['sso/register', 'sign-in/sso', 'get-session', 'sso/providers', 'sign-up/email'])
      for (const base of ['', 'api/auth/', `${slug}/`, `${slug}/api/v1/`, `${slug}/sign-in/oidc/callback/`])
        for (const method of ['GET', 'POST'] as const) {
          const { statusCode } = await app.app.inject({ method, url: `/${base}${path}`, payload: {} });
          assert.ok(statusCode === 404 || statusCode === 415, `${method} /${base}${path}: ${statusCode}`);
        }
  });
});

describe('Signing in by OpenID Connect', () => {
  it('makes a contact with a name and a company, and finds it again', async () => {
    const { caller, session } = await comeIn('oidc', 'anna');
    assert.deepEqual([session.person.name, session.person.email], ['anna of the provider', 'anna@example.test']);
    assert.equal(session.person.organization, 'Provided Ltd');
    assert.equal((await caller.get('/tickets')).statusCode, 200);
    const again = await comeIn('oidc', 'anna');
    assert.equal(again.session.person.id, session.person.id);
  });

  it('finds the contact of a verified e-mail address', async () => {
    const contact = await makeContact(portal, { email: 'known@example.test' });
    const { session } = await comeIn('oidc', 'known');
    assert.equal(session.person.id, contact.id);
  });

  it('knows somebody by the subject, whatever became of the address', async () => {
    const { session } = await comeIn('oidc', 'moved');
    const { db } = await testDatabase();
    await db
      .updateTable('contacts')
      .set({ email: 'elsewhere@example.test' })
      .where('id', '=', session.person.id)
      .execute();
    const contact = await makeContact(portal, { email: 'moved@example.test' });
    const again = await comeIn('oidc', 'moved');
    assert.equal(again.session.person.id, session.person.id);
    assert.notEqual(again.session.person.id, contact.id);
  });

  it('keeps portals apart', async () => {
    const { session } = await comeIn('oidc', 'twice');
    const { db } = await testDatabase();
    const other = await makePortal();
    await makeContact(other, { email: 'twice@example.test' });
    const again = await comeIn('oidc', 'twice');
    assert.equal(again.session.person.id, session.person.id);
    const ids = await db.selectFrom('contacts').where('email', '=', 'twice@example.test').select('id').execute();
    assert.equal(ids.length, 2);
  });

  it('goes on in another copy of the server', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'copied');
    const copy = await testApp();
    const ending = await end('oidc', back, start.cookie, copy);
    assert.equal((await redeem(page, ending)).statusCode, 201);
  });

  it('refuses an unverified e-mail address', async () => {
    assert.equal(await refusal('oidc', 'unverified'), 'email-unverified');
    const { db } = await testDatabase();
    const made = await db.selectFrom('contacts').where('email', '=', 'unverified@example.test').select('id').execute();
    assert.deepEqual(made, []);
  });

  it('refuses somebody who is not on the list, without making them; lets in who is', async () => {
    const { db } = await testDatabase();
    const list = newId();
    await db.insertInto('access_lists').values({ id: list, portal_id: portal.id, name: 'Partners' }).execute();
    const contact = await makeContact(portal, { email: 'partner@example.test' });
    await db.insertInto('access_list_members').values({ list_id: list, contact_id: contact.id }).execute();
    await provide({ slug: 'closed', source: source(), lists: ['Partners'] });
    assert.equal(await refusal('closed', 'stranger'), 'access-denied');
    const made = await db.selectFrom('contacts').where('email', '=', 'stranger@example.test').select('id').execute();
    assert.deepEqual(made, []);
    assert.equal((await comeIn('closed', 'partner')).session.person.id, contact.id);
    await db.deleteFrom('access_list_members').where('contact_id', '=', contact.id).execute();
    assert.equal(await refusal('closed', 'partner'), 'access-denied');
  });

  it('says when somebody gave it up', async () => {
    const page = await newPage();
    const { state, cookie } = await begin('oidc', page);
    const url = `${callback('oidc')}?error=access_denied&state=${state}`;
    const answer = await redeem(page, await end('oidc', { url, form: null }, cookie));
    assert.equal(answer.json<{ code: string }>().code, 'sign-in-cancelled');
  });

  it('refuses an answer that was used', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'replayed');
    assert.equal((await end('oidc', back, start.cookie)).status, 200);
    const again = await end('oidc', back, start.cookie);
    assert.deepEqual([again.status, again.code], [400, null]);
  });

  it('refuses an altered answer, with a request id that the log knows', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'altered');
    const url = back.url.replace(/code=[^&]+/, 'code=another');
    const answer = await redeem(page, await end('oidc', { ...back, url }, start.cookie));
    const { code, requestId } = answer.json<{ code: string; requestId: string }>();
    assert.equal(code, 'sign-in-unverified');
    assert.ok(app.log.some((line) => line.includes(requestId) && line.includes('sign-in refused')));
  });

  it('refuses an answer in another browser', async () => {
    const page = await newPage();
    const [, back] = await atProvider('oidc', page, 'fixated');
    const answer = await redeem(page, await end('oidc', back, undefined));
    assert.equal(answer.json<{ code: string }>().code, 'sign-in-unverified');
  });

  it('refuses the state of another provider, of nobody, and of ten minutes ago', async () => {
    const page = await newPage();
    const { state, cookie } = await begin('oidc', page);
    const url = (id: string, value: string) => ({ url: `${callback(id)}?code=x&state=${value}`, form: null });
    assert.equal((await end('closed', url('closed', state), cookie)).status, 400);
    assert.equal((await end('oidc', url('oidc', 'made-up'), cookie)).status, 400);
    assert.equal((await end('oidc', { url: callback('oidc'), form: null }, cookie)).status, 400);
    const late = await testApp();
    late.clock.forward(601);
    assert.equal((await end('oidc', url('oidc', state), cookie, late)).status, 400);
  });

  for (const [what, token] of Object.entries<(token: Token) => Token>({
    'for another client': (token) => ({ ...token, claims: { ...token.claims, aud: 'another-client' } }),
    'for another client too': (token) => ({ ...token, claims: { ...token.claims, aud: ['another', OIDC_CLIENT.id] } }),
    'of another issuer': (token) => ({ ...token, claims: { ...token.claims, iss: 'https://evil.example' } }),
    'that is too old': (token) => ({ ...token, claims: { ...token.claims, exp: 1_000_000_000 } }),
    'of another key': (token) => ({ ...token, isOfAnotherKey: true }),
    'that nobody signed': (token) => ({ ...token, isUnsigned: true }),
  }))
    it(`refuses an id token ${what}`, async () => {
      const [good, wrong] = [await withToken((token) => token), await withToken(token)];
      assert.equal(good.statusCode, 201, good.body);
      assert.equal(wrong.json<{ code: string }>().code, 'sign-in-unverified');
      assert.ok(app.log.some((line) => line.includes('token_not_verified')));
    });
});

describe('The code', () => {
  it('is good once', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'once');
    const ending = await end('oidc', back, start.cookie);
    assert.equal((await redeem(page, ending)).statusCode, 201);
    assert.equal((await redeem(page, ending)).json<{ code: string }>().code, 'sign-in-unverified');
  });

  it('is good for the page that began, and gone after another tried', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'thief');
    const ending = await end('oidc', back, start.cookie);
    const thief = await newPage();
    assert.equal((await redeem(thief, ending)).json<{ code: string }>().code, 'sign-in-unverified');
    assert.equal((await redeem(page, ending)).json<{ code: string }>().code, 'sign-in-unverified');
  });

  it('is good for a minute', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'slow');
    const ending = await end('oidc', back, start.cookie);
    const late = await testApp();
    late.clock.forward(61);
    const caller = await visitor(late, portal);
    const answer = await caller.post('/session', { singleSignOn: { code: ending.code, verifier: page.verifier } });
    assert.equal(answer.json<{ code: string }>().code, 'sign-in-unverified');
  });

  it('is good in its own portal', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'elsewhere');
    const ending = await end('oidc', back, start.cookie);
    const caller = await visitor(app, await makePortal());
    const body = { singleSignOn: { code: ending.code, verifier: page.verifier } };
    assert.equal((await caller.post('/session', body)).json<{ code: string }>().code, 'sign-in-unverified');
    assert.equal((await redeem(page, ending)).statusCode, 201);
  });

  it('lies in the database as a hash', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'hashed');
    const { code } = await end('oidc', back, start.cookie);
    const { db } = await testDatabase();
    const rows = await db.selectFrom('sign_in_codes').selectAll().execute();
    assert.ok(code !== null && rows.length > 0);
    assert.ok(!JSON.stringify(rows).includes(code));
    assert.ok(rows.some((row) => Buffer.from(row.code_hash).equals(createHash('sha256').update(code).digest())));
  });

  it('goes to the allowed page alone, by a script of this server', async () => {
    const page = await newPage();
    const [start, back] = await atProvider('oidc', page, 'popup', 'popup');
    const { html, back: link } = await end('oidc', back, start.cookie);
    assert.equal(link?.origin, HOST);
    assert.match(html, /data-code="[\w-]{43}"/);
    assert.doesNotMatch(html, /<script(?! type="module" src="\/assets\/hosted\/sign-in\.js")/);
    const whole = await newPage();
    const [begun, came] = await atProvider('oidc', whole, 'page', 'page');
    const ending = await end('oidc', came, begun.cookie);
    assert.doesNotMatch(ending.html, /data-code/);
    assert.equal(ending.back?.href, `${PAGE}#/signed-in/${ending.code}/${whole.challenge}`);
  });
});

describe('Signing in by SAML', () => {
  it('makes a contact and finds it again', async () => {
    const { session } = await comeIn('saml', 'cust');
    assert.deepEqual(
      [session.person.name, session.person.email, session.person.organization],
      ['Cus Tomer', 'cust@example.test', 'Provided Ltd'],
    );
    assert.equal((await comeIn('saml', 'cust')).session.person.id, session.person.id);
  });

  it('tells a provider of us', async () => {
    const { body } = await app.app.inject({
      url: `/${portal.slug}/sign-in/saml/metadata`,
      headers: { host: 'portico.test' },
    });
    assert.match(body, /WantAssertionsSigned="true"/);
    assert.ok(body.includes(`Location="${callback('saml')}"`));
  });

  it('believes no address outside of the domains', async () => {
    const victim = await makeContact(portal, { email: 'victim@example.test' });
    for (const [slug, trust] of [
      ['untrusted', { trustsEmail: false, emailDomains: ['example.test'] }],
      ['narrow', { trustsEmail: true, emailDomains: ['customer.test'] }],
      ['silent', {}],
    ] as const) {
      const peer = await startSamlProvider([
        { entityId: `${ORIGIN}/${portal.slug}/sign-in/${slug}/metadata`, callback: callback(slug) },
      ]);
      try {
        await provide({ slug, source: { kind: 'saml', metadata: peer.metadata }, ...trust });
        assert.equal(await refusal(slug, 'evil'), 'email-unverified');
      } finally {
        await peer.stop();
      }
    }
    const { db } = await testDatabase();
    const claimed = await db.selectFrom('identities').where('contact_id', '=', victim.id).selectAll().execute();
    assert.deepEqual(claimed, []);
  });

  it('refuses an assertion that was used, for the state and by itself', async () => {
    const page = await newPage();
    const [, back] = await atProvider('saml', page, 'cust');
    assert.equal((await end('saml', back)).status, 200);
    assert.equal((await end('saml', back)).status, 400);
    const again = await newPage();
    const { state } = await begin('saml', again);
    const form = { ...back.form, RelayState: state };
    await unverified(again, await end('saml', { ...back, form }), /invalid_saml_response/);
  });

  for (const [what, alter] of Object.entries<(xml: string) => string>({
    'a changed value': (xml) => xml.replace('cust@example.test', 'boss@example.test'),
    'a changed subject': (xml) => xml.replace(/(<saml:NameID[^>]*>)cust/, '$1boss'),
    'no signature': (xml) => xml.replaceAll(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, ''),
    'a comment in the subject': (xml) => xml.replace(/(<saml:NameID[^>]*>)cust/, '$1cu<!-- -->st'),
    'a second assertion before the signed one': (xml) =>
      xml.replace(/(<saml:Assertion[\s\S]*<\/saml:Assertion>)/, (whole: string) =>
        whole
          .replaceAll(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, '')
          .replace(/ID="[^"]*"/, 'ID="_made_up"')
          .replace('cust@example.test', 'boss@example.test')
          .concat(whole),
      ),
    'a document type': (xml) => `<!DOCTYPE r [<!ENTITY e "boss">]>${xml}`,
  }))
    it(`refuses ${what}`, async () => {
      const page = await newPage();
      const [, back] = await atProvider('saml', page, 'cust');
      const xml = Buffer.from(back.form?.['SAMLResponse'] ?? '', 'base64').toString();
      const altered = alter(xml);
      assert.notEqual(altered, xml);
      const form = { ...back.form, SAMLResponse: Buffer.from(altered).toString('base64') };
      const ending = await end('saml', { ...back, form });
      if (what === 'a comment in the subject') {
        const answer = await redeem(page, ending);
        // A comment is not signed; what counts is that it shortens nothing.
        if (answer.statusCode === 201)
          return assert.equal(answer.json<{ session: Session }>().session.person.email, 'cust@example.test');
        return assert.equal(answer.json<{ code: string }>().code, 'sign-in-unverified');
      }
      await unverified(page, ending);
    });

  it('refuses what the provider did not sign, or not the assertion of', async () => {
    for (const id of ['unsigned', 'bare']) assert.equal(await refusal(id, 'cust'), 'sign-in-unverified');
  });

  it('refuses an expired assertion', async () => {
    assert.equal(await refusal('expired', 'cust'), 'sign-in-unverified');
  });

  it('refuses an assertion for another service', async () => {
    const page = await newPage();
    const [, back] = await atProvider('other', page, 'cust');
    const { state } = await begin('saml', page);
    const form = { ...back.form, RelayState: state };
    await unverified(page, await end('saml', { url: callback('saml'), form }), /Audience|audience/);
  });

  it('refuses what nobody asked for', async () => {
    const start = saml.unsolicited(`${ORIGIN}/${portal.slug}/sign-in/saml/metadata`);
    const back = await person('cust').goUntil(start, ORIGIN);
    assert.equal((await end('saml', back)).status, 400);
    const page = await newPage();
    const { state } = await begin('saml', page);
    await unverified(page, await end('saml', { ...back, form: { ...back.form, RelayState: state } }), /unsolicited/);
  });

  it('reads no form that is too long', async () => {
    const form = { SAMLResponse: 'A'.repeat(600_000), RelayState: 'x' };
    assert.notEqual((await end('saml', { url: callback('saml'), form })).status, 200);
  });
});

describe('What a provider says of people and companies', () => {
  const attributes = {
    company: 'org',
    language: 'locale',
    contactProperties: { groups: 'groups', role: 'name', email: 'sub', shoe: 'shoe' },
    companyProperties: { home: 'locale' },
  };
  const rowOf = async (id: string) => {
    const { db } = await testDatabase();
    return db
      .selectFrom('contacts')
      .innerJoin('companies', 'companies.id', 'contacts.company_id')
      .where('contacts.id', '=', id)
      .select(['contacts.email', 'contacts.language', 'contacts.properties', 'companies.id as company'])
      .select('companies.properties as company_properties')
      .executeTakeFirstOrThrow();
  };

  it('fills properties, anew at each sign-in, and leaves those it is not asked for', async () => {
    await provide({ slug: 'oidc', source: source(), attributes });
    const { db } = await testDatabase();
    await db
      .updateTable('portals')
      .set({ languages: ['en', 'fi'] })
      .where('id', '=', portal.id)
      .execute();
    const { session } = await comeIn('oidc', 'mapped');
    const { id } = session.person;
    const said = { groups: 'Radio, Night shift', role: 'mapped of the provider', email: 'mapped' };
    const row = await rowOf(id);
    assert.deepEqual(row.properties, said);
    assert.deepEqual(row.company_properties, { home: 'fi-FI' });
    // Where one that is mapped has the name of something else, it is still nothing but a property.
    assert.deepEqual([row.email, row.language], ['mapped@example.test', 'fi']);
    assert.equal(session.scopes.includes('mine'), true);

    const stale = JSON.stringify({ groups: 'Television', shoe: '42', note: 'of the team' });
    await db.updateTable('contacts').set({ properties: stale, language: 'en' }).where('id', '=', id).execute();
    await db.updateTable('companies').set({ properties: stale }).where('id', '=', row.company).execute();
    await comeIn('oidc', 'mapped');
    const later = await rowOf(id);
    assert.deepEqual(later.properties, { ...said, note: 'of the team' });
    assert.deepEqual(later.company_properties, { ...JSON.parse(stale), home: 'fi-FI' });
    assert.equal(later.language, 'en');
  });

  it('does nothing to properties by names that cannot be, too many, or of no company', async () => {
    const filling = (given: AttributeNames) => provide({ slug: 'oidc', source: source(), attributes: given });
    for (const name of ['', 'a b', 'é', 'x'.repeat(65)])
      await assert.rejects(filling({ contactProperties: { [name]: 'x' } }), /cannot be the name of a property/);
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, 'x']));
    await assert.rejects(filling({ contactProperties: many }), /50 properties/);
    await assert.rejects(filling({ companyProperties: { tier: 'plan' } }), /needs --attribute company=/);
  });
});

describe('Leaving the lists of a provider', () => {
  const members = async (name: string, email: string) => {
    const { db } = await testDatabase();
    const [list, contact] = [newId(), await makeContact(portal, { email })];
    await db.insertInto('access_lists').values({ id: list, portal_id: portal.id, name }).execute();
    await db.insertInto('access_list_members').values({ list_id: list, contact_id: contact.id }).execute();
    return { db, list, contact };
  };

  it('ends the sessions that came by it, and no other', async () => {
    const { db, contact } = await members('Suppliers', 'supplier@example.test');
    await provide({ slug: 'closed', source: source(), lists: ['Suppliers'] });
    const { caller } = await comeIn('closed', 'supplier');
    const byPassword = await signInByPassword(app, portal, contact);
    const statuses = async () => [
      (await caller.get('/session')).statusCode,
      (await byPassword.get('/session')).statusCode,
    ];
    assert.deepEqual(await statuses(), [200, 200]);
    await removeFromList(db, { portal: portal.slug, list: 'Suppliers', email: contact.email });
    assert.deepEqual(await statuses(), [401, 200]);
    const left = await db.selectFrom('sessions').where('contact_id', '=', contact.id).select('provider_id').execute();
    assert.deepEqual(left, [{ provider_id: null }]);
  });

  it('ends them too when it was never written down that they end, and when the provider gets other lists', async () => {
    const { db, list, contact } = await members('Couriers', 'courier@example.test');
    await members('Riders', 'rider@example.test');
    await provide({ slug: 'closed', source: source(), lists: ['Couriers'] });
    const { caller } = await comeIn('closed', 'courier');
    await db.deleteFrom('access_list_members').where('list_id', '=', list).execute();
    assert.equal((await caller.get('/session')).statusCode, 401);
    await db.insertInto('access_list_members').values({ list_id: list, contact_id: contact.id }).execute();
    assert.equal((await caller.get('/session')).statusCode, 200);
    await provide({ slug: 'closed', source: source(), lists: ['Riders'] });
    assert.equal((await caller.get('/session')).statusCode, 401);
    await provide({ slug: 'closed', source: source(), lists: ['Couriers'] });
    assert.equal((await caller.get('/session')).statusCode, 401);
  });
});

describe('Consent after a provider has said who it is', () => {
  const asking = async () => {
    const { db } = await testDatabase();
    const texts = { en: { html: '<p>Words.</p>', label: 'Yes' } };
    const version = await setConsent(db, { portal: portal.slug, isRequired: true, texts });
    return { version, language: 'en' };
  };
  const come = async (id: string, name: string) => {
    const page = await newPage();
    const [start, back] = await atProvider(id, page, name);
    const ending = await end(id, back, start.cookie);
    const answer = await redeem(page, ending);
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'consent-required']);
    return { page, ending };
  };
  after(async () => {
    const { db } = await testDatabase();
    await db.deleteFrom('consents').where('portal_id', '=', portal.id).execute();
  });

  it('SAML: lets in with the key of the page that began, once; the session is the provider’s', async () => {
    const consent = await asking();
    const { page, ending } = await come('saml', 'cust');
    const stranger = await visitor(app, portal);
    assert.equal((await stranger.post('/session', { consent })).statusCode, 401);
    const answer = await page.caller.post('/session', { consent });
    assert.equal(answer.statusCode, 201, answer.body);
    const { session } = answer.json<{ session: Session }>();
    assert.equal(session.person.email, 'cust@example.test');
    assert.equal((await redeem(page, ending)).json<{ code: string }>().code, 'sign-in-unverified');
    assert.equal((await page.caller.post('/session', { consent })).statusCode, 401);
    const { db } = await testDatabase();
    const { slug } = await db
      .selectFrom('sessions')
      .innerJoin('identity_providers', 'identity_providers.id', 'sessions.provider_id')
      .where('contact_id', '=', session.person.id)
      .orderBy('sessions.created_at', 'desc')
      .select('slug')
      .executeTakeFirstOrThrow();
    assert.equal(slug, 'saml');
    // Who has agreed is not asked again.
    assert.equal((await comeIn('saml', 'cust')).session.person.id, session.person.id);
  });

  it('keeps out who has left the lists while they read', async () => {
    const consent = await asking();
    const { db } = await testDatabase();
    const [list, contact] = [newId(), await makeContact(portal, { email: 'reader@example.test' })];
    await db.insertInto('access_lists').values({ id: list, portal_id: portal.id, name: 'Readers' }).execute();
    await db.insertInto('access_list_members').values({ list_id: list, contact_id: contact.id }).execute();
    await provide({ slug: 'closed', source: source(), lists: ['Readers'] });
    const { page } = await come('closed', 'reader');
    await db.deleteFrom('access_list_members').where('list_id', '=', list).execute();
    const answer = await page.caller.post('/session', { consent });
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'access-denied']);
  });
});

describe('A provider', () => {
  it('keeps its secret sealed', async () => {
    const { db } = await testDatabase();
    const rows = await db.selectFrom('identity_providers').where('portal_id', '=', portal.id).selectAll().execute();
    assert.ok(rows.some((row) => row.sealed_secret !== null));
    assert.ok(!JSON.stringify(rows.map((row) => ({ ...row, sealed_secret: null }))).includes(OIDC_CLIENT.secret));
    assert.ok(!rows.some((row) => Buffer.from(row.sealed_secret ?? []).includes(OIDC_CLIENT.secret)));
    assert.ok(!app.log.some((line) => line.includes(OIDC_CLIENT.secret)));
  });

  it('is not replaced by another under its name', async () => {
    await assert.rejects(provide({ slug: 'saml', source: source() }), /another provider/);
  });

  it('is trusted with no address but those of its domains', async () => {
    await assert.rejects(provide({ slug: 'wide', source: source(), trustsEmail: true }), /--trust-email needs/);
  });

  it('does nothing for somebody who is signed in by password', async () => {
    const contact = await makeContact(portal, { email: 'password@example.test' });
    const caller = await signInByPassword(app, portal, contact);
    assert.equal((await caller.get('/tickets')).statusCode, 200);
  });
});

function callback(id: string): string {
  return `${ORIGIN}/${portal.slug}/sign-in/${id}/callback`;
}

function source(): NewProvider['source'] & { kind: 'oidc' } {
  return { kind: 'oidc', issuer: oidc.issuer, clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret };
}

async function provide(changes: Partial<NewProvider> & Pick<NewProvider, 'slug' | 'source'>): Promise<void> {
  const { db } = await testDatabase();
  await addProvider(db, TEST_SECRET, {
    portal: portal.slug,
    label: { en: changes.slug },
    attributes: {},
    trustsEmail: false,
    emailDomains: [],
    lists: [],
    ...changes,
  });
}

function person(name: string): PersonAtProvider {
  return new PersonAtProvider({ login: name, username: name, password: `${name}pass` });
}

async function newPage(): Promise<Page> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { caller: await visitor(app, portal), verifier, challenge };
}

function beginAt(id: string, { challenge }: Page, changes: Record<string, string> = {}) {
  const query = new URLSearchParams({ challenge, return: PAGE, display: 'page', ...changes });
  return app.app.inject({
    url: `/${portal.slug}/sign-in/${id}?${query.toString()}`,
    headers: { host: 'portico.test' },
  });
}

async function begin(id: string, page: Page, display = 'page') {
  const { statusCode, headers, body } = await beginAt(id, page, { display });
  assert.equal(statusCode, 303, body);
  const url = new URL(String(headers.location));
  const state = url.searchParams.get('state') ?? url.searchParams.get('RelayState') ?? '';
  const cookie = [headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  return { url: url.href, state, cookie: cookie === '' ? undefined : cookie };
}

async function atProvider(id: string, page: Page, name: string, display?: string) {
  const start = await begin(id, page, display);
  return [start, await person(name).goUntil(start.url, callback(id))] as const;
}

async function end(id: string, { url, form }: SentBack, cookie?: string, server = app): Promise<Ending> {
  const headers = { host: 'portico.test', ...(cookie !== undefined && { cookie }) };
  const { statusCode, body } = await server.app.inject(
    form
      ? {
          method: 'POST',
          url: new URL(callback(id)).pathname,
          headers: { ...headers, origin: 'http://127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(form).toString(),
        }
      : { url: new URL(url).pathname + new URL(url).search, headers },
  );
  const href = /<a id="back" href="([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
  const back = href === undefined ? null : new URL(href);
  return { status: statusCode, code: back?.hash.split('/')[2] ?? null, back, html: body };
}

function redeem({ caller, verifier }: Page, { code }: Ending) {
  return caller.post('/session', { singleSignOn: { code: code ?? '', verifier } });
}

async function comeIn(id: string, name: string) {
  const page = await newPage();
  const [start, back] = await atProvider(id, page, name);
  const answer = await redeem(page, await end(id, back, start.cookie));
  assert.equal(answer.statusCode, 201, answer.body);
  const { token, session } = answer.json<{ token: string; session: Session }>();
  page.caller.token = token;
  return { caller: page.caller, session };
}

async function refusal(id: string, name: string): Promise<ProblemCode> {
  const page = await newPage();
  const [start, back] = await atProvider(id, page, name);
  return (await redeem(page, await end(id, back, start.cookie))).json<{ code: ProblemCode }>().code;
}

async function unverified(page: Page, ending: Ending, reason?: RegExp): Promise<void> {
  const { code, requestId } = (await redeem(page, ending)).json<{ code: string; requestId: string }>();
  assert.equal(code, 'sign-in-unverified');
  const line = app.log.find((one) => one.includes(requestId) && one.includes('sign-in refused')) ?? '';
  if (reason) assert.match(line, reason);
}

/** Signs in with an id token of the test's own making in place of the provider's. */
async function withToken(change: (token: Token) => Token) {
  const slug = `forged-${newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')}`;
  const forger = await startTokenForger(
    change({
      claims: { iss: oidc.issuer, aud: OIDC_CLIENT.id, sub: slug, email: `${slug}@example.test`, email_verified: true },
    }),
  );
  try {
    await provide({ slug, source: source() });
    const { db } = await testDatabase();
    const provider = db.selectFrom('identity_providers').where('slug', '=', slug);
    const { config } = await provider.select('config').executeTakeFirstOrThrow();
    const forged = {
      ...config,
      tokenEndpoint: `${forger.url}/token`,
      jwksEndpoint: `${forger.url}/jwks`,
      userInfoEndpoint: null,
    };
    await db
      .updateTable('identity_providers')
      .set({ config: JSON.stringify(forged) })
      .where('slug', '=', slug)
      .execute();
    const page = await newPage();
    const { state, cookie } = await begin(slug, page);
    const ending = await end(slug, { url: `${callback(slug)}?code=any&state=${state}`, form: null }, cookie);
    return await redeem(page, ending);
  } finally {
    await forger.stop();
  }
}
