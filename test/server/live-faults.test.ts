import { FOLDER } from './support/own-folder.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { signIn, type Caller } from './support/caller.ts';
import { leaveDatabase, TEST_DATABASE, testDatabase } from './support/database.ts';
import { Listener } from './support/listener.ts';
import {
  makeCompany,
  makeContact,
  makePortal,
  makeTicket,
  type MadeContact,
  type MadeTicket,
} from './support/makers.ts';
import { remote, ServerProcess } from './support/server-process.ts';
import { teamOf } from './support/team.ts';

const COMPANIES = 5;
const PEOPLE = 4;
/** Of each person. The embedded database answers one after the other, and need not do it 200 times. */
const STREAMS = 'url' in TEST_DATABASE ? 10 : 3;

/** What real servers are started with: the test's database, or its folder. */
const environment: Record<string, string> =
  'url' in TEST_DATABASE ? { DATABASE_URL: TEST_DATABASE.url, PORTICO_DATA: FOLDER } : { PORTICO_DATA: FOLDER };

const servers: ServerProcess[] = [];
const listeners: Listener[] = [];

after(async () => {
  for (const listener of listeners) listener.close();
  for (const server of servers) await server.kill('SIGKILL');
});

async function startServer(): Promise<ServerProcess> {
  const server = await ServerProcess.start(environment);
  servers.push(server);
  return server;
}

async function listening(caller: Caller, address: string | (() => string)): Promise<Listener> {
  const listener = await new Listener(caller, address).open();
  listeners.push(listener);
  assert.equal(listener.status, 200);
  await listener.hears('ready');
  return listener;
}

const messagesOf = ({ events }: Listener) => events.filter(({ kind }) => kind === 'message-created');

/** Says something as a customer; answers the message's id. */
async function say(caller: Caller, ticket: MadeTicket, text: string): Promise<string> {
  const answer = await caller.post(`/tickets/${ticket.id}/messages`, { text });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ id: string }>().id;
}

describe('a server that is killed under many streams', () => {
  interface Company {
    people: MadeContact[];
    ticket: MadeTicket;
    callers: Caller[];
    listeners: Listener[];
    said: Set<string>;
  }

  it('tells everybody who comes back all that they may see, once, and nobody else', async () => {
    const portal = await makePortal({ ticket_access: 'company', conversation: 'all-threads' });
    const companies: Company[] = [];
    for (let n = 0; n < COMPANIES; n += 1) {
      const { id } = await makeCompany(portal, `Company ${n}`);
      const people = [];
      for (let m = 0; m < PEOPLE; m += 1) people.push(await makeContact(portal, { company_id: id }));
      const ticket = await makeTicket(portal, people[0]!, { text: 'It flickers' });
      companies.push({ people, ticket, callers: [], listeners: [], said: new Set() });
    }
    await leaveDatabase();

    const server = await startServer();
    await Promise.all(
      companies.map(async ({ people, callers, listeners }) => {
        for (const person of people) callers.push(await signIn(remote(server.address), portal, person));
        const each = callers.flatMap((caller) => Array.from({ length: STREAMS }, () => caller));
        listeners.push(...(await Promise.all(each.map((caller) => listening(caller, server.address)))));
      }),
    );
    const all = companies.flatMap((company) => company.listeners);
    assert.equal(all.length, COMPANIES * PEOPLE * STREAMS);
    const everybodySays = (text: string) =>
      Promise.all(companies.map(async ({ callers, ticket, said }) => said.add(await say(callers[0]!, ticket, text))));

    // Some have heard of this when the server dies, others not.
    await everybodySays('Just before');
    await server.kill('SIGKILL');
    await Promise.all(all.map((listener) => listener.ends()));

    const team = await teamOf(portal);
    for (const { ticket, said } of companies) {
      said.add(await team.reply(ticket.id, 'While nothing answered'));
      await team.note(ticket.id, 'For the team');
    }
    await leaveDatabase();

    await server.run();
    await Promise.all([
      ...all.map((listener) => listener.open()),
      ...['One', 'Two', 'Three'].map((n) => everybodySays(`${n} while all come back`)),
    ]);
    for (const listener of all) assert.equal(listener.status, 200);
    await everybodySays('The last word');

    for (const { listeners, ticket, said } of companies)
      for (const listener of listeners) {
        const heard = () => messagesOf(listener).map(({ messageId }) => messageId);
        await listener.until(() => heard().length >= said.size, 'all messages', 20_000);
        assert.deepEqual(heard().toSorted(), [...said].toSorted());
        assert.ok(listener.events.every(({ ticketId }) => ticketId === null || ticketId === ticket.id));
        assert.equal(listener.kinds.includes('reset'), false);
        const order = messagesOf(listener).map(({ id }) => Number(id));
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        );
      }
    await server.kill('SIGKILL');
  });
});

// The embedded database has one process.
if ('url' in TEST_DATABASE)
  describe('two copies of the server', () => {
    let one: ServerProcess;
    let other: ServerProcess;
    before(async () => {
      [one, other] = [await startServer(), await startServer()];
    });

    async function scene() {
      const portal = await makePortal({ conversation: 'all-threads' });
      const mika = await makeContact(portal);
      const ticket = await makeTicket(portal, mika, { text: 'It flickers' });
      const caller = await signIn(remote(one.address), portal, mika);
      return { ticket, caller, team: await teamOf(portal) };
    }

    it('tell of what is written through the other within a second', async () => {
      const { ticket, caller, team } = await scene();
      const heard = await listening(caller, other.address);
      const from = performance.now();
      const messageId = await say(caller, ticket, 'Through the one');
      assert.equal((await heard.hears('message-created')).messageId, messageId);
      assert.ok(performance.now() - from < 1000, `${performance.now() - from} ms`);
      await team.writing(ticket.id);
      await heard.hears('writing', ticket.id);
      // Signing out at one ends what the other tells.
      await caller.request('DELETE', '/session');
      await heard.hears('session-ended');
      await heard.ends();
    });

    it('go on where the other stopped', async () => {
      const { ticket, caller, team } = await scene();
      let at = one;
      const heard = await listening(caller, () => at.address);
      const said: string[] = [];
      for (let turn = 0; turn < 6; turn += 1) {
        said.push(await say(caller, ticket, `Turn ${turn}`));
        // Every other time it has not been heard yet.
        if (turn % 2) await heard.until(() => messagesOf(heard).length === said.length, 'the turn');
        heard.close();
        said.push(await team.reply(ticket.id, `Between ${turn}`));
        at = at === one ? other : one;
        await heard.open();
      }
      await heard.until(() => messagesOf(heard).length >= said.length, 'everything');
      said.push(await say(caller, ticket, 'The last'));
      await heard.until(() => messagesOf(heard).length >= said.length, 'the last');
      assert.deepEqual(
        messagesOf(heard).map(({ messageId }) => messageId),
        said,
      );
      assert.equal(heard.kinds.includes('reset'), false);
    });

    it('hear again when the line to the database has broken', async () => {
      const { ticket, caller } = await scene();
      const heard = await listening(caller, other.address);
      const { db } = await testDatabase();
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'portico-server live'`.execute(db);
      assert.ok(rows.length >= 2);
      const from = performance.now();
      const messageId = await say(caller, ticket, 'Nobody listens');
      assert.equal((await heard.hears('message-created')).messageId, messageId);
      // Well before the next beat, which would find it too.
      assert.ok(performance.now() - from < 5000);
    });
  });
