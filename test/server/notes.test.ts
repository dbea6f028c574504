import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, it } from 'node:test';
import { newId } from '../../server/ids.ts';
import type { operations } from '../../server/http/operations.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller, type RequestOptions } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { Listener } from './support/listener.ts';
import { makeContact, makePortal, makeTicket, type MadePortal, type MadeTicket } from './support/makers.ts';
import { teamOf } from './support/team.ts';

const CANARY = 'zzcanaryzz';

let test: TestApp;
let portal: MadePortal;
let ticket: MadeTicket;
let caller: Caller;

before(async () => {
  test = await testApp();
  portal = await makePortal({ conversation: 'all-threads', show_stages: true });
  const contact = await makeContact(portal);
  ticket = await makeTicket(portal, contact, { text: 'What the customer may read' });
  caller = await signIn(test, portal, contact);
  const { db } = await testDatabase();
  const agentId = `${CANARY}-agent`;
  const agent = {
    id: agentId + newId(),
    portal_id: portal.id,
    name: `${CANARY} agent`,
    email: `${CANARY}@team.example`,
  };
  await db.insertInto('agents').values(agent).execute();
  await db
    .insertInto('notes')
    .values({
      id: `${CANARY}-${newId()}`,
      ticket_id: ticket.id,
      agent_id: agent.id,
      author_name: `${CANARY} author`,
      text: `${CANARY} the customer must not read this`,
    })
    .execute();
});

/** Every operation of the contract, as a customer would call it on the ticket that has a note. */
const CALLS: Record<
  keyof typeof operations,
  () => [method: Parameters<Caller['request']>[0], path: string, options?: RequestOptions]
> = {
  getPortal: () => ['GET', '/portal'],
  createSession: () => ['POST', '/session', { body: { email: 'nobody@lumen.example', password: 'x' } }],
  createPasswordReset: () => ['POST', '/password-resets', { body: { email: 'nobody@lumen.example' } }],
  completePasswordReset: () => ['POST', '/password-resets/complete', { body: { token: 'x', password: 'x' } }],
  createSignInLink: () => ['POST', '/sign-in-links', { body: { email: 'nobody@lumen.example' } }],
  openSignInLink: () => ['POST', '/sign-in-links/open', { body: { token: 'x' } }],
  createEmailChange: () => ['POST', '/person/email-change', { body: { email: 'new@lumen.example' } }],
  getEmailChange: () => ['GET', '/person/email-change'],
  cancelEmailChange: () => ['DELETE', '/person/email-change'],
  answerEmailChange: () => ['POST', '/email-changes/answer', { body: { token: 'x', answer: 'confirm' } }],
  getSession: () => ['GET', '/session'],
  listSessions: () => ['GET', '/sessions'],
  endSession: () => ['DELETE', '/sessions/unknown'],
  endOtherSessions: () => ['DELETE', '/sessions'],
  updatePerson: () => ['PATCH', '/person', { body: { name: 'Mika Aalto' } }],
  changePassword: () => ['PATCH', '/person/password', { body: { currentPassword: 'x', newPassword: 'y' } }],
  listTickets: () => ['GET', `/tickets?q=${CANARY}`],
  getTicket: () => ['GET', `/tickets/${ticket.id}`],
  createTicket: () => [
    'POST',
    '/tickets',
    { body: { formId: portal.formId, subject: 's', text: 't', properties: { product: 'lamp' } } },
  ],
  listMessages: () => ['GET', `/tickets/${ticket.id}/messages?limit=100`],
  previewMessage: () => ['POST', '/message-previews', { body: { text: 'x' } }],
  getMessage: () => ['GET', `/tickets/${ticket.id}/messages/unknown`],
  downloadMessage: () => ['GET', `/tickets/${ticket.id}/messages/unknown/source`],
  downloadTicket: () => ['GET', `/tickets/${ticket.id}/download`],
  closeTicket: () => ['POST', `/tickets/${ticket.id}/close`],
  reopenTicket: () => ['POST', `/tickets/${ticket.id}/reopen`],
  rateTicket: () => ['POST', `/tickets/${ticket.id}/rating`, { body: { value: 3 } }],
  createMessage: () => ['POST', `/tickets/${ticket.id}/messages`, { body: { text: 'x' } }],
  markTicketRead: () => ['PUT', `/tickets/${ticket.id}/read`, { body: { messageId: 'unknown' } }],
  getUnread: () => ['GET', '/unread'],
  getPreferences: () => ['GET', '/person/preferences'],
  updatePreferences: () => ['PATCH', '/person/preferences', { body: { density: 'compact' } }],
  getForm: () => ['GET', `/forms/${portal.formId}`],
  createUpload: () => [
    'POST',
    '/uploads',
    { headers: { ...TUS, 'Upload-Length': '3', 'Upload-Metadata': 'filename eC50eHQ=' } },
  ],
  getUploadOffset: () => ['HEAD', '/uploads/unknown', { headers: TUS }],
  appendUpload: () => [
    'PATCH',
    '/uploads/unknown',
    {
      body: Buffer.from('abc'),
      headers: { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    },
  ],
  deleteUpload: () => ['DELETE', '/uploads/unknown', { headers: TUS }],
  createAttachmentLink: () => ['POST', '/attachments/unknown/link', { body: { purpose: 'view' } }],
  listEvents: () => ['GET', '/events/recent?seconds=3600'],
  streamEvents: () => ['GET', '/events?seconds=3600'],
  getAttachment: () => ['GET', '/attachments/unknown'],
  getConsent: () => ['GET', '/consent'],
  getOwnConsent: () => ['GET', '/person/consent'],
  withdrawConsent: () => ['DELETE', '/person/consent'],
  createRegistration: () => [
    'POST',
    '/registrations',
    { body: { name: 'x', email: 'x@lumen.example', password: 'x' } },
  ],
  completeRegistration: () => ['POST', '/registrations/complete', { body: { token: 'x', password: 'x' } }],
  openInvitation: () => ['POST', '/invitations/open', { body: { token: 'x' } }],
  completeInvitation: () => ['POST', '/invitations/complete', { body: { token: 'x', name: 'x', password: 'x' } }],
  createAccessRequest: () => [
    'POST',
    '/access-requests',
    { body: { email: 'x@lumen.example', name: 'x', message: CANARY } },
  ],
  suggestArticles: () => ['GET', `/articles?query=${CANARY}`],
  getRequestForm: () => ['GET', `/requests/forms/${portal.formId}`],
  createChallenge: () => ['POST', '/requests/challenges'],
  createRequest: () => [
    'POST',
    '/requests',
    {
      body: {
        formId: portal.formId,
        subject: CANARY,
        text: CANARY,
        contact: { email: 'x@lumen.example' },
        work: { salt: 'x', digest: 'x', signature: 'x', number: 1 },
      },
    },
  ],
  confirmRequest: () => ['POST', '/requests/confirmations', { body: { token: 'x' } }],
  // Last: it ends the session.
  deleteSession: () => ['DELETE', '/session'],
};
const TUS = { 'Tus-Resumable': '1.0.0' };

it('has a call for each operation of the contract, so that a new one is looked at too', async () => {
  const contract = await readFile(new URL('../../openapi/portal.yaml', import.meta.url), 'utf8');
  const named = [...contract.matchAll(/operationId: (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(Object.keys(CALLS).sort(), named.sort());
});

/** Notes as people write them, and as they get there by copying: each holds the canary. */
const NOTES = [
  `${CANARY} the customer must not read this`,
  `Re: The lamp flickers ${CANARY}`,
  `<p onclick="x()">${CANARY}</p><script>${CANARY}</script><img src="https://x.example/${CANARY}.png">`,
  `**${CANARY}** [${CANARY}](https://x.example/${CANARY})`,
  `${'word '.repeat(20_000)}${CANARY}`,
  `"}],"items":[{"id":"${CANARY}"`,
  `${CANARY}\r\nSet-Cookie: ${CANARY}\r\n\r\nid: 1\nevent: message-created\ndata: ${CANARY}\n\n`,
];

it('never reaches a customer by any operation or stream, nor is it found, mailed or logged', async () => {
  const team = await teamOf(portal);
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' });
  const heard = await new Listener(caller, address).open();
  await heard.hears('ready');
  for (const text of NOTES) await team.note(ticket.id, text);
  const said = await team.reply(ticket.id, 'What the customer may hear of');
  const event = await heard.hears('message-created', ticket.id);
  assert.equal(event.messageId, said);
  assert.equal(heard.events.length, 2, 'a note is no event');

  const { db } = await testDatabase();
  const kept = await db.selectFrom('live_events').where('ticket_id', '=', ticket.id).selectAll().execute();
  assert.equal(JSON.stringify(kept).includes(CANARY), false);

  for (const query of ['', '?sort=subject', '?scope=organization', '?q=customer', `?q=zzcan`, `?q=${CANARY}`]) {
    const answer = await caller.get(`/tickets${query}`);
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body.includes(CANARY), false, query);
    if (query.includes('zzcan')) assert.deepEqual(answer.json().items, []);
  }
  for (const [operation, call] of Object.entries(CALLS)) {
    const [method, path, options] = call();
    if (operation === 'streamEvents') {
      // What is told to somebody who comes back.
      const again = await new Listener(caller, address).open('?seconds=3600');
      await again.hears('message-created', ticket.id);
      assert.equal(again.heard.includes(CANARY), false, operation);
      assert.equal(JSON.stringify(again.headers).includes(CANARY), false, operation);
      again.close();
      continue;
    }
    const answer = await caller.request(method, path, options);
    assert.ok(answer.statusCode < 500, `${operation}: ${answer.body}`);
    assert.equal(answer.body.includes(CANARY), false, operation);
    assert.equal(JSON.stringify(answer.headers).includes(CANARY), false, operation);
  }
  await heard.ends();
  assert.equal(heard.heard.includes(CANARY), false);
  // A mail says what its order says and what is looked up for it; the order has nothing of a ticket's.
  const mailed = test.ordered.filter(({ data }) => !JSON.stringify(data).includes('access-request'));
  assert.equal(JSON.stringify(mailed).includes(CANARY), false);
  assert.equal(test.log.join('').includes(CANARY), false);
});

it('is named by no file that answers customers', async () => {
  for (const folder of [
    'stores',
    'desks',
    'desks/builtin',
    'operations',
    'presenters',
    'http',
    'policies',
    'accounts',
    'files',
    'forms',
  ]) {
    const url = new URL(`../../server/${folder}/`, import.meta.url);
    for (const name of (await readdir(url)).filter((entry) => entry.endsWith('.ts'))) {
      // What the team does; no file that answers customers has it.
      if (folder === 'desks/builtin' && name === 'team.ts') continue;
      const source = await readFile(new URL(name, url), 'utf8');
      assert.doesNotMatch(source, /builtin\/team\.ts|'\.\/team\.ts'/, `${folder}/${name}`);
      const code = source.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
      assert.doesNotMatch(code, /\bnotes\b/i, `${folder}/${name}`);
    }
  }
});
