import { expect } from '@open-wc/testing';
import { delay, http, HttpResponse } from 'msw';
import { AttachmentQueue } from '../../src/controllers/attachment-queue.js';
import { type KeptFile, KeptFiles } from '../../src/controllers/kept-files.js';
import type { Session } from '../../src/session/session.js';
import { TestHost } from '../support/host.js';
import { problem, type MockPortal } from '../support/mock-portal.js';
import { answer, emails, mockPortal, password, signedIn, until } from '../support/portal.js';

const file = (name: string, text = 'some bytes') => new File([text], name);

const open = async (change?: (portal: MockPortal) => void) => {
  const portal = mockPortal();
  change?.(portal);
  const session = await signedIn(portal);
  const host = new TestHost();
  const queue = new AttachmentQueue(host, () => session);
  host.connect();
  return { portal, session, host, queue };
};

const states = (queue: AttachmentQueue) => queue.items.map(({ state }) => state);

describe('AttachmentQueue', () => {
  it('sends files, and has what a message takes', async () => {
    const { queue } = await open();
    queue.add([file('photo.png'), file('log.pdf')]);
    expect(queue.busy).to.equal(true);
    await until(() => queue.complete);
    expect(queue.busy).to.equal(false);
    expect(queue.items.map(({ name, progress }) => [name, progress])).to.deep.equal([
      ['photo.png', 1],
      ['log.pdf', 1],
    ]);
    expect(new Set(queue.uploadIds).size).to.equal(2);
  });

  it('sends two at a time', async () => {
    const { queue } = await open();
    queue.add(['a', 'b', 'c', 'd'].map((name) => file(name)));
    expect(states(queue)).to.deep.equal(['uploading', 'uploading', 'waiting', 'waiting']);
    await until(() => queue.complete);
  });

  it('refuses what the portal would not take, and sends none of it', async () => {
    const { portal, queue } = await open((portal) =>
      Object.assign(portal.portal.limits, { fileSize: 20, filesPerMessage: 2 }),
    );
    queue.add([
      file('empty.txt', ''),
      file('large.txt', 'x'.repeat(21)),
      file('setup.EXE'),
      file('a'),
      file('b'),
      file('c'),
    ]);
    expect(queue.items.map(({ refusal }) => refusal)).to.deep.equal([
      'file-empty',
      'file-too-large',
      'file-type-refused',
      undefined,
      undefined,
      'too-many',
    ]);
    await until(() => !queue.busy);
    expect(portal.requests('createUpload')).to.have.length(2);
    expect(queue.complete).to.equal(false);
    for (const { id, refusal } of queue.items) if (refusal) queue.remove(id);
    expect(queue.complete).to.equal(true);
  });

  it('shows why a file failed, and sends it again with the same key', async () => {
    const { portal, queue } = await open();
    const keys: (string | null)[] = [];
    answer(
      http.post(
        `${portal.src}/api/v1/uploads`,
        ({ request }) => {
          keys.push(request.headers.get('Idempotency-Key'));
          return problem('rate-limited', { retryAfter: 1 });
        },
        { once: true },
      ),
    );
    queue.add([file('a.txt')]);
    await until(() => states(queue)[0] === 'failed');
    expect(queue.items[0]!.error).to.include({ code: 'rate-limited' });
    queue.retry(queue.items[0]!.id);
    await until(() => queue.complete);
    expect(portal.requests('createUpload')[0]!.headers.get('Idempotency-Key')).to.equal(keys[0]);
  });

  it('takes a file away, from the portal too', async () => {
    const { portal, queue } = await open();
    queue.add([file('a.txt')]);
    await until(() => queue.complete);
    queue.remove(queue.items[0]!.id);
    expect(queue.items).to.be.empty;
    await until(() => portal.requests('deleteUpload').length === 1);
  });

  it('takes away a file that is still on its way', async () => {
    const { portal, queue } = await open();
    answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => delay('infinite')));
    queue.add([file('a.txt')]);
    await until(() => portal.requests('createUpload').length);
    queue.remove(queue.items[0]!.id);
    await delay(20);
    expect(queue.items).to.be.empty;
  });

  it('goes on by itself when the line is back', async () => {
    const { portal, queue } = await open();
    answer(http.post(`${portal.src}/api/v1/uploads`, () => HttpResponse.error()));
    const onLine = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine')!;
    Object.defineProperty(Navigator.prototype, 'onLine', { configurable: true, get: () => false });
    queue.add([file('a.txt')]);
    await until(() => states(queue)[0] === 'failed');
    expect(queue.items[0]!.error).to.include({ reason: 'offline' });
    Object.defineProperty(Navigator.prototype, 'onLine', onLine);
    answer(...portal.handlers);
    dispatchEvent(new Event('online'));
    await until(() => queue.complete);
  });

  it('goes on by itself when she has signed in again', async () => {
    const { portal, session, queue } = await open();
    portal.expire();
    queue.add([file('a.txt')]);
    await until(() => session.state === 'expired' && states(queue)[0] === 'failed');
    await session.signIn(emails.mika, password);
    await until(() => queue.complete);
  });

  it('goes on when its element was moved', async () => {
    const { host, queue } = await open();
    queue.add([file('a.txt')]);
    host.disconnect();
    await until(() => states(queue)[0] === 'waiting');
    host.connect();
    await until(() => queue.complete);
  });

  it('is empty after sign-out', async () => {
    const { session, queue } = await open();
    queue.add([file('a.txt'), file('b.txt')]);
    void session.signOut();
    expect(queue.items).to.be.empty;
  });

  it('begins anew when the portal refused the file, for it has nothing of it any more', async () => {
    const { portal, queue } = await open();
    answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => problem('not-found'), { once: true }));
    queue.add([file('a.txt')]);
    await until(() => states(queue)[0] === 'failed');
    queue.retry(queue.items[0]!.id);
    await until(() => queue.complete);
    expect(portal.requests('createUpload')).to.have.length(2);
  });

  it('pauses a file by a person’s wish, and goes on where it was', async () => {
    const { portal, queue } = await open();
    const whole = new File([new Uint8Array(6 * 2 ** 20)], 'large.bin');
    answer(
      http.patch(`${portal.src}/api/v1/uploads/:id`, async ({ request }) => {
        if (request.headers.get('Upload-Offset') === '0') return;
        await delay('infinite');
      }),
    );
    queue.add([whole]);
    const { id } = queue.items[0]!;
    await until(() => portal.requests('appendUpload').length === 1 && queue.items[0]!.progress > 0.8);
    queue.pause(id);
    expect(states(queue)).to.deep.equal(['paused']);
    expect([queue.busy, queue.complete]).to.deep.equal([false, false]);
    answer(...portal.handlers);
    dispatchEvent(new Event('online'));
    await delay(20);
    expect(states(queue), 'only the person goes on').to.deep.equal(['paused']);
    queue.resume(id);
    await until(() => queue.complete);
    expect(portal.requests('createUpload')).to.have.length(1);
    expect(portal.requests('appendUpload').map(({ headers }) => headers.get('Upload-Offset'))).to.deep.equal([
      '0',
      String(5 * 2 ** 20),
    ]);
  });

  it('sends the next file while one is paused', async () => {
    const { portal, queue } = await open();
    answer(http.post(`${portal.src}/api/v1/uploads`, () => delay('infinite')));
    queue.add(['a', 'b', 'c'].map((name) => file(name)));
    queue.pause(queue.items[0]!.id);
    expect(states(queue)).to.deep.equal(['paused', 'uploading', 'uploading']);
    queue.clear();
  });

  describe('after the page was loaded again', () => {
    const untilKept = async (key: string, holds: (files: readonly KeptFile[]) => boolean) => {
      while (!holds(await new KeptFiles(key).before)) await delay(5);
    };
    const reload = async (session: Session, key: string) => {
      const host = new TestHost();
      const queue = new AttachmentQueue(host, () => session);
      host.connect();
      await queue.turn(new KeptFiles(key));
      return queue;
    };
    const keyOf = ({ storageKey, person }: Session) =>
      `${storageKey}${person!.id}\nfiles of ticket ${crypto.randomUUID()}\n`;

    it('goes on with what was chosen, and has what is there already', async () => {
      const { portal, session, host, queue } = await open();
      const key = keyOf(session);
      await queue.turn(new KeptFiles(key));
      queue.add([file('done.txt', 'all of it')]);
      await until(() => queue.complete);
      const [ready] = queue.uploadIds;
      answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => delay('infinite')));
      queue.add([file('half.txt', 'the other'), file('asleep.txt')]);
      queue.pause(queue.items[2]!.id);
      await until(() => portal.requests('createUpload').length === 2);
      await untilKept(key, (files) => files[1]?.url !== undefined);
      host.disconnect();

      answer(...portal.handlers);
      const again = await reload(session, key);
      expect(again.items.map(({ name }) => name)).to.deep.equal(['done.txt', 'half.txt', 'asleep.txt']);
      await until(() => states(again)[1] === 'ready');
      expect(states(again)).to.deep.equal(['ready', 'ready', 'paused']);
      expect(again.uploadIds[0]).to.equal(ready);
      expect(portal.requests('createUpload'), 'none of them was announced twice').to.have.length(2);
      again.resume(again.items[2]!.id);
      await until(() => again.complete);
      again.clear();
      await untilKept(key, (files) => files.length === 0);
    });

    it('asks for a file again that was too large to keep, by its name, and goes on', async () => {
      const { portal, session, host, queue } = await open((portal) =>
        Object.assign(portal.portal.limits, { fileSize: 2 ** 30 }),
      );
      const key = keyOf(session);
      await queue.turn(new KeptFiles(key));
      const bytes = [new Uint8Array(17 * 2 ** 20)];
      answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => delay('infinite')));
      queue.add([new File(bytes, 'film.bin')]);
      await untilKept(key, (files) => files[0]?.url !== undefined);
      host.disconnect();

      answer(...portal.handlers);
      const again = await reload(session, key);
      expect(states(again)).to.deep.equal(['missing']);
      expect([again.busy, again.complete]).to.deep.equal([false, false]);
      again.add([file('film.bin', 'another film of that name')]);
      expect(states(again)[0], 'it is not that file').to.equal('missing');
      again.remove(again.items[1]!.id);
      again.add([new File(bytes, 'film.bin')]);
      await until(() => again.complete);
      expect(again.items).to.have.length(1);
      expect(portal.requests('createUpload')).to.have.length(1);
      again.clear();
    });

    it('keeps the places apart, and each person’s', async () => {
      const { session, queue } = await open();
      const [here, there] = [keyOf(session), keyOf(session)];
      await queue.turn(new KeptFiles(here));
      queue.add([file('a.txt')]);
      await until(() => queue.complete);
      queue.leave();
      await queue.turn(new KeptFiles(there));
      expect(queue.items).to.be.empty;
      queue.leave();
      await queue.turn(new KeptFiles(here));
      expect(queue.items.map(({ name }) => name)).to.deep.equal(['a.txt']);
      await session.signOut();
      expect(queue.items).to.be.empty;
      await untilKept(here, (files) => files.length === 0);
    });
  });
});
