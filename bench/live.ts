/**
 * What open event streams cost: memory of the server for each, and the time until an event has reached everybody it concerns. The real
 * server in a process of its own, on a throwaway Postgres; each stream has a session of its own, all of one organisation.
 *
 * Usage: ulimit -n 20000; npm run bench:live [-- --streams 10000]
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID, type webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { withPostgres } from '../scripts/ensure-postgres.ts';
import { freePort } from '../scripts/free-port.ts';
import { newToken } from '../server/accounts/one-use-tokens.ts';
import { renderMarkdown } from '../server/content/index.ts';
import type { Database } from '../server/db/database.ts';
import { migrate } from '../server/db/migrate.ts';
import { openDatabase } from '../server/db/open.ts';
import { replyAsTeam, type TeamMember } from '../server/desks/builtin/team.ts';
import { newId } from '../server/ids.ts';
import { findOrMakeTeamMember } from '../server/stores/team.ts';
import { fill } from './world.ts';

const COMMAND = fileURLToPath(new URL('../server/bin/portico-server.ts', import.meta.url));
const SHARED = 'ticket-of-the-bench-10';
const OWN = 'ticket-of-the-bench-20';
/** Streams from one address of this machine: fewer than the server lets a network have. */
const PER_ADDRESS = 500;
const AT_ONCE = 50;

const { values } = parseArgs({ options: { streams: { type: 'string', default: '10000' } } });
const count = Number(values.streams);

const mb = (kilobytes: number): string => `${Math.round(kilobytes / 1024)} MB`;
const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(2);
const perStream = (before: number, after: number, warm: number): string =>
  ((after - before) / Math.max(1, count - warm)).toFixed(1);

interface Key {
  readonly sign: webcrypto.CryptoKey;
  readonly jwk: JWK;
}

await withPostgres(async (url) => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
  const { db, close } = await openDatabase({ url });
  let server: ChildProcess | undefined;
  try {
    await migrate(db);
    await fill(db, 1000);
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const key = { sign: privateKey, jwk: await exportJWK(publicKey) };
    const tokens = await makePeople(db, key);
    const member = await findOrMakeTeamMember(db, { slug: 'bench', email: 'anna@team.example', name: 'Anna' });
    if (!member) throw new Error('there is no such portal');
    const port = await freePort();
    server = spawn(process.execPath, [COMMAND], {
      env: { ...process.env, DATABASE_URL: url, PORT: String(port), PORTICO_DATA: folder, PORTICO_LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await measure({ db, key, tokens, member, port, pid: server.pid ?? 0 });
  } finally {
    server?.kill('SIGKILL');
    await close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** People of the large organisation, each signed in; answers their tokens. One ticket is the first one's alone. */
async function makePeople(db: Database, { jwk }: Key): Promise<string[]> {
  const thumbprint = await calculateJwkThumbprint(jwk);
  const people = Array.from({ length: count }, (_, n) => ({
    id: newId(),
    email: `listener-${n}@bench.example`,
    ...newToken(),
  }));
  const ends_at = new Date(Date.now() + 3_600_000);
  for (let at = 0; at < count; at += 1000) {
    const some = people.slice(at, at + 1000);
    await db
      .insertInto('contacts')
      .values(
        some.map(({ id, email }) => ({ id, email, portal_id: 'p', company_id: 'company-of-the-bench-0', name: email })),
      )
      .execute();
    await db
      .insertInto('sessions')
      .values(
        some.map(({ id, tokenHash }) => ({
          id: newId(),
          portal_id: 'p',
          contact_id: id,
          token_hash: tokenHash,
          key_thumbprint: thumbprint,
          ends_at,
        })),
      )
      .execute();
  }
  const first = people[0]?.id ?? '';
  await db.updateTable('tickets').set({ contact_id: first, company_id: null }).where('id', '=', OWN).execute();
  return people.map(({ token }) => token);
}

interface Scene {
  readonly db: Database;
  readonly key: Key;
  readonly tokens: readonly string[];
  readonly member: TeamMember;
  readonly port: number;
  readonly pid: number;
}

async function measure({ db, key, tokens, member, port, pid }: Scene): Promise<void> {
  const origin = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) await wait(100);
  const heard = new Map<string, number>();
  const hear = (text: string): void => {
    for (const [, messageId] of text.matchAll(/"messageId":"([^"]+)"/g))
      heard.set(messageId ?? '', (heard.get(messageId ?? '') ?? 0) + 1);
  };
  // The first ones have the server load and compile what it needs.
  const warm = Math.min(100, count);
  await openAll(tokens.slice(0, warm), { origin, key, first: 0, hear });
  const before = memory(pid);
  const from = performance.now();
  await openAll(tokens.slice(warm), { origin, key, first: warm, hear });
  console.log(`${count} streams opened in ${seconds(from)} s`);
  const after = memory(pid);
  console.log(
    `memory of the server: ${mb(before)} with ${warm}, ${mb(after)} with all: ${perStream(before, after, warm)} kB a stream`,
  );
  for (const [who, ticketId, expected] of [
    ['one', OWN, 1],
    ['one', OWN, 1],
    ['everybody', SHARED, count],
    ['everybody', SHARED, count],
  ] as const) {
    const said = performance.now();
    const text = 'This is said to those who look on.';
    const id = await replyAsTeam(member, db, ticketId, {
      source: text,
      sourceType: 'text/markdown',
      ...renderMarkdown(text),
      channel: 'email',
      at: new Date(),
      files: [],
    });
    while ((heard.get(id) ?? 0) < expected) await wait(1);
    console.log(`a message for ${who}: heard by ${heard.get(id)} after ${seconds(said)} s`);
  }
  const beaten = memory(pid);
  console.log(`memory afterwards: ${mb(beaten)}: ${perStream(before, beaten, warm)} kB a stream`);
}

interface Opening {
  readonly origin: string;
  readonly key: Key;
  readonly first: number;
  readonly hear: (text: string) => void;
}

async function openAll(tokens: readonly string[], { first, ...opening }: Opening): Promise<void> {
  for (let at = 0; at < tokens.length; at += AT_ONCE)
    await Promise.all(
      tokens.slice(at, at + AT_ONCE).map((token, n) => open(token, { ...opening, first: first + at + n })),
    );
}

/** Opens a stream, from one of many addresses; done once it is ready. */
async function open(token: string, { origin, key, first, hear }: Opening): Promise<void> {
  const url = `${origin}/bench/api/v1/events`;
  const ath = createHash('sha256').update(token).digest('base64url');
  const DPoP = await new SignJWT({ htm: 'GET', htu: url, jti: randomUUID(), ath })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk })
    .setIssuedAt()
    .sign(key.sign);
  await new Promise<void>((resolve, reject) => {
    const localAddress = `127.0.0.${2 + Math.floor(first / PER_ADDRESS)}`;
    const headers = { DPoP, Authorization: `DPoP ${token}` };
    request(url, { headers, agent: false, localAddress }, (answer) => {
      if (answer.statusCode !== 200) return void reject(new Error(`a stream was answered with ${answer.statusCode}`));
      answer.setEncoding('utf8').on('data', (text: string) => {
        resolve();
        hear(text);
      });
      answer.once('close', () => reject(new Error('a stream has ended')));
    })
      .once('error', reject)
      .end();
  });
}

/** What a process has of the machine's memory, in kB. */
function memory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
