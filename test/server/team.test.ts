import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { runTeamCommand, type TeamOptions } from '../../server/bin/team-commands.ts';
import { TeamError } from '../../server/desks/builtin/team.ts';
import { png } from '../e2e/samples.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import {
  makeCompany,
  makeContact,
  makePortal,
  makeTicket,
  type MadeContact,
  type MadePortal,
  type MadeTicket,
} from './support/makers.ts';
import { teamOf } from './support/team.ts';

describe('what the team does', () => {
  let app: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let ticket: MadeTicket;
  let caller: Caller;
  let team: Awaited<ReturnType<typeof teamOf>>;

  beforeEach(async () => {
    app = await testApp();
    portal = await makePortal({ conversation: 'all-threads', ticket_access: 'company' });
    contact = await makeContact(portal, { company_id: (await makeCompany(portal)).id });
    ticket = await makeTicket(portal, contact, { text: 'It flickers' });
    caller = await signIn(app, portal, contact);
    team = await teamOf(portal);
  });

  const messages = async () => (await caller.get(`/tickets/${ticket.id}/messages`)).json().items as Message[];
  interface Message {
    html: string;
    author: { name: string; kind: string };
    channel: string;
    attachments: { id: string; name: string; type: string }[];
  }

  it('answers in Markdown, in HTML and with files, and the answer is found', async () => {
    await app.options.ports.files.put('stored-for-a-reply', Buffer.from('hello'));
    const file = { name: 'steps.txt', mediaType: 'text/plain', size: 5, storageKey: 'stored-for-a-reply' };
    await team.reply(ticket.id, 'Change the **bulb**', { files: [file] });
    await team.reply(ticket.id, '<p>Or the <i>socket</i></p><script>alert(1)</script>', { html: true });
    const [, first, second] = await messages();
    assert.equal(first?.html.trim(), '<p>Change the <strong>bulb</strong></p>');
    assert.deepEqual([first?.author.kind, first?.author.name], ['team', 'Aino of the team']);
    assert.equal(second?.html.trim(), '<p>Or the <i>socket</i></p>');
    assert.equal((await caller.get(`/attachments/${first?.attachments[0]?.id}`)).body, 'hello');
    assert.equal((await caller.get('/tickets?q=socket')).json().items.length, 1);
  });

  it('answers mail where the mail is, and a chat in a conversation of its own', async () => {
    await team.reply(ticket.id, 'By mail');
    await team.reply(ticket.id, 'In the chat', { channel: 'chat' });
    const { db } = await testDatabase();
    const threads = await db
      .selectFrom('messages')
      .where('ticket_id', '=', ticket.id)
      .orderBy('seq')
      .select('thread_id')
      .execute();
    assert.deepEqual(
      threads.map(({ thread_id }) => thread_id === ticket.threadId),
      [true, true, false],
    );
  });

  it('closes, opens, hands over and deletes', async () => {
    const status = async () => (await caller.get(`/tickets/${ticket.id}`)).json().status as string;
    await team.move(ticket.id, 'done');
    assert.equal(await status(), 'closed');
    await team.move(ticket.id, portal.openStageId);
    assert.equal(await status(), 'open');
    await assert.rejects(team.move(ticket.id, 'nowhere'), new TeamError('no-stage'));

    const other = await makeContact(portal, { company_id: (await makeCompany(portal, 'Harbor Radio')).id });
    await team.handOver(ticket.id, { email: other.email });
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 404);
    await team.handOver(ticket.id, { company: 'Lumen Studios' });
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 200);
    await assert.rejects(team.handOver(ticket.id, { company: 'Nobody' }), new TeamError('no-company'));
    await assert.rejects(team.handOver(ticket.id, { email: 'nobody@x.example' }), new TeamError('no-contact'));

    await team.delete(ticket.id);
    assert.equal((await caller.get(`/tickets/${ticket.id}`)).statusCode, 404);
    await assert.rejects(team.reply(ticket.id, 'Too late'), new TeamError('no-ticket'));
  });

  it('does nothing to the tickets of another portal', async () => {
    const elsewhere = await teamOf(await makePortal());
    for (const act of [
      () => elsewhere.reply(ticket.id, 'x'),
      () => elsewhere.note(ticket.id, 'x'),
      () => elsewhere.move(ticket.id, 'done'),
      () => elsewhere.handOver(ticket.id, { email: contact.email }),
      () => elsewhere.delete(ticket.id),
      () => elsewhere.writing(ticket.id),
    ])
      await assert.rejects(act(), new TeamError('no-ticket'));
    assert.equal((await messages()).length, 1);
  });

  it('does it by commands, and says what is missing', async () => {
    const { db } = await testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'portico-team-'));
    const photo = join(folder, 'photo.png');
    await writeFile(photo, png());
    const ports = { db, files: app.options.ports.files };
    const run = (command: string, changes: Partial<TeamOptions> = {}) =>
      runTeamCommand(command, ports, {
        portal: portal.slug,
        agent: 'Tom@team.example',
        name: 'Tom',
        ticket: String(ticket.number),
        text: '',
        html: false,
        channel: undefined,
        files: [],
        stage: undefined,
        email: undefined,
        company: undefined,
        ...changes,
      });
    await run('team-reply', { text: 'See the *photo*', files: [photo] });
    const said = (await messages()).at(-1);
    assert.equal(said?.author.name, 'Tom');
    assert.deepEqual(
      said?.attachments.map(({ name, type }) => [name, type]),
      [['photo.png', 'image/png']],
    );
    await run('team-note', { text: 'Not for the customer' });
    await run('team-move', { stage: 'done' });
    await run('team-writing');
    assert.equal((await messages()).length, 2);
    const refused: [() => Promise<void>, RegExp][] = [
      [() => run('team-reply'), /standard input/],
      [() => run('team-reply', { text: 'x', channel: 'pigeon' }), /--channel/],
      [() => run('team-reply', { text: 'x', files: [join(folder, 'none')] }), /cannot be read/],
      [() => run('team-move'), /--stage is missing/],
      [() => run('team-move', { stage: 'nowhere' }), /pipeline/],
      [() => run('team-hand-over'), /One of --email and --company/],
      [() => run('team-reply', { text: 'x', ticket: '1e99' }), /has no ticket/],
      [() => run('team-reply', { text: 'x', portal: 'nowhere' }), /no portal at nowhere/],
    ];
    for (const [command, why] of refused) await assert.rejects(command(), why);
    await run('team-delete');
    const { id } = said?.attachments[0] ?? {};
    assert.equal((await caller.get(`/attachments/${id}`)).statusCode, 404);
    await rm(folder, { recursive: true });
  });

  it('writes notes that the customer is not shown', async () => {
    await team.note(ticket.id, 'The customer is right');
    assert.equal((await messages()).length, 1);
    assert.equal((await caller.get('/tickets?q=right')).json().items.length, 0);
  });
});
