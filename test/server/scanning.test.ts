// Files through a real clamd, which knows the test virus and a text of ours.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { checkFiles, clamdPlace } from '../../server/files/index.ts';
import { ClamdPeer, EICAR, MARKER } from '../peers/clamd.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { makeContact, makePortal, makeTicket, type MadeTicket } from './support/makers.ts';
import { announceFile, appendTo, attach, codeOf, linkOf, offsetOf, sendFile } from './support/uploads.ts';

describe('a scanner', () => {
  let clamd: ClamdPeer;
  let test: TestApp;
  let mika: Caller;
  let ticket: MadeTicket;

  const checkAll = async () => {
    const { db, files } = test.options.ports;
    return checkFiles({ db, files, scanner: clamd.scanner });
  };
  const stateOf = async (id: string) => {
    const page = (await mika.get(`/tickets/${ticket.id}/messages`)).json<{
      items: { attachments: { id: string; state: string }[] }[];
    }>();
    return page.items.flatMap(({ attachments }) => attachments).find((file) => file.id === id)?.state;
  };
  const isUnreadable = async (id: string, code: string) => {
    const bytes = await mika.get(`/attachments/${id}`);
    assert.deepEqual([bytes.statusCode >= 400, codeOf(bytes)], [true, code]);
    const link = await mika.post(`/attachments/${id}/link`, { purpose: 'download' });
    assert.equal(codeOf(link), code);
    for (const answer of [bytes, link]) assert.ok(!answer.body.includes(MARKER));
  };

  before(async () => {
    clamd = await ClamdPeer.open('2M');
    const plain = await testApp();
    test = await testApp({ ports: { ...plain.options.ports, scanner: clamd.scanner } });
    const portal = await makePortal();
    const contact = await makeContact(portal);
    mika = await signIn(test, portal, contact);
    ticket = await makeTicket(portal, contact, { text: 'Hello' });
  });
  after(() => clamd.close());

  it('lets harmless files through', async () => {
    const [file] = await attach(mika, ticket, [await sendFile(mika, 'notes.txt', Buffer.from('nothing to see'))]);
    assert.equal(file!.state, 'ready');
    assert.equal((await mika.get(`/attachments/${file!.id}`)).body, 'nothing to see');
  });

  for (const [what, name, bytes] of [
    ['the test virus', 'eicar.txt', Buffer.from(EICAR)],
    ['harm in the middle', 'report.txt', Buffer.from(`a line, ${MARKER}, and more`)],
    ['harm in an archive', 'logs.gz', gzipSync(EICAR)],
  ] as const) {
    it(`refuses ${what}, and keeps nothing of it`, async () => {
      const id = await announceFile(mika, name, bytes.length);
      const answer = await appendTo(mika, id, 0, bytes);
      assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'file-harmful']);
      assert.equal((await offsetOf(mika, id)).statusCode, 404);
      const refused = await mika.post(`/tickets/${ticket.id}/messages`, { text: 'x', uploadIds: [id] });
      assert.equal(refused.statusCode, 422);
    });
  }

  it('refuses what it will never look at, and says that it is not the file’s kind or name', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 'a line of a log\n');
    const id = await announceFile(mika, 'large.txt', bytes.length);
    const answer = await appendTo(mika, id, 0, bytes);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'file-uncheckable']);
    assert.equal((await offsetOf(mika, id)).statusCode, 404);
  });

  it('that is away leaves files unread until it is back, and then says what they are', async () => {
    await clamd.stop();
    const ids = [
      await sendFile(mika, 'good.txt', Buffer.from('good')),
      await sendFile(mika, 'bad.txt', Buffer.from(`bad: ${MARKER}`)),
      await sendFile(mika, 'large.txt', Buffer.alloc(3 * 1024 * 1024, 'a line of a log\n')),
    ];
    // A file that a message does not have yet is looked at as well.
    const waiting = await sendFile(mika, 'later.txt', Buffer.from(`later: ${MARKER}`));
    const [good, bad, large] = await attach(mika, ticket, ids);
    assert.deepEqual([good!.state, bad!.state, large!.state], ['checking', 'checking', 'checking']);
    for (const { id } of [good!, bad!, large!]) await isUnreadable(id, 'file-unchecked');

    assert.deepEqual(await checkAll(), { ready: 0, quarantined: 0, waiting: 4 });
    await isUnreadable(good!.id, 'file-unchecked');

    await clamd.start();
    assert.deepEqual(await checkAll(), { ready: 1, quarantined: 3, waiting: 0 });
    assert.equal(await stateOf(good!.id), 'ready');
    assert.equal((await mika.get(`/attachments/${good!.id}`)).body, 'good');
    for (const { id } of [bad!, large!]) {
      assert.equal(await stateOf(id), 'quarantined');
      await isUnreadable(id, 'file-harmful');
    }
    const [later] = await attach(mika, ticket, [waiting]);
    assert.equal(later!.state, 'quarantined', 'a message tells that something was held back');
    await isUnreadable(later!.id, 'file-harmful');
    assert.deepEqual(await checkAll(), { ready: 0, quarantined: 0, waiting: 0 });
  });

  it('holds a link back that was given before', async () => {
    const [file] = await attach(mika, ticket, [await sendFile(mika, 'a.txt', Buffer.from('mine'))]);
    const link = await linkOf(mika, file!.id);
    const read = () => test.app.inject({ url: link, headers: { host: 'portico.test' } });
    assert.equal((await read()).statusCode, 200);
    await test.options.ports.db
      .updateTable('attachments')
      .set({ state: 'quarantined' })
      .where('id', '=', file!.id)
      .execute();
    const answer = await read();
    assert.equal(answer.statusCode, 404);
    assert.ok(!answer.body.includes('mine'));
  });

  it('is at an address that can be read', () => {
    assert.deepEqual(clamdPlace('tcp://10.0.0.7:3310'), { host: '10.0.0.7', port: 3310 });
    assert.deepEqual(clamdPlace('tcp://[::1]:3310'), { host: '::1', port: 3310 });
    assert.deepEqual(clamdPlace('unix:///run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' });
    for (const wrong of ['http://a:1', 'tcp://a', 'tcp://a:99999', 'unix://run/clamd', 'clamd']) {
      assert.equal(clamdPlace(wrong), null, wrong);
    }
  });
});
