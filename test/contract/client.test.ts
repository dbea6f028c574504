// The browser's real client against the real server: one test for each operation, each answer held against the contract.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type * as Api from './client-entry.ts';
import { setAccess, setConsent } from '../../server/accounts/admission.ts';
import { issueEmailChangeToken } from '../../server/accounts/email-changes.ts';
import { issueInvitation } from '../../server/accounts/invitations.ts';
import { issueRegistrationLink } from '../../server/accounts/registrations.ts';
import { issueRequestLink } from '../../server/accounts/requests.ts';
import { issueReset } from '../../server/accounts/password-resets.ts';
import { issueLinkToken } from '../../server/accounts/sign-in-links.ts';
import type { Challenges } from '../../server/accounts/work.ts';
import { setArticles } from '../../server/forms/article-set-up.ts';
import { testApp } from '../server/support/app.ts';
import { testDatabase } from '../server/support/database.ts';
import { BASE, makeForm, OPEN } from '../server/support/forms.ts';
import {
  makeCompany,
  makeContact,
  makePortal,
  makeTicket,
  PASSWORD,
  type MadePortal,
} from '../server/support/makers.ts';
import { solve } from '../server/support/work.ts';
import { faults, operationIds, operationOf } from '../support/contract.ts';
import { installXMLHttpRequest } from '../support/xml-http-request.ts';
import type { UnreadCount } from '../../src/api/schema.ts';

const root = new URL('../../', import.meta.url);

/** The client as a browser gets it: bundled from src. */
async function loadClient(): Promise<typeof Api> {
  const { outputFiles } = await build({
    entryPoints: [new URL('test/contract/client-entry.ts', root).pathname],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return (await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`
  )) as typeof Api;
}

const asked = new Set<string>();
const wrong: string[] = [];
const real = globalThis.fetch;

/** Every answer that passes is held against the contract. */
globalThis.fetch = async (input, options) => {
  const answer = await real(input, options);
  const url = new URL(input instanceof Request ? input.url : input);
  const operation = operationOf(options?.method ?? 'GET', url.pathname.replace(/^\/[^/]+\/api\/v1/, ''));
  if (operation) {
    asked.add(operation);
    wrong.push(...(await faults(operation, answer)));
  }
  return answer;
};

describe('the client against the server', () => {
  let api: typeof Api;
  let portal: MadePortal;
  let src: string;
  let client: InstanceType<typeof Api.PortalClient>;
  let ticketId: string;
  let challenges: Challenges;
  let refused = 0;
  let grant: Api.Grant | undefined;
  const me = { id: '', email: '' };
  const key = () => crypto.randomUUID();

  before(async () => {
    const { app, options } = await testApp({ publicUrl: null, clock: () => new Date() });
    challenges = options.ports.challenges;
    // Only now: the embedded database would take this for a browser.
    installXMLHttpRequest();
    api = await loadClient();
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    portal = await makePortal({ ticket_access: 'company', rating: 'stars' });
    const company = await makeCompany(portal);
    const contact = await makeContact(portal, { company_id: company.id });
    Object.assign(me, { id: contact.id, email: contact.email });
    ticketId = (await makeTicket(portal, contact, { subject: 'The lamp flickers', text: 'It flickers at full power.' }))
      .id;
    src = `${url}/${portal.slug}`;
    client = new api.PortalClient({ src, authorize: () => grant, onRefused: () => (refused++, false) });
  });

  after(() => {
    globalThis.fetch = real;
  });

  const send = (name: string, text: string) => api.sendFile(client, new Blob([text]), { key: key(), name });

  it('getPortal', async () => {
    const { name, limits, forms } = await api.getPortal(client);
    assert.equal(name, `Portal ${portal.slug}`);
    assert.equal(forms[0]?.id, portal.formId);
    assert.ok(limits.fileSize > 0);
  });

  it('createSession', async () => {
    const proof = await api.ProofKey.generate();
    await assert.rejects(api.createSession(client, { email: me.email, password: 'wrong' }, proof), {
      code: 'credentials-wrong',
      status: 401,
    });
    const { token, session } = await api.createSession(client, { email: me.email, password: PASSWORD }, proof);
    assert.equal(session.person.email, me.email);
    assert.ok(token);
    grant = { key: proof, token };
  });

  it('createPasswordReset', async () => {
    await api.createPasswordReset(client, { email: me.email, returnTo: 'https://docs.example.com/' }, 'fi');
  });

  it('completePasswordReset', async () => {
    await assert.rejects(api.completePasswordReset(client, { token: 'x', password: 'too short' }, 'fi'), {
      errors: [{ pointer: '/password', code: 'too-short', limit: 10 }],
    });
    await assert.rejects(api.completePasswordReset(client, { token: 'x', password: 'a pebble under the pier' }, 'fi'), {
      code: 'link-expired',
      status: 410,
    });
    const { db } = await testDatabase();
    const [contact] = await db.selectFrom('contacts').where('email', '=', me.email).select('id').execute();
    const token = await issueReset(db, portal.id, contact!.id, new Date());
    await api.completePasswordReset(client, { token, password: 'a pebble under the pier' }, 'fi');
    const proof = await api.ProofKey.generate();
    const { token: next } = await api.createSession(
      client,
      { email: me.email, password: 'a pebble under the pier' },
      proof,
    );
    assert.ok(next);
    grant = { key: proof, token: next };
  });

  it('getSession', async () => {
    assert.deepEqual((await api.getSession(client)).scopes, ['mine', 'organization']);
  });

  it('listSessions, endSession and endOtherSessions', async () => {
    const { items } = await api.listSessions(client);
    assert.deepEqual(
      items.map(({ isCurrent }) => isCurrent),
      [true],
    );
    await assert.rejects(api.endSession(client, 'nobodys'), { code: 'not-found', status: 404 });
    await api.endOtherSessions(client);
    assert.equal((await api.listSessions(client)).items.length, 1);
  });

  it('updatePerson', async () => {
    assert.equal((await api.updatePerson(client, { name: ' Mika  Aalto-Berg ' })).name, 'Mika Aalto-Berg');
    await assert.rejects(api.updatePerson(client, { name: ' ' }), { errors: [{ pointer: '/name', code: 'required' }] });
  });

  it('changePassword', async () => {
    const change = { currentPassword: 'a pebble under the pier', newPassword: 'seven slow herons by the weir' };
    await assert.rejects(api.changePassword(client, { ...change, newPassword: 'short' }), {
      errors: [{ pointer: '/newPassword', code: 'too-short', limit: 10 }],
    });
    await assert.rejects(api.changePassword(client, { ...change, currentPassword: 'wrong' }), {
      errors: [{ pointer: '/currentPassword', code: 'invalid' }],
    });
    await api.changePassword(client, change);
    assert.equal((await api.getSession(client)).hasPassword, true);
  });

  it('refuses the token with another key', async () => {
    const other = new api.PortalClient({
      src,
      authorize: () => stolen,
    });
    const stolen = { key: await api.ProofKey.generate(), token: grant!.token };
    await assert.rejects(api.getSession(other), { status: 401 });
  });

  it('corrects a clock that is an hour off', async (test) => {
    const { now } = Date;
    test.mock.method(Date, 'now', () => now() - 3_600_000);
    const late = new api.PortalClient({ src, authorize: () => grant });
    assert.equal((await api.getSession(late)).person.email, me.email);
  });

  it('listTickets', async () => {
    const page = await api.listTickets(client, {
      q: 'flicker',
      status: 'open',
      scope: 'organization',
      sort: 'subject',
    });
    assert.equal(page.items[0]?.id, ticketId);
    assert.ok(page.items[0].snippet?.parts.some(({ match }) => match));
    const conditions = ['product:is:lamp', 'product:is:lamp'];
    assert.deepEqual((await api.listTickets(client, { property: conditions })).items, []);
    await assert.rejects(api.listTickets(client, { property: ['product:is:lamp', 'colour:is:red'] }), {
      errors: [{ pointer: '/property/1', code: 'unknown-value' }],
    });
    assert.deepEqual((await api.listTickets(client, { q: "%' OR 1=1 --" })).items, []);
    await assert.rejects(api.listTickets(client, { cursor: 'x' }), { code: 'invalid-request', status: 400 });
  });

  it('getTicket', async () => {
    assert.equal((await api.getTicket(client, ticketId)).subject, 'The lamp flickers');
    await assert.rejects(api.getTicket(client, 'nobodys'), { code: 'not-found', status: 404 });
  });

  it('listMessages', async () => {
    const page = await api.listMessages(client, ticketId, { limit: 5 });
    assert.match(page.items[0]!.html, /full power/);
    assert.equal(page.earlierCursor, null);
  });

  it('markTicketRead: what the team said is unread until it was read', async () => {
    const { items, unreadFrom } = await api.listMessages(client, ticketId, {});
    assert.equal(unreadFrom, items[0]?.id);
    const count = async (): Promise<UnreadCount> =>
      (await api.readQuietly(client, '/unread')).json() as Promise<UnreadCount>;
    const before = await count();
    await api.markTicketRead(client, ticketId, unreadFrom);
    assert.deepEqual(await count(), { count: before.count - 1, isMore: false });
    assert.equal((await api.listMessages(client, ticketId, {})).unreadFrom, null);
    await assert.rejects(api.markTicketRead(client, ticketId, 'nobodys'), {
      errors: [{ pointer: '/messageId', code: 'unknown-value' }],
    });
    await assert.rejects(api.markTicketRead(client, 'nobodys', items[0]!.id), { code: 'not-found', status: 404 });
  });

  it('getPreferences and updatePreferences', async () => {
    const untouched = { columnOrder: [], hiddenColumns: [], density: 'comfortable' };
    assert.deepEqual(await api.getPreferences(client), untouched);
    const preferences = await api.updatePreferences(client, { hiddenColumns: ['created'], density: 'compact' });
    assert.deepEqual(preferences, { columnOrder: [], hiddenColumns: ['created'], density: 'compact' });
    assert.deepEqual(await api.getPreferences(client), preferences);
  });

  it('createMessage, once for a key', async () => {
    const once = key();
    const first = await api.createMessage(client, ticketId, { text: 'It is **worse** now' }, once);
    assert.match(first.html, /<strong>worse<\/strong>/);
    assert.deepEqual(await api.createMessage(client, ticketId, { text: 'It is **worse** now' }, once), first);
    await assert.rejects(api.createMessage(client, ticketId, { text: 'Something else' }, once), {
      code: 'idempotency-key-reused',
    });
    await assert.rejects(api.createMessage(client, ticketId, { text: '  ' }, key()), {
      errors: [{ pointer: '/text', code: 'required' }],
    });
  });

  it('previewMessage, which makes nothing', async () => {
    const before = await api.listMessages(client, ticketId, {});
    const { html } = await api.previewMessage(client, 'It is **worse** now <script>alert(1)</script>');
    assert.match(html, /<strong>worse<\/strong>/);
    assert.doesNotMatch(html, /<script/);
    assert.deepEqual(await api.listMessages(client, ticketId, {}), before);
    await assert.rejects(api.previewMessage(client, 'x'.repeat(50_001)), {
      errors: [{ pointer: '/text', code: 'too-long', limit: 50_000 }],
    });
  });

  it('getMessage and downloadMessage: one message, and as it came', async () => {
    const { items } = await api.listMessages(client, ticketId, {});
    const { id } = items.at(-1)!;
    assert.match((await api.getMessage(client, ticketId, id)).html, /<strong>worse<\/strong>/);
    assert.equal(await (await api.downloadMessage(client, ticketId, id)).text(), 'It is **worse** now');
    await assert.rejects(api.getMessage(client, ticketId, 'nobodys'), { code: 'not-found', status: 404 });
  });

  it('closeTicket, rateTicket and reopenTicket', async () => {
    const closed = await api.closeTicket(client, ticketId, key());
    assert.equal(closed.status, 'closed');
    assert.ok(closed.actions.includes('rate'));
    const rated = await api.rateTicket(client, ticketId, { value: 5, comment: 'Quick' }, key());
    assert.deepEqual([rated.rating?.value, rated.rating?.comment], [5, 'Quick']);
    await assert.rejects(api.rateTicket(client, ticketId, { value: 6 }, key()), { code: 'validation-failed' });
    assert.equal((await api.reopenTicket(client, ticketId, key())).status, 'open');
  });

  it('downloadTicket: a zip', async () => {
    const bytes = await (await api.downloadTicket(client, ticketId)).arrayBuffer();
    assert.equal(Buffer.from(bytes).subarray(0, 2).toString(), 'PK');
  });

  it('streamEvents and listEvents: what happens is told in the form of the contract', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const { body } = await api.readQuietly(client, '/events', { query: { seconds: 60 }, signal });
    const heard: object[] = [];
    const reading = api.readEvents(
      body!,
      (event) => {
        heard.push(event);
        if (event.kind === 'message-created') abort.abort();
      },
      () => {},
    );
    // From the beginning: it may end before the answer to what it tells of is there.
    const ended = assert.rejects(reading, { name: 'AbortError' });
    await api.createMessage(client, ticketId, { text: 'Told as it happens' }, key());
    await ended;
    const page = await (await api.readQuietly(client, '/events/recent', { query: { seconds: 60 } })).json();
    assert.ok(page.items.length > 0);
    for (const event of heard)
      assert.deepEqual(Object.keys(event).sort(), ['id', 'kind', 'messageId', 'name', 'ticketId']);
    const headers = { 'If-None-Match': `"${page.cursor}"` };
    const quiet = await api.readQuietly(client, '/events/recent', { query: { after: page.cursor }, headers });
    assert.equal(quiet.status, 304);
  });

  it('getForm', async () => {
    const { sections } = await api.getForm(client, portal.formId);
    assert.ok(
      sections.flatMap(({ fields }) => fields).some(({ pointer, required }) => pointer === '/subject' && required),
    );
  });

  it('suggestArticles', async () => {
    const { db } = await testDatabase();
    const articles = [{ title: 'A lamp that flickers', url: '/lamp', text: 'Turn the bulb.' }];
    await setArticles(db, portal.slug, JSON.stringify(articles));
    assert.equal((await api.getPortal(client)).hasArticles, true);
    const { items } = await api.suggestArticles(client, 'my lamp fl');
    assert.deepEqual(items, [{ title: 'A lamp that flickers', url: '/lamp', excerpt: 'Turn the bulb.' }]);
  });

  it('getRequestForm, createChallenge, createRequest and confirmRequest: a ticket without an account', async () => {
    const { db } = await testDatabase();
    const formId = await makeForm(portal, [{ fields: [...OPEN, ...BASE] }], { isOpen: true });
    const form = await api.getRequestForm(client, formId);
    assert.equal(form.sections[0]?.fields[1]?.pointer, '/contact/email');
    const { salt, digest, signature, notBefore } = await api.createChallenge(client);
    assert.equal(notBefore, 3);
    const contact = { name: 'Noor', email: 'noor@meadow.example' };
    const body = { formId, formVersion: form.version, subject: 'A question', text: 'Is it bright?', contact };
    const wrong = { ...body, work: { salt, digest, signature, number: 0 } };
    await assert.rejects(api.createRequest(client, wrong, key(), 'en'), { status: 422 });
    const made = challenges.make(portal.id, 1, new Date(Date.now() - 5000));
    const work = { salt: made.salt, digest: made.digest, signature: made.signature, number: solve(made) };
    await api.createRequest(client, { ...body, work }, key(), 'en');
    const { id } = await db
      .selectFrom('requests')
      .where('portal_id', '=', portal.id)
      .select('id')
      .executeTakeFirstOrThrow();
    const confirmed = await api.confirmRequest(client, await issueRequestLink(db, id));
    assert.equal(confirmed.subject, 'A question');
    await assert.rejects(api.confirmRequest(client, 'x'.repeat(43)), { code: 'link-expired', status: 410 });
  });

  it('createTicket', async () => {
    const properties = { product: 'lamp' };
    const ticket = await api.createTicket(
      client,
      { formId: portal.formId, subject: 'A second lamp', text: 'Too.', properties },
      key(),
    );
    assert.equal(ticket.subject, 'A second lamp');
    await assert.rejects(
      api.createTicket(client, { formId: portal.formId, subject: '', text: 'x', properties }, key()),
      (error: Api.PortalProblem) => {
        assert.equal(error.code, 'validation-failed');
        assert.equal(error.errors[0]?.pointer, '/subject');
        return true;
      },
    );
  });

  it('createUpload, appendUpload, getAttachment and createAttachmentLink: a file comes back byte for byte', async () => {
    const text = 'Ä line.\n'.repeat(1000);
    const shares: number[] = [];
    const id = await api.sendFile(client, new Blob([text]), {
      key: key(),
      name: 'مذكرة ../../notes.txt',
      onProgress: (share) => shares.push(share),
    });
    const { attachments } = await api.createMessage(client, ticketId, { text: '', uploadIds: [id] }, key());
    assert.equal(attachments[0]?.name.includes('/'), false);
    assert.equal(await (await api.getAttachment(client, attachments[0].id)).text(), text);
    const { url } = await api.createAttachmentLink(client, attachments[0].id, { purpose: 'download' });
    assert.equal(await (await real(url)).text(), text);
    assert.equal(shares.at(-1), 1);
  });

  it('getUploadOffset: an upload that broke off goes on', async () => {
    const abort = new AbortController();
    const file = new Blob(['0123456789']);
    let url = '';
    const first = api.sendFile(client, file, {
      key: key(),
      name: 'a.txt',
      signal: abort.signal,
      onUrl: (known) => {
        url = known;
        abort.abort();
      },
    });
    await assert.rejects(first, { name: 'AbortError' });
    const id = await api.sendFile(client, file, { key: key(), name: 'a.txt', url });
    assert.equal(api.uploadIdOf(url), id);
    const { attachments } = await api.createMessage(client, ticketId, { text: 'x', uploadIds: [id] }, key());
    assert.equal(attachments[0]?.size, 10);
  });

  it('refuses a program that is called a picture', async () => {
    await assert.rejects(
      send('photo.png', 'MZ\u0090\u0000 This program cannot be run in DOS mode'),
      (error: Api.PortalProblem) => /^file-type/.test(error.code),
    );
  });

  it('deleteUpload', async () => {
    const id = await send('b.txt', 'bytes');
    await api.deleteUpload(client, id);
    await assert.rejects(api.createMessage(client, ticketId, { text: 'x', uploadIds: [id] }, key()), {
      errors: [{ pointer: '/uploadIds/0', code: 'unknown-value' }],
    });
  });

  it('getConsent, getOwnConsent and withdrawConsent', async () => {
    await assert.rejects(api.getConsent(client, 'en'), { code: 'not-found' });
    const { db } = await testDatabase();
    const texts = { en: { html: '<p>We keep what you write.</p>', label: 'I agree' } };
    await setConsent(db, { portal: portal.slug, isRequired: true, texts });
    assert.equal((await api.getConsent(client, 'en')).label, 'I agree');
    const proof = await api.ProofKey.generate();
    const credentials = { email: me.email, password: 'seven slow herons by the weir' };
    await assert.rejects(api.createSession(client, credentials, proof), { code: 'consent-required', status: 403 });
    const consent = { version: 1, language: 'en' };
    const { token } = await api.createSession(client, { consent }, proof);
    grant = { key: proof, token: token! };
    const { receipt } = await api.getOwnConsent(client);
    assert.equal(receipt?.version, 1);
    await api.withdrawConsent(client);
    await assert.rejects(api.getOwnConsent(client), { code: 'session-expired' });
    refused = 0;
    await db.deleteFrom('consents').where('portal_id', '=', portal.id).execute();
    grant = { key: proof, token: (await api.createSession(client, credentials, proof)).token! };
    assert.deepEqual(await api.getOwnConsent(client), { receipt: null });
  });

  it('createRegistration and completeRegistration', async () => {
    const { db } = await testDatabase();
    const body = { name: 'Nora Berg', email: 'nora@fjord.example', password: 'a pebble under the pier' };
    await assert.rejects(api.createRegistration(client, body, 'fi'), { code: 'not-found' });
    await setAccess(db, { portal: portal.slug, access: 'open', lists: [], adminEmails: undefined });
    assert.equal((await api.getPortal(client)).registration, true);
    await api.createRegistration(client, body, 'fi');
    const [row] = await db.selectFrom('registrations').where('email', '=', body.email).select('id').execute();
    const token = await issueRegistrationLink(db, row!.id);
    const { password } = body;
    assert.deepEqual(await api.completeRegistration(client, { token, password }), { email: body.email });
  });

  it('openInvitation and completeInvitation', async () => {
    const { db } = await testDatabase();
    const invited = await makeContact(portal, { password_hash: null });
    const token = await issueInvitation(db, portal.id, invited.id, new Date());
    assert.deepEqual(await api.openInvitation(client, token), { email: invited.email, name: invited.name });
    await api.completeInvitation(client, { token, name: 'Karim', password: 'a pebble under the pier' });
    await assert.rejects(api.openInvitation(client, token), { code: 'link-expired', status: 410 });
  });

  it('createAccessRequest', async () => {
    const { db } = await testDatabase();
    const wish = { email: 'nora@fjord.example', name: 'Nora Berg', message: 'Please' };
    await assert.rejects(api.createAccessRequest(client, wish), { code: 'not-found' });
    await db
      .updateTable('portals')
      .set({ access: 'lists', admin_emails: ['head@lumen.example'] })
      .where('id', '=', portal.id)
      .execute();
    await api.createAccessRequest(client, wish);
    await db.updateTable('portals').set({ access: 'contacts' }).where('id', '=', portal.id).execute();
  });

  it('createSignInLink and openSignInLink', async () => {
    const { db } = await testDatabase();
    const proof = await api.ProofKey.generate();
    await assert.rejects(api.createSignInLink(client, { email: me.email }, proof, 'fi'), { code: 'not-found' });
    await db.updateTable('portals').set({ email_link: true }).where('id', '=', portal.id).execute();
    const { linkId } = await api.createSignInLink(client, { email: me.email }, proof, 'fi');
    const token = (await issueLinkToken(db, linkId, me.id, new Date()))!.token;
    const elsewhere = api.createSession(client, { link: { token } }, await api.ProofKey.generate());
    await assert.rejects(elsewhere, { code: 'link-other-browser', status: 403 });
    const { code } = await api.openSignInLink(client, token);
    await assert.rejects(api.openSignInLink(client, 'x'), { code: 'link-expired', status: 410 });
    const answer = await api.createSession(client, { link: { linkId, code } }, proof);
    assert.equal(answer.session.person.email, me.email);
    grant = { key: proof, token: answer.token! };
  });

  it('createEmailChange, getEmailChange, cancelEmailChange and answerEmailChange', async () => {
    const { db } = await testDatabase();
    const wish = { email: 'mika@fjord.example', currentPassword: 'seven slow herons by the weir' };
    await assert.rejects(api.createEmailChange(client, { ...wish, currentPassword: 'wrong' }, 'fi'), {
      errors: [{ pointer: '/currentPassword', code: 'invalid' }],
    });
    await api.createEmailChange(client, wish, 'fi');
    await api.cancelEmailChange(client);
    assert.deepEqual(await api.getEmailChange(client), { change: null });
    const change = await api.createEmailChange(client, wish, 'fi');
    assert.deepEqual(await api.getEmailChange(client), { change });
    const { id } = await db
      .selectFrom('email_changes')
      .where('contact_id', '=', me.id)
      .select('id')
      .executeTakeFirstOrThrow();
    const states: string[] = [];
    for (const side of ['old', 'new'] as const) {
      const { token } = (await issueEmailChangeToken(db, id, side, new Date()))!;
      states.push((await api.answerEmailChange(client, { token, answer: 'confirm' }, 'fi')).state);
    }
    assert.deepEqual(states, ['waiting', 'changed']);
    assert.equal((await api.getSession(client)).person.email, wish.email);
    await assert.rejects(api.answerEmailChange(client, { token: 'x', answer: 'confirm' }, 'fi'), {
      code: 'link-expired',
      status: 410,
    });
  });

  it('refuses what no identity provider answered', async () => {
    const nobodys = { singleSignOn: { code: 'x'.repeat(43), verifier: 'x'.repeat(43) } };
    await assert.rejects(api.createSession(client, nobodys, await api.ProofKey.generate()), {
      code: 'sign-in-unverified',
      status: 401,
    });
  });

  it('deleteSession', async () => {
    await api.deleteSession(client);
    assert.equal(refused, 0);
    await assert.rejects(api.getSession(client), { code: 'session-expired' });
    assert.equal(refused, 1);
  });

  it('asked everything, and every answer was as the contract says', () => {
    assert.deepEqual([...asked].sort(), [...operationIds].sort());
    assert.deepEqual(wrong, []);
  });
});
