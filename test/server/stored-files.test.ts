// Where files are kept: a real S3 that checks signatures, a disk that is full, and what a crash leaves behind.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type mock } from 'node:test';
import { readConfig } from '../../server/config/config.ts';
import { photo } from '../../server/demo/files.ts';
import { cleanExpiredUploads, deleteStrayFiles, DiskStaging, DiskStorage } from '../../server/files/index.ts';
import type { Ports } from '../../server/operations/operation.ts';
import { canRunS3 } from '../../scripts/ensure-s3.ts';
import { S3Peer } from '../peers/s3.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { makeContact, makePortal, makeTicket, type MadeContact, type MadePortal } from './support/makers.ts';
import { announceFile, appendTo, attach, codeOf, linkOf, offsetOf, sendFile } from './support/uploads.ts';

const PNG = photo('photo.png', 1, [250, 0, 0]).bytes();
const needsRoot = canRunS3() ? {} : { skip: 'Needs root on Linux.' };

/** An app whose files lie elsewhere, and somebody with a ticket there. */
async function scene(changes: Partial<Ports>) {
  const plain = await testApp();
  const test = await testApp({ ports: { ...plain.options.ports, ...changes } });
  const portal = await makePortal();
  const contact = await makeContact(portal);
  const caller = await signIn(test, portal, contact);
  return { test, portal, contact, caller, ticket: await makeTicket(portal, contact, { text: 'Hello' }) };
}

async function keyOf(uploadId: string): Promise<string> {
  const { db } = await testDatabase();
  const row = await db.selectFrom('uploads').where('id', '=', uploadId).select('storage_key').executeTakeFirstOrThrow();
  return row.storage_key!;
}

async function strays(): Promise<string[]> {
  const { db } = await testDatabase();
  return (await db.selectFrom('stray_files').select('storage_key').execute()).map((row) => row.storage_key);
}

describe('files on S3', needsRoot, () => {
  let s3: S3Peer;
  before(async () => (s3 = await S3Peer.open()));
  after(() => s3.close());

  it('are kept, read whole and in parts, and deleted', async () => {
    const files = s3.storage();
    const { caller, ticket, test } = await scene({ files });
    const bytes = Buffer.concat([PNG, randomBytes(6_000_000)]);
    const upload = await sendFile(caller, 'photo.png', bytes);
    const key = await keyOf(upload);
    const [file] = await attach(caller, ticket, [upload]);
    const whole = await caller.get(`/attachments/${file!.id}`);
    assert.ok(whole.rawPayload.equals(bytes));
    const url = await linkOf(caller, file!.id);
    const part = await test.app.inject({ url, headers: { host: 'portico.test', range: 'bytes=1-3' } });
    assert.deepEqual([part.statusCode, part.body], [206, 'PNG']);
    await files.delete(key);
    await files.delete(key);
    await assert.rejects(files.get(key), { name: 'FileMissing' });
    files.close();
  });

  it('are nobody’s without the key', async () => {
    const files = s3.storage();
    await files.put('somebody-s', Buffer.from('a letter'));
    await files.check();
    const wrong = s3.storage({ secretAccessKey: 'guessed' });
    await assert.rejects(wrong.get('somebody-s'), { name: 'StorageUnavailable', code: 'SignatureDoesNotMatch' });
    await assert.rejects(wrong.put('somebody-s', Buffer.from('x')), { name: 'StorageUnavailable' });
    const anonymous = await fetch(`${s3.place.endpoint}/${s3.place.bucket}/somebody-s`);
    assert.ok(anonymous.status >= 400);
    await assert.rejects(s3.storage({ bucket: 'nobody-s' }).check(), { name: 'FileMissing' });
    for (const key of ['../../secret', 'a/b/c/d/e', '']) await assert.rejects(files.get(key), TypeError);
  });

  it('that is away: nothing is lost, people are told, and it goes on when it is back', async () => {
    const { caller, ticket, test } = await scene({ files: s3.storage() });
    const [earlier] = await attach(caller, ticket, [await sendFile(caller, 'earlier.txt', Buffer.from('earlier'))]);
    const link = await linkOf(caller, earlier!.id);
    const dropped = await sendFile(caller, 'dropped.txt', Buffer.from('dropped'));
    const droppedKey = await keyOf(dropped);
    await s3.stop();

    const id = await announceFile(caller, 'photo.png', PNG.length);
    const failed = await appendTo(caller, id, 0, PNG);
    assert.deepEqual([failed.statusCode, codeOf(failed)], [503, 'storage-unavailable']);
    assert.ok(Number(failed.headers['retry-after']) > 0);
    assert.doesNotMatch(failed.body, /ECONN|127\.0\.0\.1|portico-files/);
    for (const answer of [
      await caller.get(`/attachments/${earlier!.id}`),
      await caller.post(`/attachments/${earlier!.id}/link`, { purpose: 'view' }),
    ])
      assert.equal(codeOf(answer), 'storage-unavailable');
    const page = await test.app.inject({ url: link, headers: { host: 'portico.test' } });
    assert.deepEqual([page.statusCode, page.headers['content-disposition']], [503, undefined]);
    assert.match(page.body, /cannot be read at the moment/);
    // The row goes at once; the bytes when they can.
    const gone = await caller.request('DELETE', `/uploads/${dropped}`, { headers: { 'Tus-Resumable': '1.0.0' } });
    assert.equal(gone.statusCode, 204);
    assert.ok(!test.log.join('').includes('porticosecret'));

    await s3.start();
    assert.equal(Number((await offsetOf(caller, id)).headers['upload-offset']), PNG.length);
    const [file] = await attach(caller, ticket, [id]);
    assert.ok((await caller.get(`/attachments/${file!.id}`)).rawPayload.equals(PNG));
    assert.equal((await caller.get(`/attachments/${earlier!.id}`)).body, 'earlier');
    const { ports } = test.options;
    assert.equal(Buffer.concat(await (await ports.files.get(droppedKey)).toArray()).toString(), 'dropped');
    await deleteStrayFiles(ports, new Date(Date.now() + 2 * 3_600_000));
    await assert.rejects(ports.files.get(droppedKey), { name: 'FileMissing' });
  });
});

describe('a full disk', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'portico-full-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('says so while a file comes, keeps what has come, and takes the rest when there is room', async (context) => {
    const { caller, ticket } = await scene({ staging: new DiskStaging(join(folder, 'staging')) });
    const id = await announceFile(caller, 'a.txt', 8);
    assert.equal((await appendTo(caller, id, 0, Buffer.from('abcd'))).statusCode, 204);
    const full = await withoutRoom(context.mock.method.bind(context.mock), folder);
    const failed = await appendTo(caller, id, 4, Buffer.from('efgh'));
    assert.deepEqual([failed.statusCode, codeOf(failed)], [503, 'storage-unavailable']);
    assert.equal(Number((await offsetOf(caller, id)).headers['upload-offset']), 4);
    full.mock.restore();
    assert.equal((await appendTo(caller, id, 4, Buffer.from('efgh'))).statusCode, 204);
    const [file] = await attach(caller, ticket, [id]);
    assert.equal((await caller.get(`/attachments/${file!.id}`)).body, 'abcdefgh');
  });

  it('of a megabyte keeps what fits and nothing by halves', needsRoot, async () => {
    const small = await mkdtemp(join(tmpdir(), 'portico-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    try {
      const { caller, ticket } = await scene({ files: new DiskStorage(small) });
      const fits = await sendFile(caller, 'fits.txt', Buffer.alloc(600_000, 'a'));
      const id = await announceFile(caller, 'large.txt', 600_000);
      const failed = await appendTo(caller, id, 0, Buffer.alloc(600_000, 'b'));
      assert.deepEqual([failed.statusCode, codeOf(failed)], [503, 'storage-unavailable']);
      const [kept] = await attach(caller, ticket, [fits]);
      assert.equal((await caller.get(`/attachments/${kept!.id}`)).body.length, 600_000);
      await rm(join(small, (await storedKey(kept!.id)).slice(-2)), { recursive: true });
      assert.equal((await offsetOf(caller, id)).statusCode, 200, 'there is room again');
      const [file] = await attach(caller, ticket, [id]);
      assert.equal((await caller.get(`/attachments/${file!.id}`)).body, 'b'.repeat(600_000));
    } finally {
      execFileSync('umount', [small]);
      await rm(small, { recursive: true, force: true });
    }
  });
});

describe('the database and the storage', () => {
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;
  before(async () => {
    ({ test, portal, contact, caller } = await scene({}));
  });

  it('agree again after a crash between them', async () => {
    const { ports } = test.options;
    const { db, files } = ports;
    const ticket = await makeTicket(portal, contact, { text: 'Hello' });
    const [kept, taken] = [
      await sendFile(caller, 'kept.txt', Buffer.from('kept')),
      await sendFile(caller, 'taken.txt', Buffer.from('taken')),
    ];
    const keptKey = await keyOf(kept);
    const takenKey = await keyOf(taken);
    await attach(caller, ticket, [taken]);
    assert.ok(!(await strays()).includes(takenKey), 'a message has the bytes now');
    // The server died after the row went: whichever row it was, and whoever deleted it.
    await db.deleteFrom('uploads').where('id', '=', kept).execute();
    await db.deleteFrom('messages').where('ticket_id', '=', ticket.id).execute();
    for (const key of [keptKey, takenKey]) assert.ok((await strays()).includes(key));

    await deleteStrayFiles(ports, new Date());
    assert.equal(Buffer.concat(await (await files.get(keptKey)).toArray()).toString(), 'kept', 'not yet');
    const later = new Date(Date.now() + 2 * 3_600_000);
    assert.ok((await deleteStrayFiles(ports, later)) >= 2);
    for (const key of [keptKey, takenKey]) await assert.rejects(files.get(key), { name: 'FileMissing' });
    assert.deepEqual(await strays(), []);
  });

  it('keep what has a row, and forget what nobody took within a day', async () => {
    const { ports } = test.options;
    const ticket = await makeTicket(portal, contact, { text: 'Hello' });
    const [file] = await attach(caller, ticket, [await sendFile(caller, 'a.txt', Buffer.from('mine'))]);
    const left = await sendFile(caller, 'left.txt', Buffer.from('left'));
    const leftKey = await keyOf(left);
    const days = new Date(Date.now() + 3 * 24 * 3_600_000);
    await cleanExpiredUploads(ports, days);
    await deleteStrayFiles(ports, days);
    assert.equal((await caller.get(`/attachments/${file!.id}`)).body, 'mine');
    await assert.rejects(ports.files.get(leftKey), { name: 'FileMissing' });
  });
});

describe('the settings of files', () => {
  const S3 = { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' };

  it('say where they are kept and what looks at them', () => {
    assert.deepEqual([readConfig({}).s3, readConfig({}).clamd], [null, null]);
    assert.deepEqual(readConfig({ ...S3, S3_ENDPOINT: 'https://s3.example' }).s3, {
      endpoint: 'https://s3.example',
      region: 'us-east-1',
      bucket: 'files',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      pathStyle: true,
    });
    assert.equal(readConfig({ ...S3, S3_REGION: 'eu-north-1' }).s3?.pathStyle, false);
    assert.deepEqual(readConfig({ CLAMD_URL: 'tcp://clamd:3310' }).clamd, { host: 'clamd', port: 3310 });
  });

  it('are refused by name when they are wrong, and no secret is quoted', () => {
    assert.throws(() => readConfig({ CLAMD_URL: 'clamd:3310' }), /^\w*Error: CLAMD_URL must be like tcp:/);
    assert.throws(() => readConfig({ S3_ENDPOINT: 'https://s3.example' }), /S3_BUCKET is missing/);
    assert.throws(() => readConfig({ ...S3, S3_ACCESS_KEY_ID: '' }), /S3_ACCESS_KEY_ID is missing/);
    assert.throws(() => readConfig({ ...S3, S3_SECRET_ACCESS_KEY: '' }), /S3_SECRET_ACCESS_KEY is missing/);
    assert.throws(() => readConfig({ ...S3, S3_BUCKET: 'A bucket' }), /S3_BUCKET must be/);
    assert.throws(() => readConfig({ ...S3, S3_PATH_STYLE: 'yes' }), /S3_PATH_STYLE must be true or false/);
  });
});

async function storedKey(attachmentId: string): Promise<string> {
  const { db } = await testDatabase();
  const row = await db
    .selectFrom('attachments')
    .where('id', '=', attachmentId)
    .select('storage_key')
    .executeTakeFirstOrThrow();
  return row.storage_key;
}

type MockMethod = typeof mock.method;

/** Has every write to a file fail for want of room. */
async function withoutRoom(method: MockMethod, folder: string) {
  const some = await open(join(folder, 'some'), 'w');
  const prototype = Object.getPrototypeOf(some) as FileHandle;
  await some.close();
  return method(prototype, 'write', () =>
    Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })),
  );
}
