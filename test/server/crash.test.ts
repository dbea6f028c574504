import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Caller, makeKey } from './support/caller.ts';
import type { MadeContact, MadePortal, MadeTicket } from './support/makers.ts';
import { remote } from './support/server-process.ts';

const SCRIPT = fileURLToPath(new URL('./support/crashing-server.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'portico-crash-'));
const children: ChildProcess[] = [];

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Scene {
  url: string;
  portal: MadePortal;
  contact: MadeContact;
  ticket: MadeTicket;
  key: string;
}

async function startServer(environment: Record<string, string>): Promise<{ scene: Scene; child: ChildProcess }> {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...inherited, PORTICO_TEST_FOLDER: folder, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('READY ')) return { scene: JSON.parse(line.slice(6)) as Scene, child };
  }
  throw new Error('the server did not start');
}

it('makes exactly one message when the server is killed before it answers and the request is sent again', async () => {
  const first = await startServer({ CRASH: '1', SCENE: '1' });
  const { portal, contact, ticket, key } = first.scene;
  const browser = await makeKey();
  const caller = new Caller(remote(first.scene.url), portal, browser);
  assert.equal((await caller.signIn(contact.email)).statusCode, 201);
  const path = `/tickets/${ticket.id}/messages`;
  const died = once(first.child, 'exit');
  await assert.rejects(caller.post(path, { text: 'Only once, please' }, { headers: { 'Idempotency-Key': key } }));
  assert.deepEqual(await died, [null, 'SIGKILL']);

  const second = await startServer({});
  const again = new Caller(remote(second.scene.url), portal, browser);
  again.token = caller.token;
  const answer = await again.post(path, { text: 'Only once, please' }, { headers: { 'Idempotency-Key': key } });
  assert.equal(answer.statusCode, 201, answer.body);
  const { items } = (await again.get(path)).json<{ items: { id: string; html: string }[] }>();
  assert.equal(items.length, 1);
  assert.equal(items[0]?.id, answer.json<{ id: string }>().id);
  second.child.kill('SIGTERM');
});
