import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import type { Message, MessagePage, Ticket, TicketSummary } from '../../src/api/schema.ts';
import { setPortal } from '../../server/accounts/set-up.ts';
import { renderMail, renderMarkdown } from '../../server/content/index.ts';
import { newId } from '../../server/ids.ts';
import { SHOWN_AT_ONCE, shorten } from '../../server/message-html.ts';
import { recordStatusChange } from '../../server/stores/status-changes.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import {
  makeCompany,
  makeContact,
  makeMessage,
  makePortal,
  makeThread,
  makeTicket,
  type MadeContact,
  type MadePortal,
  type MadeTicket,
} from './support/makers.ts';

let test: TestApp;

before(async () => {
  test = await testApp();
});

interface Scene {
  portal: MadePortal;
  mika: MadeContact;
  lena: MadeContact;
  caller: Caller;
  ticket: MadeTicket;
}

/** A portal of its own, where Mika has a ticket. */
async function scene(
  settings: Parameters<typeof makePortal>[0] = {},
  ticket: Parameters<typeof makeTicket>[2] = {},
): Promise<Scene> {
  const portal = await makePortal({ conversation: 'all-threads', show_stages: true, ...settings });
  const { id: company_id } = await makeCompany(portal);
  const mika = await makeContact(portal, { company_id });
  const lena = await makeContact(portal, { company_id, name: 'Lena Mäki' });
  const caller = await signIn(test, portal, mika);
  return { portal, mika, lena, caller, ticket: await makeTicket(portal, mika, { text: 'Hello', ...ticket }) };
}

const ticketOf = async (caller: Caller, id: string): Promise<Ticket> => (await caller.get(`/tickets/${id}`)).json();
const pageOf = async (caller: Caller, id: string, query = ''): Promise<MessagePage> =>
  (await caller.get(`/tickets/${id}/messages${query}`)).json();
const act = (caller: Caller, id: string, action: string, body?: unknown, key?: string) =>
  caller.request('POST', `/tickets/${id}/${action}`, {
    ...(body !== undefined && { body }),
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
  });
const refused = (answer: { statusCode: number; json: () => unknown }, status: number, code: string): void => {
  const problem = answer.json() as { code: string };
  assert.deepEqual([answer.statusCode, problem.code], [status, code]);
};

describe('closing and opening again', () => {
  it('is offered, done, and written into the conversation', async () => {
    const { caller, ticket, mika } = await scene();
    assert.deepEqual((await ticketOf(caller, ticket.id)).actions, ['reply', 'close']);
    const closed = (await act(caller, ticket.id, 'close')).json<Ticket>();
    assert.deepEqual([closed.status, closed.stage?.label, closed.actions], ['closed', 'Done', ['reply', 'reopen']]);
    const opened = (await act(caller, ticket.id, 'reopen')).json<Ticket>();
    assert.deepEqual([opened.status, opened.stage?.label], ['open', 'New']);
    const { changes, items } = await pageOf(caller, ticket.id);
    assert.deepEqual(
      changes.map(({ after, author, from, to }) => [after, author, from.stage?.label, to.stage?.label]),
      [
        [items[0]!.id, { kind: 'customer', name: mika.name, isYou: true }, 'New', 'Done'],
        [items[0]!.id, { kind: 'customer', name: mika.name, isYou: true }, 'Done', 'New'],
      ],
    );
  });

  it('is done once for one key, also when somebody did the opposite since', async () => {
    const { caller, ticket } = await scene();
    const key = newId();
    assert.equal((await act(caller, ticket.id, 'close', undefined, key)).statusCode, 200);
    await act(caller, ticket.id, 'reopen');
    const again = await act(caller, ticket.id, 'close', undefined, key);
    assert.deepEqual([again.statusCode, again.json<Ticket>().status], [200, 'open']);
    refused(await act(caller, ticket.id, 'reopen', undefined, key), 422, 'idempotency-key-reused');
  });

  it('takes two devices that close at once', async () => {
    const { caller, portal, mika, ticket } = await scene();
    const other = await signIn(test, portal, mika);
    const answers = await Promise.all([act(caller, ticket.id, 'close'), act(other, ticket.id, 'close')]);
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    assert.equal((await pageOf(caller, ticket.id)).changes.length, 1);
  });

  it('is refused where the portal does not offer it, and says the same of what is another’s', async () => {
    const { caller, ticket, portal } = await scene({ customers_close: false });
    refused(await act(caller, ticket.id, 'close'), 409, 'action-refused');
    const stranger = await signIn(test, portal, await makeContact(portal));
    for (const action of ['close', 'reopen']) refused(await act(stranger, ticket.id, action), 404, 'not-found');
    refused(await act(stranger, ticket.id, 'rating', { value: 3 }), 404, 'not-found');
    for (const path of ['/download', '/messages/x', '/messages/x/source'])
      refused(await stranger.get(`/tickets/${ticket.id}${path}`), 404, 'not-found');
  });

  it('opens by a reply for as many days as the portal says, then offers a follow-up', async () => {
    const { caller, ticket } = await scene({ reopen_days: 7 });
    await act(caller, ticket.id, 'close');
    test.clock.forward(7 * 86_400 - 60);
    const soon = await signIn(test, caller.portal, { ...(await contactOf(ticket)) });
    assert.deepEqual((await ticketOf(soon, ticket.id)).actions, ['reply', 'reopen']);
    test.clock.forward(120);
    assert.deepEqual((await ticketOf(soon, ticket.id)).actions, ['follow-up']);
    refused(await soon.post(`/tickets/${ticket.id}/messages`, { text: 'Too late' }), 409, 'action-refused');
    refused(await act(soon, ticket.id, 'reopen'), 409, 'action-refused');
  });

  it('writes down that a reply opened it, after the reply', async () => {
    const { caller, ticket } = await scene({}, { status: 'closed', closed_at: new Date() });
    const message = (await caller.post(`/tickets/${ticket.id}/messages`, { text: 'Again' })).json<Message>();
    const { changes } = await pageOf(caller, ticket.id);
    assert.deepEqual(
      changes.map(({ after, to }) => [after, to.status]),
      [[message.id, 'open']],
    );
  });
});

/** Whose ticket it is, for another sign-in. */
async function contactOf(ticket: MadeTicket): Promise<MadeContact> {
  const { db } = await testDatabase();
  const row = await db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.contact_id')
    .where('tickets.id', '=', ticket.id)
    .select(['contacts.id', 'contacts.email', 'contacts.name', 'contacts.company_id'])
    .executeTakeFirstOrThrow();
  return { id: row.id, email: row.email, name: row.name, companyId: row.company_id };
}

describe('follow-ups', () => {
  it('are linked both ways', async () => {
    const { caller, ticket, portal } = await scene({ closed_ticket_reply: 'follow-up' }, { status: 'closed' });
    assert.deepEqual((await ticketOf(caller, ticket.id)).actions, ['follow-up']);
    const body = { formId: portal.formId, subject: 'It is back', text: 'Again', properties: { product: 'lamp' } };
    const answer = await caller.post('/tickets', { ...body, followUpOf: ticket.id });
    assert.equal(answer.statusCode, 201);
    const next = answer.json<Ticket>();
    assert.deepEqual(next.followUpOf, { id: ticket.id, number: ticket.number, subject: 'The lamp flickers' });
    assert.deepEqual((await ticketOf(caller, ticket.id)).followUps, [
      { id: next.id, number: next.number, subject: 'It is back' },
    ]);
  });

  it('go on with nothing that is open, another’s, or nowhere', async () => {
    const { caller, ticket, portal, lena } = await scene({ closed_ticket_reply: 'follow-up', ticket_access: 'own' });
    const hers = await makeTicket(portal, lena, { status: 'closed' });
    const body = { formId: portal.formId, subject: 's', text: 't', properties: { product: 'lamp' } };
    refused(await caller.post('/tickets', { ...body, followUpOf: ticket.id }), 409, 'action-refused');
    for (const followUpOf of [hers.id, newId()])
      refused(await caller.post('/tickets', { ...body, followUpOf }), 422, 'validation-failed');
  });

  it('are not told to who may not see them', async () => {
    const { caller, ticket, portal, lena } = await scene({ closed_ticket_reply: 'follow-up', ticket_access: 'own' });
    await makeTicket(portal, lena, { follow_up_of: ticket.id });
    assert.deepEqual((await ticketOf(caller, ticket.id)).followUps, []);
    const other = await signIn(test, portal, lena);
    const { items } = (await other.get('/tickets')).json<{ items: TicketSummary[] }>();
    assert.equal((await ticketOf(other, items[0]!.id)).followUpOf, null);
  });
});

describe('ratings', () => {
  const closed = { status: 'closed', closed_at: new Date() } as const;

  it('are given after closing, and changed for a day', async () => {
    const { caller, ticket } = await scene({ rating: 'stars', closed_ticket_reply: 'refuse' }, closed);
    const before = await ticketOf(caller, ticket.id);
    assert.deepEqual(before.actions, ['rate']);
    assert.deepEqual(before.rating, {
      kind: 'stars',
      value: null,
      comment: null,
      takesComment: true,
      changeableUntil: null,
    });
    const given = (await act(caller, ticket.id, 'rating', { value: 4, comment: ' Quick ' })).json<Ticket>();
    assert.deepEqual([given.rating?.value, given.rating?.comment], [4, 'Quick']);
    assert.equal((await act(caller, ticket.id, 'rating', { value: 2 })).json<Ticket>().rating?.value, 2);
    test.clock.forward(86_400 + 60);
    const later = await signIn(test, caller.portal, await contactOf(ticket));
    assert.deepEqual((await ticketOf(later, ticket.id)).actions, []);
    refused(await act(later, ticket.id, 'rating', { value: 5 }), 409, 'action-refused');
    assert.equal((await ticketOf(later, ticket.id)).rating?.value, 2);
  });

  it('begin anew when the ticket was opened and closed again', async () => {
    const { caller, ticket } = await scene({ rating: 'stars' }, closed);
    await act(caller, ticket.id, 'rating', { value: 1 });
    await act(caller, ticket.id, 'reopen');
    test.clock.forward(2 * 86_400);
    const later = await signIn(test, caller.portal, await contactOf(ticket));
    await act(later, ticket.id, 'close');
    assert.ok((await ticketOf(later, ticket.id)).actions.includes('rate'));
    assert.equal((await act(later, ticket.id, 'rating', { value: 5 })).statusCode, 200);
    assert.equal((await act(later, ticket.id, 'rating', { value: 4 })).json<Ticket>().rating?.value, 4);
  });

  it('are the owner’s alone, once the ticket is closed and the portal asks', async () => {
    const { ticket, portal, lena } = await scene({ rating: 'thumbs', ticket_access: 'company' }, closed);
    refused(await act(await signIn(test, portal, lena), ticket.id, 'rating', { value: 5 }), 409, 'action-refused');
    const open = await scene({ rating: 'stars' });
    refused(await act(open.caller, open.ticket.id, 'rating', { value: 5 }), 409, 'action-refused');
    const off = await scene({}, closed);
    refused(await act(off.caller, off.ticket.id, 'rating', { value: 5 }), 409, 'action-refused');
  });

  it('keep to the portal’s kind', async () => {
    const { caller, ticket } = await scene({ rating: 'thumbs', rating_comment: false }, closed);
    const { rating } = (await act(caller, ticket.id, 'rating', { value: 2, comment: 'x' })).json<Ticket>();
    assert.deepEqual([rating?.value, rating?.comment, rating?.takesComment], [1, null, false]);
    refused(await act(caller, ticket.id, 'rating', { value: 6 }), 422, 'validation-failed');
  });
});

describe('the timeline', () => {
  it('has each change once, at its place, however it is paged', async () => {
    const { caller, ticket, portal } = await scene();
    const { db } = await testDatabase();
    const by = { kind: 'team', agentId: null, name: 'Tom' } as const;
    for (let index = 0; index < 7; index += 1) {
      await makeMessage({ ticketId: ticket.id, threadId: ticket.threadId, text: `Message ${index}` });
      const toStageId = index % 2 ? portal.openStageId : portal.closedStageId;
      await db
        .transaction()
        .execute((transaction) =>
          recordStatusChange({ ticketId: ticket.id, toStageId, by, at: new Date() }, transaction),
        );
    }
    const whole = await pageOf(caller, ticket.id);
    assert.equal(whole.changes.length, 7);
    for (const limit of [1, 2, 3, 5]) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: MessagePage = await pageOf(caller, ticket.id, `?limit=${limit}${cursor && `&cursor=${cursor}`}`);
        for (const change of page.changes) {
          assert.ok(
            change.after === null ? page.earlierCursor === null : page.items.some(({ id }) => id === change.after),
          );
        }
        seen.unshift(...page.changes.map(({ id }) => id));
        cursor = page.earlierCursor;
      }
      assert.deepEqual(
        seen,
        whole.changes.map(({ id }) => id),
      );
    }
  });

  it('is the newest thread alone, without changes, where the portal says so', async () => {
    const { caller, ticket, portal } = await scene({ conversation: 'newest-thread' });
    const threadId = await makeThread(portal, ticket.id, {
      channel: 'chat',
      created_at: new Date(Date.now() + 60_000),
    });
    await makeMessage({ ticketId: ticket.id, threadId, text: 'In the chat' });
    await act(caller, ticket.id, 'close');
    const { items, changes } = await pageOf(caller, ticket.id);
    assert.deepEqual([items.length, changes.length], [1, 0]);
  });

  it('does not tell of stages where the portal does not show them', async () => {
    const { caller, ticket, portal } = await scene({ show_stages: false });
    const { db } = await testDatabase();
    const { pipeline_id } = await db
      .selectFrom('stages')
      .where('id', '=', portal.openStageId)
      .select('pipeline_id')
      .executeTakeFirstOrThrow();
    const stage = {
      id: newId(),
      pipeline_id,
      name: 'x',
      customer_label: '{"en":"Secret"}',
      status: 'open',
      position: 5,
    } as const;
    await db.insertInto('stages').values(stage).execute();
    const by = { kind: 'team', agentId: null, name: 'Tom' } as const;
    const move = (toStageId: string) =>
      db
        .transaction()
        .execute((transaction) =>
          recordStatusChange({ ticketId: ticket.id, toStageId, by, at: new Date() }, transaction),
        );
    await move(stage.id);
    await move(portal.closedStageId);
    const answer = await caller.get(`/tickets/${ticket.id}/messages`);
    assert.ok(!answer.body.includes('Secret'));
    assert.deepEqual(
      answer.json<MessagePage>().changes.map(({ from, to }) => [from, to]),
      [
        [
          { status: 'open', stage: null },
          { status: 'closed', stage: null },
        ],
      ],
    );
  });

  it('names who is on the ticket, each once, its owner first', async () => {
    const { caller, ticket, lena, mika } = await scene({ ticket_access: 'company' });
    const other = await signIn(test, caller.portal, lena);
    for (const text of ['one', 'two']) await other.post(`/tickets/${ticket.id}/messages`, { text });
    assert.deepEqual((await ticketOf(caller, ticket.id)).people, [
      { kind: 'customer', name: mika.name, isYou: true },
      { kind: 'team', name: 'Anna of the team', isYou: false },
      { kind: 'customer', name: lena.name, isYou: false },
    ]);
  });
});

/** A message as a mail program sent it. */
async function makeMail(ticket: MadeTicket, source: string): Promise<string> {
  const { db } = await testDatabase();
  const id = await makeMessage({ ticketId: ticket.id, threadId: ticket.threadId, text: 'x' });
  const rendered = renderMail(source);
  await db
    .updateTable('messages')
    .set({ source, source_type: 'text/html', ...rendered })
    .where('id', '=', id)
    .execute();
  return id;
}

async function makeFile(messageId: string, name: string, contentId: string | null, bytes = 'bytes'): Promise<string> {
  const { db } = await testDatabase();
  const id = newId();
  const storage_key = newId();
  await test.options.ports.files.put(storage_key, Buffer.from(bytes));
  const row = { id, message_id: messageId, position: 0, name, media_type: 'image/png', size: bytes.length };
  await db
    .insertInto('attachments')
    .values({ ...row, storage_key, content_id: contentId })
    .execute();
  return id;
}

describe('pictures of a message', () => {
  it('are named by the attachments that they are', async () => {
    const { caller, ticket } = await scene();
    const mail = await makeMail(
      ticket,
      '<p>See <img src="cid:a%201@x" alt="One"> <img src="cid:none" alt="Two"> text src="cid:a 1@x"</p><img src="attachment:up" alt="">',
    );
    const id = await makeFile(mail, 'one.png', 'a 1@x');
    const { items } = await pageOf(caller, ticket.id);
    const { html } = items.find((message) => message.id === mail)!;
    assert.match(html, new RegExp(`<img src="attachment:${id}" alt="One" />`));
    assert.match(html, /<img alt="Two" \/> text src="cid:a 1@x"/);
  });

  it('are those of Markdown by the upload they came with', () => {
    assert.match(renderMarkdown('![Levels](attachment:up_1)').html, /<img src="attachment:up_1" alt="Levels" \/>/);
    for (const hostile of ['attachment:" onerror="x', 'attachment:a b', 'cid:<script>'])
      assert.doesNotMatch(renderMarkdown(`![x](<${hostile}>)`).html, /<script|onerror="|src="[^"]*[\s<>]/);
  });
});

describe('long messages', () => {
  it('begin on the page and go on when asked', async () => {
    const { caller, ticket } = await scene();
    const id = await makeMail(
      ticket,
      `<div><table><tr><td>${'<p>A line &amp; more</p>'.repeat(3000)}</td></tr></table></div>`,
    );
    const { items } = await pageOf(caller, ticket.id);
    const message = items.find((item) => item.id === id)!;
    assert.equal(message.shortened, true);
    assert.ok(message.html.length < SHOWN_AT_ONCE + 200);
    assert.equal(renderMail(message.html).html, message.html);
    const whole = (await caller.get(`/tickets/${ticket.id}/messages/${id}`)).json<Message>();
    assert.deepEqual([whole.shortened, whole.html.split('A line').length], [false, 3001]);
    refused(await caller.get(`/tickets/${newId()}/messages/${id}`), 404, 'not-found');
  });

  for (const [name, source] of Object.entries({
    '5 MB of HTML': `<p>${'word '.repeat(1_000_000)}</p>`,
    '10,000 nested tags': '<div>'.repeat(10_000) + 'x'.repeat(200_000) + '</div>'.repeat(10_000),
    '2,000 images': '<img src="https://t.example/a.png" alt="A picture of something">'.repeat(2000),
  })) {
    it(`are bounded: ${name}`, async () => {
      const { caller, ticket } = await scene();
      const start = process.threadCpuUsage();
      const id = await makeMail(ticket, source);
      const { items } = await pageOf(caller, ticket.id);
      const { user, system } = process.threadCpuUsage(start);
      assert.ok((user + system) / 1000 < 3000, `${Math.round((user + system) / 1000)} ms`);
      const message = items.find((item) => item.id === id)!;
      assert.ok(message.shortened && message.html.length < SHOWN_AT_ONCE + 5000);
      const file = await caller.get(`/tickets/${ticket.id}/messages/${id}/source`);
      assert.equal(file.statusCode, 200);
      assert.ok(file.body.endsWith(source), 'the whole is there');
      assert.match(file.body.slice(0, 200), /Content-Security-Policy" content="default-src 'none'/);
      assert.match(String(file.headers['content-disposition']), /^attachment; filename="\d{4}-\d\d-\d\d-/);
      assert.equal(file.headers['content-security-policy'], "sandbox; default-src 'none'");
    });
  }

  it('are cut between words, never inside an entity or a tag', () => {
    const html = '<p>a &amp; b <b>bold &lt;x&gt; word</b> 😀😀 end</p>'.repeat(3);
    for (let limit = 1; limit < html.length; limit += 1) {
      const cut = shorten(html, limit)!;
      assert.equal(renderMail(cut).html, cut.replace(/<p>\s*<\/p>$/, ''), `${limit}: ${cut}`);
      assert.ok(cut.isWellFormed());
      assert.doesNotMatch(cut, /&(?!(?:amp|lt|gt);)/);
    }
    assert.equal(shorten(html, html.length), null);
  });
});

describe('the download of a ticket', () => {
  it('has the conversation, the files and nothing of a note', async () => {
    const { caller, ticket, portal } = await scene();
    const { db } = await testDatabase();
    await db
      .insertInto('notes')
      .values({ id: newId(), ticket_id: ticket.id, author_name: 'zzcanaryzz', text: 'zzcanaryzz' })
      .execute();
    const mail = await makeMail(
      ticket,
      '<p>Look <img src="cid:p" alt="A picture"><img src="https://t.example/x.png" alt="Far"></p>',
    );
    const names = [
      'one.png',
      '../../etc/passwd',
      'ONE.png',
      'con.txt',
      'ab\u202egnp.exe',
      '  ',
      'x'.repeat(300) + '.png',
    ];
    for (const [index, name] of names.entries()) await makeFile(mail, name, index === 0 ? 'p' : null, `bytes ${index}`);
    const lost = await makeFile(mail, 'lost.png', null);
    await db.updateTable('attachments').set({ storage_key: newId() }).where('id', '=', lost).execute();
    for (let index = 0; index < 230; index += 1)
      await makeMessage({ ticketId: ticket.id, threadId: ticket.threadId, text: `Line ${index} of it` });
    await act(caller, ticket.id, 'close');
    const hidden = { id: newId(), portal_id: portal.id, name: 'Private', is_connected: false };
    await db.insertInto('inboxes').values(hidden).execute();
    const threadId = await makeThread(portal, ticket.id, { inbox_id: hidden.id });
    await makeMessage({ ticketId: ticket.id, threadId, text: 'zzcanaryzz of an inbox that is not connected' });

    const answer = await caller.get(`/tickets/${ticket.id}/download`);
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['content-disposition']), new RegExp(`filename="ticket-${ticket.number}.zip"`));
    const files = unzipSync(answer.rawPayload);
    const folder = `ticket-${ticket.number}`;
    assert.deepEqual(
      Object.keys(files).sort(),
      [
        ...['ONE (2).png', '_con.txt', 'abgnp.exe', 'file', 'one.png', 'passwd', `${'x'.repeat(120)}.png`].map(
          (name) => `${folder}/files/${name}`,
        ),
        `${folder}/conversation.html`,
        `${folder}/conversation.txt`,
      ].sort(),
    );
    const read = (name: string) => Buffer.from(files[`${folder}/${name}`]!).toString();
    assert.equal(read('files/one.png'), 'bytes 0');
    const html = read('conversation.html');
    assert.match(html, /<img src="files\/one\.png" alt="A picture" \/><img alt="Far" \/>/);
    assert.match(html, /lost\.png \(not in this download\)/);
    assert.match(html, /New → Done/);
    assert.doesNotMatch(html, /t\.example|<script/);
    const text = read('conversation.txt');
    const lines = [...text.matchAll(/Line (\d+) of it/g)].map(([, number]) => Number(number));
    assert.deepEqual(
      lines,
      Array.from({ length: 230 }, (_, index) => index),
    );
    for (const file of Object.values(files)) assert.ok(!Buffer.from(file).includes('zzcanaryzz'));
  });
});

describe('set-portal', () => {
  it('sets what customers may do', async () => {
    const portal = await makePortal();
    const { db } = await testDatabase();
    await setPortal(db, portal.slug, {
      conversation: 'all-threads',
      customersClose: false,
      closedTicket: 'follow-up',
      reopenDays: 14,
      rating: 'thumbs',
      ratingComment: false,
    });
    const row = await db.selectFrom('portals').where('id', '=', portal.id).selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.conversation, row.customers_close, row.closed_ticket_reply, row.reopen_days, row.rating, row.rating_comment],
      ['all-threads', false, 'follow-up', 14, 'thumbs', false],
    );
    await assert.rejects(setPortal(db, 'nowhere', { rating: 'off' }), /There is no portal at nowhere/);
    await setPortal(db, portal.slug, { reopenDays: null });
    const again = await db.selectFrom('portals').where('id', '=', portal.id).select('reopen_days').executeTakeFirst();
    assert.equal(again?.reopen_days, null);
  });
});
