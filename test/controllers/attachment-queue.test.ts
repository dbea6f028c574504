import { expect } from '@open-wc/testing';
import { delay, http, HttpResponse } from 'msw';
import { AttachmentQueue } from '../../src/controllers/attachment-queue.js';
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
});
