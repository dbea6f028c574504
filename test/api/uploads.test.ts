import { getAttachment } from '../../src/api/operations/files.js';
import { createMessage } from '../../src/api/operations/reply.js';
import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { ConnectionProblem } from '../../src/api/problem.js';
import { sendFile } from '../../src/api/uploads.js';
import { problem } from '../support/mock-portal.js';
import { answer, failure, mockPortal, signedIn } from '../support/portal.js';

const file = new File(['0123456789'], 'مذكرة ../x.txt');
const key = () => crypto.randomUUID();

describe('sendFile', () => {
  it('sends a file under its own name and answers its id', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const shares: number[] = [];
    const id = await sendFile(client, file, { key: key(), name: file.name, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).to.equal(1);
    const { attachments } = await createMessage(client, 'tk_1058', { text: 'x', uploadIds: [id] }, key());
    expect(attachments[0]).to.include({ name: file.name, size: 10 });
    expect(await (await getAttachment(client, id)).text()).to.equal('0123456789');
  });

  it('proves each request', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    await sendFile(client, file, { key: key(), name: 'x' });
    for (const operation of ['createUpload', 'appendUpload'])
      expect(portal.requests(operation)[0]!.headers.get('DPoP')).to.be.a('string');
  });

  it('goes on where it broke off', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => HttpResponse.error(), { once: true }));
    expect(await sendFile(client, file, { key: key(), name: 'x' })).to.match(/^up_/);
    expect(portal.requests('createUpload')).to.have.length(1);
    expect(portal.requests('getUploadOffset')).to.have.length(1);
  });

  it('goes on with an upload of before', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const abort = new AbortController();
    let url: string | undefined;
    const first = failure(
      sendFile(client, file, {
        key: key(),
        name: 'x',
        signal: abort.signal,
        onUrl: (known) => {
          url = known;
          abort.abort();
        },
      }),
    );
    expect(await first).to.include({ name: 'AbortError' });
    await sendFile(client, file, { key: key(), name: 'x', url });
    expect(portal.requests('createUpload')).to.have.length(1);
  });

  it('says why a file is refused, and does not insist', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    answer(http.patch(`${portal.src}/api/v1/uploads/:id`, () => problem('file-type-mismatch')));
    expect(await failure(sendFile(client, file, { key: key(), name: 'x.png' }))).to.include({
      code: 'file-type-mismatch',
    });
  });

  it('says when the session is over', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    expect(await failure(sendFile(session.client, file, { key: key(), name: 'x' }))).to.include({
      code: 'session-expired',
    });
    expect(session.state).to.equal('expired');
  });

  it('is sent by a fetch of the page where there is one, piece by piece, proven and resumed', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const asked: string[] = [];
    const ask: typeof fetch = (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      asked.push(`${init!.method} ${pathname.replace(/.*\/api\/v1/, '').replace(/up_.*/, 'id')}`);
      // The second piece does not arrive the first time.
      const isLost = asked.filter((one) => one === asked.at(-1)).length === 2 && init!.method === 'PATCH';
      return isLost ? Promise.reject(new TypeError('no line')) : fetch(input, init);
    };
    const { XMLHttpRequest } = window;
    Reflect.deleteProperty(window, 'XMLHttpRequest');
    const shares: number[] = [];
    const two = new File([new Uint8Array(2 ** 20), 'more'], 'two pieces');
    try {
      const onProgress = (share: number) => shares.push(share);
      const id = await sendFile(client, two, { key: key(), name: two.name, onProgress, fetch: ask });
      expect(id).to.match(/^up_/);
    } finally {
      window.XMLHttpRequest = XMLHttpRequest;
    }
    const pieces = ['PATCH /uploads/id', 'PATCH /uploads/id', 'HEAD /uploads/id', 'PATCH /uploads/id'];
    expect(asked).to.deep.equal(['POST /uploads', ...pieces]);
    expect(shares.at(-1)).to.equal(1);
    expect(shares.some((share) => share > 0.9 && share < 1)).to.equal(true);
    expect(portal.requests('appendUpload').every(({ headers }) => headers.has('DPoP'))).to.equal(true);
    const refused: typeof fetch = () => Promise.resolve(problem('file-type-mismatch'));
    expect(await failure(sendFile(client, file, { key: key(), name: 'x.png', fetch: refused }))).to.include({
      code: 'file-type-mismatch',
    });
  });

  it('corrects its clock', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const serverTime = new Date(Date.now() + 600_000).toISOString();
    answer(http.post(`${portal.src}/api/v1/uploads`, () => problem('proof-expired', { serverTime }), { once: true }));
    expect(await sendFile(client, file, { key: key(), name: 'x' })).to.match(/^up_/);
  });

  it('gives up when the connection stays away', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    answer(http.post(`${portal.src}/api/v1/uploads`, () => HttpResponse.error()));
    const { setTimeout } = window;
    window.setTimeout = ((act: () => void, time?: number) =>
      setTimeout(act, Math.min(time ?? 0, 50))) as typeof setTimeout;
    try {
      const error = await failure(sendFile(client, file, { key: key(), name: 'x' }));
      expect(error).to.be.instanceOf(ConnectionProblem);
    } finally {
      window.setTimeout = setTimeout;
    }
  });
});
