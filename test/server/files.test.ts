import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rm, utimes, type FileHandle } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { Upload } from 'tus-js-client';
import { pdf, photo, wav, zip } from '../../server/demo/files.ts';
import { contentDisposition } from '../../server/files/disposition.ts';
import { examine } from '../../server/files/examine.ts';
import { finishUpload } from '../../server/files/finish.ts';
import { cleanExpiredUploads, DiskStaging, DiskStorage, type FileStorage } from '../../server/files/index.ts';
import { fileNameOf } from '../../server/files/metadata.ts';
import { cleanFileName } from '../../server/files/names.ts';
import { PieceConflict, PieceInterrupted } from '../../server/files/staging.ts';
import { newId } from '../../server/ids.ts';
import { LIMITS } from '../../server/limits.ts';
import { testApp, type TestApp } from './support/app.ts';
import { makeProof, signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import {
  makeCompany,
  makeContact,
  makePortal,
  makeThread,
  makeTicket,
  type MadePortal,
  type MadeTicket,
} from './support/makers.ts';

const PNG = photo('photo.png', 1, [250, 0, 0]).bytes();
const PDF = pdf('invoice.pdf', ['Invoice']).bytes();
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510, 1)]);
const TUS = { 'Tus-Resumable': '1.0.0' };

const b64 = (text: string) => Buffer.from(text).toString('base64');

function announce(caller: Caller, name: string, size: number, headers: Record<string, string> = {}) {
  const own = { ...TUS, 'Upload-Length': String(size), 'Upload-Metadata': `filename ${b64(name)}` };
  return caller.request('POST', '/uploads', { headers: { ...own, ...headers } });
}

async function begin(caller: Caller, name: string, size: number): Promise<string> {
  const answer = await announce(caller, name, size);
  assert.equal(answer.statusCode, 201, answer.body);
  return String(answer.headers.location).split('/').at(-1)!;
}

function append(caller: Caller, id: string, offset: number, bytes: Buffer) {
  const headers = { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
  return caller.request('PATCH', `/uploads/${id}`, { body: bytes, headers });
}

/** The bytes that an answer says have arrived. */
const arrived = (answer: { headers: Record<string, unknown> }) => Number(answer.headers['upload-offset']);

const offsetOf = (caller: Caller, id: string) => caller.request('HEAD', `/uploads/${id}`, { headers: TUS });

async function send(caller: Caller, name: string, bytes: Buffer): Promise<string> {
  const id = await begin(caller, name, bytes.length);
  const answer = await append(caller, id, 0, bytes);
  assert.equal(answer.statusCode, 204, answer.body);
  return id;
}

const reply = (caller: Caller, ticket: MadeTicket, uploadIds: string[]) =>
  caller.post(`/tickets/${ticket.id}/messages`, { text: 'See the files.', uploadIds });

const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code: string }).code;

describe('file names', () => {
  const names: [string, string][] = [
    ['photo.png', 'photo.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\mika\\log.txt', 'log.txt'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['/', 'file'],
    ['a/', 'file'],
    [' spaced   name .txt ', 'spaced name .txt'],
    ['evil.exe. ', 'evil.exe'],
    ['evil.exe::$DATA', 'evil.exe__$DATA'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['cafe\u0301.txt', 'café.txt'],
    ['\ud800.txt', '\ufffd.txt'],
    ['مرفق.pdf', 'مرفق.pdf'],
    ['.htaccess', '.htaccess'],
  ];
  for (const [given, kept] of names) {
    it(`${JSON.stringify(given)} becomes ${JSON.stringify(kept)}`, () => assert.equal(cleanFileName(given), kept));
  }

  it('keeps 200 characters and the ending', () => {
    const name = cleanFileName(`${'م'.repeat(300)}.pdf`);
    assert.equal([...name].length, 200);
    assert.ok(name.endsWith('م.pdf'));
    assert.equal([...cleanFileName('𐐷'.repeat(300))].length, 200);
    assert.equal([...cleanFileName(`a.${'b'.repeat(300)}`)].length, 200);
  });

  it('are read from the tus header and from nothing else', () => {
    assert.equal(fileNameOf(`filename ${b64('ä.png')},filetype ${b64('image/png')}`), 'ä.png');
    assert.equal(fileNameOf('filename'), '');
    for (const bad of [
      '',
      'filetype eA==',
      'filename %%%',
      'filename eA==,filename eA==',
      'filename /w==',
      'filename a b c',
    ]) {
      assert.equal(fileNameOf(bad), null, bad);
    }
  });

  it('are said to browsers in both spellings', () => {
    assert.equal(
      contentDisposition('Bericht "ü" (1).pdf'),
      `attachment; filename="Bericht _u_ (1).pdf"; filename*=UTF-8''Bericht%20%22%C3%BC%22%20%281%29.pdf`,
    );
    assert.match(contentDisposition('مرفق.pdf'), /^attachment; filename="____\.pdf"; filename\*=UTF-8''%D9%85/);
  });
});

describe('examining', () => {
  const look = (name: string, bytes: Buffer | string) => examine(name, new Blob([bytes]), LIMITS.refusedExtensions);

  it('believes the bytes', async () => {
    assert.deepEqual(await look('a.png', PNG), { mediaType: 'image/png' });
    assert.deepEqual(await look('a.pdf', PDF), { mediaType: 'application/pdf' });
    assert.deepEqual(await look('a.wav', wav('a.wav', 50).bytes()), { mediaType: 'audio/wav' });
    assert.deepEqual(await look('a.zip', zip('a.zip', { 'a.txt': 'a' }).bytes()), { mediaType: 'application/zip' });
    assert.deepEqual(await look('picture', PNG), { mediaType: 'image/png' });
  });

  it('takes text, drawings and the unknown for what they are', async () => {
    assert.deepEqual(await look('a.txt', 'BM is how a sentence may begin'), { mediaType: 'text/plain' });
    assert.deepEqual(await look('a.log', 'Käyttöloki\r\n'), { mediaType: 'text/plain' });
    assert.deepEqual(await look('old.txt', Buffer.from('gr\u00fc\u00dfe', 'latin1')), { mediaType: 'text/plain' });
    assert.deepEqual(await look('a.csv', 'a;b\n1;2\n'), { mediaType: 'text/csv' });
    assert.deepEqual(await look('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), { mediaType: 'image/svg+xml' });
    assert.deepEqual(await look('a.dun', Buffer.from([0, 1, 2, 3])), { mediaType: 'application/octet-stream' });
  });

  it('refuses a name that lies', async () => {
    const mismatch = { refused: 'file-type-mismatch' };
    assert.deepEqual(await look('photo.png', EXE), mismatch);
    assert.deepEqual(await look('photo.png', PDF), mismatch);
    assert.deepEqual(await look('photo.png', 'no picture at all'), mismatch);
    assert.deepEqual(await look('notes.txt', EXE), mismatch);
    assert.deepEqual(await look('notes.txt', PNG), mismatch);
    assert.deepEqual(await look('report.pdf', PNG), mismatch);
  });

  it('refuses what a machine would run, whatever it is called', async () => {
    const refused = { refused: 'file-type-refused' };
    assert.deepEqual(await look('tool', EXE), refused);
    assert.deepEqual(await look('tool.dat', EXE), refused);
    assert.deepEqual(
      await look('lib.bin', Buffer.concat([Buffer.from('\u007fELF', 'latin1'), Buffer.alloc(60)])),
      refused,
    );
    assert.deepEqual(await look('run.bat', 'echo'), refused);
    assert.deepEqual(await look('RUN.BAT', 'echo'), refused);
  });
});

describe('uploads', () => {
  let test: TestApp;
  let portal: MadePortal;
  let mika: Caller;
  let rosa: Caller;
  let ticket: MadeTicket;

  before(async () => {
    test = await testApp();
    portal = await makePortal({ ticket_access: 'company', allowed_origins: ['https://docs.example'] });
    const contact = await makeContact(portal, { company_id: (await makeCompany(portal)).id });
    mika = await signIn(test, portal, contact);
    rosa = await signIn(
      test,
      portal,
      await makeContact(portal, { company_id: (await makeCompany(portal, 'Harbor Radio')).id }),
    );
    ticket = await makeTicket(portal, contact, { text: 'Hello' });
  });

  it('arrive in pieces, become files of a reply, and come back byte for byte', async () => {
    const bytes = Buffer.concat([PNG, randomBytes(2_000_000)]);
    const id = await begin(mika, 'ö/photo.png', bytes.length);
    assert.equal(arrived(await offsetOf(mika, id)), 0);
    const first = await append(mika, id, 0, bytes.subarray(0, 1_500_000));
    assert.equal(first.statusCode, 204, first.body);
    assert.equal(arrived(first), 1_500_000);
    const head = await offsetOf(mika, id);
    assert.deepEqual(
      [head.statusCode, arrived(head), Number(head.headers['upload-length']), head.headers['tus-resumable']],
      [200, 1_500_000, bytes.length, '1.0.0'],
    );
    assert.equal(arrived(await append(mika, id, 1_500_000, bytes.subarray(1_500_000))), bytes.length);

    const answer = await reply(mika, ticket, [id, await send(mika, 'invoice.pdf', PDF)]);
    assert.equal(answer.statusCode, 201, answer.body);
    const { attachments } = answer.json<{
      attachments: { id: string; name: string; type: string; size: number }[];
    }>();
    assert.deepEqual(
      attachments.map(({ name, type, size }) => [name, type, size]),
      [
        ['photo.png', 'image/png', bytes.length],
        ['invoice.pdf', 'application/pdf', PDF.length],
      ],
    );
    const file = await mika.get(`/attachments/${attachments[0]!.id}`);
    assert.equal(file.statusCode, 200);
    assert.ok(file.rawPayload.equals(bytes));
    assert.equal(file.headers['content-type'], 'image/png');
    assert.equal(file.headers['content-length'], String(bytes.length));
    assert.match(
      String(file.headers['content-disposition']),
      /^attachment; filename="photo\.png"; filename\*=UTF-8''photo\.png$/,
    );
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
    assert.equal(file.headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(file.headers['cache-control'], 'private, no-store');
    assert.equal((await offsetOf(mika, id)).statusCode, 404, 'the upload is no more');
  });

  it('are refused when they are announced empty, too large or of a refused kind', async () => {
    assert.equal(codeOf(await announce(mika, 'a.png', 0)), 'file-empty');
    const large = await announce(mika, 'a.png', LIMITS.fileSize + 1);
    assert.deepEqual([large.statusCode, codeOf(large)], [413, 'file-too-large']);
    assert.equal(codeOf(await announce(mika, 'setup.EXE', 10)), 'file-type-refused');
    assert.equal(codeOf(await announce(mika, 'setup.exe. ', 10)), 'file-type-refused');
    assert.equal(codeOf(await announce(mika, 'a', 1, { 'Upload-Metadata': 'filename /w==' })), 'invalid-request');
    assert.equal(codeOf(await announce(mika, 'a', 1, { 'Upload-Length': '-1' })), 'invalid-request');
    assert.equal(codeOf(await announce(mika, 'a', 1, { 'Tus-Resumable': '0.2.1' })), 'invalid-request');
    assert.equal((await announce(mika, 'a.png', LIMITS.fileSize)).statusCode, 201);
  });

  it('are examined at the last piece, and gone when they are refused', async () => {
    const id = await begin(mika, 'photo.png', EXE.length);
    const answer = await append(mika, id, 0, EXE);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'file-type-mismatch']);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal((await offsetOf(mika, id)).statusCode, 404);
    const hidden = await begin(mika, 'tool.dat', EXE.length);
    assert.equal(codeOf(await append(mika, hidden, 0, EXE)), 'file-type-refused');
  });

  it('keep names with a path and with 300 Arabic characters harmless', async () => {
    const ids = [
      await send(mika, '../../../etc/cron.d/x.txt', Buffer.from('x')),
      await send(mika, `${'م'.repeat(300)}.txt`, Buffer.from('م')),
    ];
    const { attachments } = (await reply(mika, ticket, ids)).json<{ attachments: { id: string; name: string }[] }>();
    assert.equal(attachments[0]!.name, 'x.txt');
    assert.equal(attachments[1]!.name, `${'م'.repeat(196)}.txt`);
    const file = await mika.get(`/attachments/${attachments[1]!.id}`);
    const [, encoded] = /filename\*=UTF-8''(\S+)$/.exec(String(file.headers['content-disposition']))!;
    assert.equal(decodeURIComponent(encoded!), attachments[1]!.name);
  });

  it('serve drawings and pages as downloads that cannot run', async () => {
    const id = await send(
      mika,
      'drawing.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    );
    const { attachments } = (await reply(mika, ticket, [id])).json<{ attachments: { id: string }[] }>();
    const file = await mika.get(`/attachments/${attachments[0]!.id}`);
    assert.equal(file.headers['content-type'], 'image/svg+xml');
    assert.match(String(file.headers['content-disposition']), /^attachment;/);
    assert.equal(file.headers['content-security-policy'], "sandbox; default-src 'none'");
  });

  it('of somebody else are not there', async () => {
    const id = await begin(mika, 'a.txt', 4);
    const missing = newId();
    const same = (a: { body: string; statusCode: number }, b: { body: string; statusCode: number }) => {
      const plain = ({ body, statusCode }: typeof a) => [statusCode, body.replace(/"requestId":"[^"]*"/, '')];
      assert.equal(a.statusCode, 404);
      assert.deepEqual(plain(a), plain(b));
    };
    same(await offsetOf(rosa, id), await offsetOf(rosa, missing));
    same(await append(rosa, id, 0, Buffer.from('evil')), await append(rosa, missing, 0, Buffer.from('evil')));
    same(
      await rosa.request('DELETE', `/uploads/${id}`, { headers: TUS }),
      await rosa.request('DELETE', `/uploads/${missing}`, { headers: TUS }),
    );
    assert.equal((await append(mika, id, 0, Buffer.from('mine'))).statusCode, 204);
    const { errors } = (await reply(mika, ticket, [missing])).json<{ errors: unknown[] }>();
    assert.deepEqual(errors, [{ pointer: '/uploadIds/0', code: 'unknown-value' }]);
  });

  it('of somebody else cannot be taken', async () => {
    const id = await send(mika, 'a.txt', Buffer.from('mine'));
    const own = await makeTicket(portal, await contactOf(rosa), { text: 'x' });
    const { errors } = (await reply(rosa, own, [id])).json<{ errors: unknown[] }>();
    assert.deepEqual(errors, [{ pointer: '/uploadIds/0', code: 'unknown-value' }]);
    assert.equal((await reply(mika, ticket, [id])).statusCode, 201);
  });

  it('cannot be taken unfinished, twice, or thirteen at once', async () => {
    const unfinished = await begin(mika, 'a.txt', 4);
    const ready = await send(mika, 'a.txt', Buffer.from('mine'));
    const errorsOf = async (ids: string[]) => (await reply(mika, ticket, ids)).json<{ errors: unknown }>().errors;
    assert.deepEqual(await errorsOf([ready, unfinished]), [{ pointer: '/uploadIds/1', code: 'not-ready' }]);
    assert.deepEqual(await errorsOf([ready, ready]), [{ pointer: '/uploadIds/1', code: 'invalid' }]);
    assert.deepEqual(await errorsOf(Array.from({ length: 13 }, newId)), [
      { pointer: '/uploadIds', code: 'too-many', limit: 12 },
    ]);
    assert.equal((await reply(mika, ticket, [ready])).statusCode, 201);
    assert.deepEqual(await errorsOf([ready]), [{ pointer: '/uploadIds/0', code: 'unknown-value' }]);
  });

  it('announced again with the same key are the same upload', async () => {
    const key = newId();
    const first = await announce(mika, 'a.txt', 4, { 'Idempotency-Key': key });
    const again = await announce(mika, 'a.txt', 4, { 'Idempotency-Key': key });
    assert.equal(again.statusCode, 201);
    assert.equal(again.headers.location, first.headers.location);
    assert.equal(codeOf(await announce(mika, 'a.txt', 5, { 'Idempotency-Key': key })), 'idempotency-key-reused');
    const other = await announce(rosa, 'a.txt', 4, { 'Idempotency-Key': key });
    assert.notEqual(other.headers.location, first.headers.location, 'a key is a person’s own');
    const two = await Promise.all([1, 2].map(() => announce(mika, 'b.txt', 4, { 'Idempotency-Key': `${key}b` })));
    assert.equal(two[0]!.headers.location, two[1]!.headers.location);
  });

  it('take a piece only where they end, and never more than was announced', async () => {
    const id = await begin(mika, 'a.txt', 8);
    const early = await append(mika, id, 4, Buffer.from('more'));
    assert.deepEqual([early.statusCode, codeOf(early)], [409, 'upload-conflict']);
    const long = await append(mika, id, 0, Buffer.from('too much of it'));
    assert.deepEqual([long.statusCode, codeOf(long)], [413, 'too-large']);
    assert.equal(arrived(await offsetOf(mika, id)), 0);
    assert.equal((await append(mika, id, 0, Buffer.from('12345678'))).statusCode, 204);
    assert.equal((await append(mika, id, 8, Buffer.alloc(0))).statusCode, 204, 'the last answer may have been lost');
    assert.equal(codeOf(await append(mika, id, 0, Buffer.from('12345678'))), 'upload-conflict');
  });

  it('let one of two pieces at once in', async () => {
    const bytes = Buffer.alloc(300_000, 'a');
    const id = await begin(mika, 'a.txt', 600_000);
    const answers = await Promise.all([append(mika, id, 0, bytes), append(mika, id, 0, bytes)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 409]);
    assert.equal(arrived(await offsetOf(mika, id)), 300_000);
  });

  it('can be taken back', async () => {
    const ready = await send(mika, 'a.txt', Buffer.from('mine'));
    for (const id of [ready, await begin(mika, 'b.txt', 4)]) {
      assert.equal((await mika.request('DELETE', `/uploads/${id}`, { headers: TUS })).statusCode, 204);
      assert.equal((await offsetOf(mika, id)).statusCode, 404);
      assert.equal((await mika.request('DELETE', `/uploads/${id}`, { headers: TUS })).statusCode, 404);
    }
  });

  it('answer other web sites of the portal, and no other', async () => {
    const id = await begin(mika, 'a.txt', 4);
    const headers = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    const good = await mika.request('PATCH', `/uploads/${id}`, {
      body: Buffer.from('mi'),
      headers: { ...headers, Origin: 'https://docs.example' },
    });
    assert.equal(good.statusCode, 204);
    assert.equal(good.headers['access-control-allow-origin'], 'https://docs.example');
    assert.match(String(good.headers['access-control-expose-headers']), /Upload-Offset/);
    const conflict = await mika.request('PATCH', `/uploads/${id}`, {
      body: Buffer.from('mi'),
      headers: { ...headers, Origin: 'https://docs.example' },
    });
    assert.equal(conflict.statusCode, 409);
    assert.equal(conflict.headers['access-control-allow-origin'], 'https://docs.example');
    const bad = await mika.request('PATCH', `/uploads/${id}`, {
      body: Buffer.from('mi'),
      headers: { ...headers, Origin: 'https://evil.example' },
    });
    assert.equal(codeOf(bad), 'origin-refused');
  });

  it('are completed after the server died between the last byte and its answer', async () => {
    const { db, files, staging } = test.options.ports;
    const died = async (name: string) => {
      const id = await begin(mika, name, 4);
      await staging.append(id, { offset: 0, size: 4, bytes: Readable.from([Buffer.from('mine')]) });
      return id;
    };
    const byHead = await died('head.txt');
    assert.deepEqual([(await offsetOf(mika, byHead)).statusCode, arrived(await offsetOf(mika, byHead))], [200, 4]);
    const byPatch = await died('patch.txt');
    assert.equal((await append(mika, byPatch, 4, Buffer.alloc(0))).statusCode, 204);
    // Stored already, but the row does not say so yet.
    const stored = await died('stored.txt');
    const { storage_key } = await db
      .selectFrom('uploads')
      .where('id', '=', stored)
      .select('storage_key')
      .executeTakeFirstOrThrow();
    await files.put(storage_key!, Buffer.from('mine'));
    assert.equal((await offsetOf(mika, stored)).statusCode, 200);
    assert.equal((await reply(mika, ticket, [byHead, byPatch, stored])).statusCode, 201);
    // A lie is found out then, too.
    const lie = await begin(mika, 'photo.png', EXE.length);
    await staging.append(lie, { offset: 0, size: EXE.length, bytes: Readable.from([EXE]) });
    assert.equal((await offsetOf(mika, lie)).statusCode, 422);
    assert.equal((await offsetOf(mika, lie)).statusCode, 404);
  });

  it('are never ready without their bytes', async () => {
    const { files } = test.options.ports;
    let broken = true;
    const flaky: FileStorage = {
      put: (key, bytes) => (broken ? Promise.reject(new Error('The disk is full')) : files.put(key, bytes)),
      get: (key, range) => files.get(key, range),
      delete: (key) => files.delete(key),
    };
    const faulty = await testApp({ ports: { ...test.options.ports, files: flaky } });
    const caller = await signIn(faulty, portal, await makeContact(portal));
    const id = await begin(caller, 'a.txt', 4);
    const failed = await append(caller, id, 0, Buffer.from('mine'));
    assert.deepEqual([failed.statusCode, codeOf(failed)], [500, 'internal']);
    assert.doesNotMatch(failed.body, /disk/);
    const own = await makeTicket(portal, await contactOf(caller), { text: 'x' });
    assert.match((await reply(caller, own, [id])).body, /not-ready/);
    broken = false;
    assert.equal(arrived(await offsetOf(caller, id)), 4);
    assert.equal((await reply(caller, own, [id])).statusCode, 201);
  });

  it('keep a file that a message took while another request was finishing it', async () => {
    const { files } = test.options.ports;
    let take: (() => Promise<unknown>) | null = null;
    const slow: FileStorage = {
      put: async (key, bytes) => {
        await files.put(key, bytes);
        const act = take;
        take = null;
        await act?.();
      },
      get: (key, range) => files.get(key, range),
      delete: (key) => files.delete(key),
    };
    const app = await testApp({ ports: { ...test.options.ports, files: slow } });
    const caller = await signIn(app, portal, await makeContact(portal));
    const own = await makeTicket(portal, await contactOf(caller), { text: 'x' });
    const id = await begin(caller, 'a.txt', 4);
    let attached: { attachments: { id: string }[] } | null = null;
    take = async () => {
      assert.equal((await offsetOf(caller, id)).statusCode, 200);
      attached = (await reply(caller, own, [id])).json();
    };
    await append(caller, id, 0, Buffer.from('mine'));
    const file = await caller.get(`/attachments/${attached!.attachments[0]!.id}`);
    assert.equal(file.body, 'mine');
  });

  it('keep the bytes that were looked at when a late request brings others', async () => {
    const { db, files, staging } = test.options.ports;
    const contact = await contactOf(mika);
    const who = {
      portalId: portal.id,
      contactId: contact.id,
      companyId: null,
      sharedCompanyId: null,
      seesAllThreads: false,
      readOnly: false,
    };
    const id = await begin(mika, 'a.txt', 4);
    const row = await db.selectFrom('uploads').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
    await append(mika, id, 0, Buffer.from('mine'));
    const late = async () => {
      await staging.create(id);
      await staging.append(id, { offset: 0, size: 4, bytes: Readable.from([Buffer.from('late')]) });
      await finishUpload(who, { db, files, staging, scanner: null }, row);
    };
    await late();
    const answer = await reply(mika, ticket, [id]);
    assert.equal(answer.statusCode, 201, answer.body);
    await assert.rejects(late(), { code: 'not-found' });
    const [file] = answer.json<{ attachments: { id: string }[] }>().attachments;
    assert.equal((await mika.get(`/attachments/${file!.id}`)).body, 'mine');
  });

  it('are deleted after a day when nothing took them, with their bytes', async () => {
    const { ports, clock } = test.options;
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const ids = [await send(caller, 'a.txt', Buffer.from('mine')), await begin(caller, 'b.txt', 4)];
    const young = await send(caller, 'c.txt', Buffer.from('mine'));
    const db = ports.db;
    await db
      .updateTable('uploads')
      .set({ created_at: new Date(clock().getTime() - 25 * 3_600_000) })
      .where('id', 'in', ids)
      .execute();
    const { storage_key } = await db
      .selectFrom('uploads')
      .where('id', '=', ids[0]!)
      .select('storage_key')
      .executeTakeFirstOrThrow();
    assert.ok((await cleanExpiredUploads(ports, clock())) >= 2);
    for (const id of ids) assert.equal((await offsetOf(caller, id)).statusCode, 404);
    await assert.rejects(ports.files.get(storage_key!));
    assert.equal(await ports.staging.size(ids[1]!), null);
    assert.equal((await offsetOf(caller, young)).statusCode, 200);
  });

  it('stop being taken when a hundred wait', async () => {
    const { db } = await testDatabase();
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const row = { portal_id: portal.id, contact_id: contact.id, name: 'a', size: 1 };
    await db
      .insertInto('uploads')
      .values(Array.from({ length: 100 }, () => ({ ...row, id: newId(), idempotency_key: newId() })))
      .execute();
    const answer = await announce(caller, 'a.txt', 4);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [429, 'rate-limited']);
    assert.ok(answer.headers['retry-after']);
  });

  describe('attachments', () => {
    it('of a ticket that is not theirs are not there', async () => {
      const { attachments } = (await reply(mika, ticket, [await send(mika, 'a.txt', Buffer.from('mine'))])).json<{
        attachments: { id: string }[];
      }>();
      const hers = await rosa.get(`/attachments/${attachments[0]!.id}`);
      const nobodys = await rosa.get(`/attachments/${newId()}`);
      const plain = (answer: typeof hers) => [answer.statusCode, answer.body.replace(/"requestId":"[^"]*"/, '')];
      assert.equal(hers.statusCode, 404);
      assert.deepEqual(plain(hers), plain(nobodys));
      const colleague = await signIn(
        test,
        portal,
        await makeContact(portal, { company_id: (await contactOf(mika)).companyId }),
      );
      assert.equal((await colleague.get(`/attachments/${attachments[0]!.id}`)).body, 'mine');
    });

    it('of an inbox that is not connected are not there', async () => {
      const { db } = await testDatabase();
      const inbox = newId();
      await db
        .insertInto('inboxes')
        .values({ id: inbox, portal_id: portal.id, name: 'Private', is_connected: false })
        .execute();
      const { attachments } = (await reply(mika, ticket, [await send(mika, 'a.txt', Buffer.from('mine'))])).json<{
        attachments: { id: string }[];
      }>();
      const thread = await makeThread(portal, ticket.id, { inbox_id: inbox, created_at: new Date(0) });
      const { message_id } = await db
        .selectFrom('attachments')
        .where('id', '=', attachments[0]!.id)
        .select('message_id')
        .executeTakeFirstOrThrow();
      await db.updateTable('messages').set({ thread_id: thread }).where('id', '=', message_id).execute();
      assert.equal((await mika.get(`/attachments/${attachments[0]!.id}`)).statusCode, 404);
    });
  });

  describe('over a real connection', () => {
    let socketApp: TestApp;
    let origin: string;

    before(async () => {
      const plain = await testApp({ publicUrl: null });
      await plain.app.listen({ port: 0, host: '127.0.0.1' });
      origin = `http://127.0.0.1:${(plain.app.server.address() as AddressInfo).port}`;
      socketApp = plain;
    });

    const headersFor = async (method: string, url: string) => ({
      Authorization: `DPoP ${mika.token}`,
      DPoP: await makeProof(mika.key, {
        htm: method,
        htu: url,
        iat: Math.floor(socketApp.clock.now().getTime() / 1000),
        ath: createHash('sha256').update(mika.token!).digest('base64url'),
      }),
    });

    it('go on where the line broke, as the library’s client sends them', async () => {
      const bytes = Buffer.concat([PNG, randomBytes(3_000_000)]);
      const api = `${origin}/${portal.slug}/api/v1`;
      const key = newId();
      const offsets: number[] = [];
      let broken = false;
      const url = await new Promise<string>((resolve, reject) => {
        const upload: Upload = new Upload(bytes, {
          endpoint: `${api}/uploads`,
          chunkSize: 1_000_000,
          retryDelays: [50, 100, 200],
          metadata: { filename: 'photo.png' },
          onBeforeRequest: async (request) => {
            for (const [name, value] of Object.entries(await headersFor(request.getMethod(), request.getURL())))
              request.setHeader(name, value);
            if (request.getMethod() === 'POST') request.setHeader('Idempotency-Key', key);
          },
          onProgress: (sent) => {
            if (broken || sent < 1_200_000) return;
            broken = true;
            socketApp.app.server.closeAllConnections();
          },
          onAfterResponse: (_request, response) => {
            const offset = response.getHeader('Upload-Offset');
            if (offset) offsets.push(Number(offset));
          },
          onError: reject,
          onSuccess: () => resolve(upload.url!),
        });
        upload.start();
      });
      assert.ok(broken);
      assert.equal(offsets.at(-1), bytes.length);
      const answer = await reply(mika, ticket, [url.split('/').at(-1)!]);
      assert.equal(answer.statusCode, 201, answer.body);
      const { attachments } = answer.json<{ attachments: { id: string }[] }>();
      assert.ok((await mika.get(`/attachments/${attachments[0]!.id}`)).rawPayload.equals(bytes));
    });

    it('keep what arrived before the line broke', async () => {
      const id = await begin(mika, 'a.txt', 100_000);
      const url = `${origin}/${portal.slug}/api/v1/uploads/${id}`;
      const headers = {
        ...TUS,
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': '100000',
      };
      await new Promise<void>((resolve, reject) => {
        void headersFor('PATCH', url).then((own) => {
          const request = httpRequest(url, { method: 'PATCH', headers: { ...headers, ...own } });
          request.on('error', () => resolve());
          request.on('response', () => reject(new Error('answered')));
          request.write(Buffer.alloc(40_000, 'a'));
          setTimeout(() => request.destroy(), 200);
        }, reject);
      });
      for (let tries = 0; tries < 50; tries++) {
        if (arrived(await offsetOf(mika, id)) === 40_000) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.equal(arrived(await offsetOf(mika, id)), 40_000);
      assert.equal((await append(mika, id, 40_000, Buffer.alloc(60_000, 'b'))).statusCode, 204);
    });
  });
});

describe('the disk', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'portico-files-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('keeps a stored file whole or not at all', async () => {
    const storage = new DiskStorage(join(folder, 'storage'));
    await storage.put('key-000001', Buffer.from('first'));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('sec');
        throw new Error('The line broke');
      })(),
    );
    await assert.rejects(storage.put('key-000001', broken));
    assert.equal(Buffer.concat(await (await storage.get('key-000001')).toArray()).toString(), 'first');
    assert.deepEqual(await readdir(join(folder, 'storage', '01')), ['key-000001'], 'no unfinished file is left');
    await storage.delete('key-000001');
    await storage.delete('key-000001');
    await assert.rejects(storage.get('key-000001'), { name: 'FileMissing' });
  });

  it('writes a piece whole when the disk takes only a part of it at a time', async (context) => {
    const staging = new DiskStaging(join(folder, 'short'));
    await staging.create('part');
    const some = await open(join(folder, 'short', 'part'), 'r');
    const prototype = Object.getPrototypeOf(some) as FileHandle;
    await some.close();
    const whole = prototype.write as (
      this: FileHandle,
      bytes: Uint8Array,
      from: number,
      length: number,
      at: number,
    ) => Promise<unknown>;
    context.mock.method(prototype, 'write', function (this: FileHandle, ...write: Parameters<typeof whole>) {
      const [bytes, from, length, at] = write;
      return whole.call(this, bytes, from, Math.min(length, 2), at);
    });
    const bytes = Readable.from([Buffer.from('abcde'), Buffer.from('fgh')]);
    assert.equal(await staging.append('part', { offset: 0, size: 8, bytes }), 8);
    assert.equal(await (await staging.blob('part')).text(), 'abcdefgh');
  });

  it('takes no key that could be a path', async () => {
    const storage = new DiskStorage(join(folder, 'storage'));
    for (const key of ['../../etc/passwd', 'a/b/c/d/e/f', '', 'short', `${'a'.repeat(65)}`]) {
      await assert.rejects(storage.put(key, Buffer.from('x')), TypeError, key);
    }
  });

  it('ends a piece whose connection has died without a word', async () => {
    const staging = new DiskStaging(join(folder, 'staging'), { silentMilliseconds: 150, waitMilliseconds: 5000 });
    await staging.create('one');
    const dead = new Readable({ read() {} });
    dead.push(Buffer.from('abc'));
    const first = staging.append('one', { offset: 0, size: 6, bytes: dead });
    first.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await staging.size('one'), 3);
    assert.equal(await staging.append('one', { offset: 3, size: 6, bytes: Readable.from([Buffer.from('def')]) }), 6);
    await assert.rejects(first, PieceInterrupted);
  });

  it('has nobody wait for ever', async () => {
    const staging = new DiskStaging(join(folder, 'staging'), { silentMilliseconds: 60_000, waitMilliseconds: 200 });
    await staging.create('two');
    const slow = new Readable({ read() {} });
    const first = staging.append('two', { offset: 0, size: 6, bytes: slow });
    await assert.rejects(staging.append('two', { offset: 0, size: 6, bytes: Readable.from(['x']) }), PieceConflict);
    slow.push(null);
    assert.equal(await first, 0);
  });

  it('lets one of many pieces at once in', async () => {
    const staging = new DiskStaging(join(folder, 'staging'));
    await staging.create('three');
    const piece = () => ({ offset: 0, size: 6, bytes: Readable.from([Buffer.from('abc')]) });
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => staging.append('three', piece())));
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('forgets what a crash has left', async () => {
    const staging = new DiskStaging(join(folder, 'old'));
    await staging.create('old');
    await staging.create('new');
    await utimes(join(folder, 'old', 'old'), new Date(0), new Date(0));
    await staging.removeOlderThan(new Date(1000));
    assert.deepEqual([await staging.size('old'), await staging.size('new')], [null, 0]);
  });
});

/** The contact whose session a caller has. */
async function contactOf(caller: Caller) {
  const { person } = (await caller.get('/session')).json<{ person: { id: string; email: string; name: string } }>();
  const { db } = await testDatabase();
  const row = await db
    .selectFrom('contacts')
    .where('id', '=', person.id)
    .select('company_id')
    .executeTakeFirstOrThrow();
  return { ...person, companyId: row.company_id };
}
