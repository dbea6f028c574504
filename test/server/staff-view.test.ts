import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createStaffLink } from '../../server/accounts/staff-view.ts';
import { readContract } from '../../server/http/contract.ts';
import { newId } from '../../server/ids.ts';
import { deleteExpiredRows } from '../../server/stores/expired.ts';
import { testApp, type TestApp } from './support/app.ts';
import { Caller, makeKey, signIn, visitor } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { makeContact, makePortal, makeTicket, type MadeContact, type MadePortal } from './support/makers.ts';

describe('staff who see a portal as a customer', () => {
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  const by = 'Anna of the team';

  before(async () => {
    test = await testApp();
    portal = await makePortal({ idle_seconds: 3600, absolute_seconds: 7200 });
    contact = await makeContact(portal, { name: 'Mika Salonen' });
  });

  const link = async (wanted: Partial<{ email: string; by: string }> = {}) =>
    createStaffLink(
      (await testDatabase()).db,
      { portal: portal.slug, email: contact.email, by, ...wanted },
      test.clock.now(),
    );
  const tokenOf = (address: string) => /^\/[\w-]+\?staff#\/view-as\/([\w-]{43})$/.exec(address)?.[1] ?? '';
  const enter = (caller: Caller, staffToken: string) => caller.post('/session', { staffToken });

  async function look(): Promise<Caller> {
    const caller = await visitor(test, portal);
    const answer = await enter(caller, tokenOf(await link()));
    assert.equal(answer.statusCode, 201, answer.body);
    caller.token = answer.json<{ token: string }>().token;
    return caller;
  }

  async function log() {
    const { db } = await testDatabase();
    return db.selectFrom('audit_log').where('contact_id', '=', contact.id).orderBy('id').selectAll().execute();
  }

  it('come in by a link, as the customer, and are told to read only', async () => {
    const caller = await visitor(test, portal);
    const session = (await enter(caller, tokenOf(await link()))).json().session;
    assert.deepEqual([session.person.id, session.person.name], [contact.id, 'Mika Salonen']);
    assert.deepEqual([session.readOnly, session.hasPassword], [true, false]);
    assert.equal(Date.parse(session.endsAt), test.clock.now().getTime() + 20 * 60_000);
    const own = await signIn(test, portal, contact);
    const theirs = (await own.get('/session')).json();
    assert.deepEqual([theirs.readOnly, theirs.hasPassword], [false, true]);
  });

  it('come in once by a link, within five minutes, at its portal', async () => {
    const used = tokenOf(await link());
    assert.equal((await enter(await visitor(test, portal), used)).statusCode, 201);
    const elsewhere = tokenOf(await link());
    const other = await makePortal();
    assert.equal((await enter(await visitor(test, other), elsewhere)).json().code, 'link-expired');
    const old = tokenOf(await link());
    test.clock.forward(301);
    for (const token of [used, old, 'x'.repeat(43)]) {
      const answer = await enter(await visitor(test, portal), token);
      assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-expired']);
    }
  });

  it('are one when two use a link at the same moment', async () => {
    const token = tokenOf(await link());
    const callers = await Promise.all([visitor(test, portal), visitor(test, portal)]);
    const answers = await Promise.all(callers.map((caller) => enter(caller, token)));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 410]);
  });

  it('may not guess', async () => {
    test.clock.forward(61);
    const answers = [];
    const caller = await visitor(test, portal);
    for (let count = 0; count < 21; count += 1) answers.push(await enter(caller, `${count}`.padStart(43, 'x')));
    assert.deepEqual([answers[19]?.statusCode, answers[20]?.statusCode], [410, 429]);
    test.clock.forward(61);
  });

  it('are out after twenty minutes, however busy', async () => {
    const caller = await look();
    for (let minutes = 0; minutes < 20; minutes += 5) {
      assert.equal((await caller.get('/tickets')).statusCode, 200);
      test.clock.forward(5 * 60);
    }
    assert.equal((await caller.get('/session')).json().code, 'session-expired');
  });

  it('find no action on a ticket, and their looking is written down by ids', async () => {
    const ticket = await makeTicket(portal, contact, { subject: 'A secret subject', text: 'A secret message' });
    const caller = await look();
    const before = (await log()).length;
    assert.deepEqual((await caller.get(`/tickets/${ticket.id}`)).json().actions, []);
    await caller.get(`/tickets/${ticket.id}/messages`);
    assert.equal((await caller.get(`/tickets/${newId()}`)).statusCode, 404);
    await caller.request('DELETE', '/session');
    const entries = (await log()).slice(before);
    assert.deepEqual(
      entries.map(({ action, actor, details }) => [action, actor, details['operation'], details['ticketId']]),
      [
        ['staff-view-read', by, 'getTicket', ticket.id],
        ['staff-view-read', by, 'listMessages', ticket.id],
        ['staff-view-ended', by, undefined, undefined],
      ],
    );
    assert.equal(JSON.stringify(entries).includes('secret'), false);
    const own = await signIn(test, portal, contact);
    assert.deepEqual((await own.get(`/tickets/${ticket.id}`)).json().actions, ['reply', 'close']);
    assert.equal((await log()).length, before + 3);
  });

  it('leave a line for the link, the beginning, and the end by time', async () => {
    const before = (await log()).length;
    await look();
    test.clock.forward(20 * 60 + 1);
    await deleteExpiredRows((await testDatabase()).db, test.clock.now());
    const [linked, started, ...later] = (await log()).slice(before);
    assert.deepEqual([linked?.action, started?.action], ['staff-view-linked', 'staff-view-started']);
    // Those that came to their end earlier are in the log as well by now.
    const ended = later.find(({ details }) => details['session'] === started?.details['session']);
    assert.equal(ended?.action, 'staff-view-ended');
    assert.equal(ended.at.getTime() - started!.at.getTime(), 20 * 60_000);
  });

  it('are not among the customer’s own sessions, and neither ends the other’s', async () => {
    const own = await signIn(test, portal, contact);
    const staff = await look();
    const items = async (caller: Caller) => (await caller.get('/sessions')).json<{ items: { id: string }[] }>().items;
    const shown = await items(own);
    const { db } = await testDatabase();
    const staffRow = await db
      .selectFrom('sessions')
      .where('kind', '=', 'staff')
      .where('contact_id', '=', contact.id)
      .orderBy('created_at', 'desc')
      .select('id')
      .executeTakeFirstOrThrow();
    assert.equal(
      shown.some(({ id }) => id === staffRow.id),
      false,
    );
    assert.equal(
      (await items(staff)).some(({ id }) => id === staffRow.id),
      false,
    );
    assert.equal((await own.request('DELETE', `/sessions/${staffRow.id}`)).statusCode, 404);
    assert.equal((await own.request('DELETE', '/sessions')).statusCode, 204);
    assert.equal((await staff.get('/session')).statusCode, 200);
    await staff.request('DELETE', '/session');
    assert.equal((await own.get('/session')).statusCode, 200);
  });

  it('are bound to their browser like anybody', async () => {
    const staff = await look();
    const thief = new Caller(test, portal, await makeKey());
    thief.token = staff.token;
    assert.equal((await thief.get('/session')).json().code, 'proof-invalid');
  });

  it('leave no token in a log or a table', async () => {
    const token = tokenOf(await link());
    await enter(await visitor(test, portal), token);
    assert.equal(
      test.log.some((line) => line.includes(token)),
      false,
    );
    const { db } = await testDatabase();
    const unused = tokenOf(await link());
    const rows = await sql`select row_to_json(l) as row from staff_links l`.execute(db);
    assert.equal(JSON.stringify(rows.rows).includes(unused), false);
  });

  it('need a portal, a customer and a name', async () => {
    await assert.rejects(link({ email: 'nobody@lumen.example' }), /has no contact with that e-mail address/);
    await assert.rejects(link({ by: ' \n ' }), /--by must be a name/);
    assert.ok(tokenOf(await link({ email: contact.email.toUpperCase() })));
  });

  it('do not come in to a demo account of a server that is no demo', async () => {
    const demo = await makeContact(portal, { is_demo: true });
    const token = tokenOf(await link({ email: demo.email }));
    assert.equal((await enter(await visitor(test, portal), token)).json().code, 'link-expired');
  });

  // Every operation that is in the contract, now and later.
  it('change nothing, whatever they ask for', async () => {
    const ticket = await makeTicket(portal, contact, { text: 'Hello' });
    const own = await signIn(test, portal, contact);
    const session = (await own.get('/sessions')).json<{ items: { id: string }[] }>().items[0]!;
    const ids: Record<string, string> = { ticketId: ticket.id, formId: portal.formId, sessionId: session.id };
    const { operations, specification } = await readContract();
    const { paths } = specification as { paths: Record<string, Record<string, { operationId?: string }>> };
    const about = [portal.id, contact.id, ticket.id, ticket.threadId];
    const examples = bodies(portal);
    const staff = await look();
    let unsafe = 0;
    for (const [path, item] of Object.entries(paths)) {
      for (const { operationId } of Object.values(item)) {
        const operation = operationId === undefined ? undefined : operations.get(operationId);
        // What is for anybody looks at no session; leaving is allowed; a stream has no end to wait for.
        const isApart = operationId === 'deleteSession' || operationId === 'streamEvents';
        if (!operation || operation.isPublic || isApart) continue;
        const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? newId());
        // The address of a file is asked for, and nothing is written down but that it was.
        const isSafe = ['GET', 'HEAD'].includes(operation.method) || operationId === 'createAttachmentLink';
        const before = { rows: await everything(about), jobs: test.ordered.length };
        const answer = await staff.request(operation.method as 'POST', address, {
          ...(operation.body === 'json' && { body: examples[operation.operationId] ?? {} }),
        });
        const told = `${operation.operationId}: ${answer.statusCode} ${answer.body}`;
        const after = { rows: await everything(about), jobs: test.ordered.length };
        assert.deepEqual(after, before, operation.operationId);
        if (isSafe) assert.ok(answer.statusCode < 500, told);
        else assert.deepEqual([answer.statusCode, answer.json().code], [403, 'read-only'], told);
        unsafe += isSafe ? 0 : 1;
      }
    }
    assert.ok(unsafe >= 9, `${unsafe} operations were tried`);
    // The same requests are good when it is the customer who sends them.
    const reply = await own.post(`/tickets/${ticket.id}/messages`, examples['createMessage']);
    assert.equal(reply.statusCode, 201, reply.body);
    assert.equal((await own.request('PATCH', '/person', { body: examples['updatePerson'] })).statusCode, 200);
  });
});

/** Bodies that would be good if a customer sent them. */
function bodies(portal: MadePortal): Record<string, object> {
  return {
    createAttachmentLink: { purpose: 'view' },
    createMessage: { text: 'Not from the customer' },
    createTicket: { formId: portal.formId, subject: 'S', text: 'T', properties: { product: 'lamp' } },
    updatePerson: { name: 'Somebody else' },
    changePassword: { currentPassword: 'correct horse battery', newPassword: 'a pebble under the pier' },
  };
}

/**
 * A hash of every table's rows that speak of one of these ids, but for what a session writes about itself: its use, its proofs,
 * its counts and its log. Other tests may have the same database.
 */
async function everything(ids: readonly string[]): Promise<Record<string, unknown>> {
  const { db } = await testDatabase();
  const about = ids.join('|');
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'
    and tablename not in ('sessions', 'audit_log', 'rate_limits', 'used_proofs') order by 1`.execute(db);
  const found: Record<string, unknown> = {};
  for (const { name } of rows) {
    const { rows: hashes } = await sql`
      select count(*)::int as rows, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
      from ${sql.table(name)} t where t::text ~ ${about}`.execute(db);
    found[name] = hashes[0];
  }
  const sessions = await sql`select count(*)::int as count from sessions t where t::text ~ ${about}`.execute(db);
  return { ...found, sessions: sessions.rows[0] };
}
