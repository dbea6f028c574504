import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { createContact, createPortal, setPortal } from '../../server/accounts/set-up.ts';
import type { Database } from '../../server/db/database.ts';
import { newId } from '../../server/ids.ts';
import { testApp } from './support/app.ts';
import { visitor } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import type { MadePortal } from './support/makers.ts';

let db: Database;
const slug = `t-${newId()
  .toLowerCase()
  .replaceAll(/[^a-z0-9]/g, '')}`;
const portal = { slug, name: 'Help', language: 'fi', origins: ['https://docs.example.com/'] };
const mika = {
  portal: slug,
  email: ' Mika@Lumen.Example',
  name: 'Mika',
  company: 'Lumen',
  password: 'a good password',
};

before(async () => {
  ({ db } = await testDatabase());
});

it('makes a portal in which a person can sign in and file a ticket', async () => {
  await createPortal(db, portal);
  await createContact(db, mika);
  await createContact(db, { ...mika, email: 'lena@lumen.example', name: 'Lena' });
  const caller = await visitor(await testApp(), { slug } as MadePortal);
  const session = (await caller.signIn('mika@lumen.example', mika.password)).json().session;
  assert.equal(session.person.organization, 'Lumen');
  const { forms } = (await caller.get('/portal', { headers: { Origin: 'https://docs.example.com' } })).json();
  const ticket = await caller.post('/tickets', { formId: forms[0].id, subject: 'Hello', text: 'World' });
  assert.equal(ticket.statusCode, 201, ticket.body);
  const made = db
    .selectFrom('companies')
    .innerJoin('portals', 'portals.id', 'companies.portal_id')
    .where('slug', '=', slug);
  assert.equal((await made.select('companies.id').execute()).length, 1);
});

it('changes what is named of a portal, and nothing else', async () => {
  const settings = () =>
    db
      .selectFrom('portals')
      .where('slug', '=', slug)
      .select(['allowed_origins', 'cookie_sessions'])
      .executeTakeFirstOrThrow();
  assert.deepEqual(await settings(), { allowed_origins: ['https://docs.example.com'], cookie_sessions: false });
  await setPortal(db, slug, { cookieSessions: true });
  assert.deepEqual(await settings(), { allowed_origins: ['https://docs.example.com'], cookie_sessions: true });
  await setPortal(db, slug, { origins: ['https://www.example.com'], cookieSessions: undefined });
  assert.deepEqual(await settings(), { allowed_origins: ['https://www.example.com'], cookie_sessions: true });
  await setPortal(db, slug, { logo: 'https://www.example.com/logo.png' });
  const logo = async () =>
    (await db.selectFrom('portals').where('slug', '=', slug).select('logo_url').executeTakeFirst())?.logo_url;
  assert.equal(await logo(), 'https://www.example.com/logo.png');
  for (const wrong of [
    'http://www.example.com/logo.png',
    '//x',
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    'https://a:b@c.example/',
  ])
    await assert.rejects(setPortal(db, slug, { logo: wrong }), { name: 'StartError', message: /--logo/ });
  await setPortal(db, slug, { logo: null });
  assert.equal(await logo(), null);
  for (const origin of ['null', '*', 'https://*.example.com/x'])
    await assert.rejects(setPortal(db, slug, { origins: [origin] }), { name: 'StartError', message: /--origin/ });
  await assert.rejects(setPortal(db, slug, {}), { name: 'StartError', message: /Nothing to change/ });
  await assert.rejects(setPortal(db, 'nowhere', { cookieSessions: false }), { message: /no portal at nowhere/ });
});

it('says in a line what cannot be made', async () => {
  await assert.rejects(createPortal(db, portal), { name: 'StartError', message: /There is a portal at .* already/ });
  for (const wrong of ['assets', 'Help', 'a b', '', '-x']) {
    await assert.rejects(createPortal(db, { ...portal, slug: wrong }), {
      name: 'StartError',
      message: /cannot be used/,
    });
  }
  const pathed = { ...portal, slug: `${slug}2`, origins: ['https://docs.example.com/path'] };
  await assert.rejects(createPortal(db, pathed), { name: 'StartError', message: /--origin/ });
  await assert.rejects(createContact(db, mika), {
    name: 'StartError',
    message: /has a contact with that e-mail address/,
  });
  await assert.rejects(createContact(db, { ...mika, password: 'short' }), {
    name: 'StartError',
    message: /10 characters/,
  });
  await assert.rejects(createContact(db, { ...mika, email: 'mika' }), { name: 'StartError', message: /not an e-mail/ });
  await assert.rejects(createContact(db, { ...mika, portal: 'nowhere' }), {
    name: 'StartError',
    message: /no portal at nowhere/,
  });
});
