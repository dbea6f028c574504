import { expect } from '@open-wc/testing';
import { http } from 'msw';
import { RequestSender } from '../../src/controllers/request.js';
import { sha256 } from '../../src/controllers/sha-256.js';
import { solve } from '../../src/controllers/work.js';
import { problem } from '../support/mock-portal.js';
import { turnsDuring } from '../support/turns.js';
import { answer, failure, mockPortal, openSession, until } from '../support/portal.js';

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const digestOf = async (text: string) => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

const body = { formId: 'form_question', subject: 'S', text: 'T', contact: { email: 'noor@meadow.example' } };

const open = async () => {
  const portal = mockPortal();
  const { client } = await openSession(portal);
  const sender = new RequestSender();
  const send = (key = crypto.randomUUID()) => sender.send(client, body, key, 'en', new AbortController().signal);
  return { portal, client, sender, send };
};

describe('the work before a request', () => {
  for (const text of ['', 'abc', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'ü'.repeat(150)])
    it(`hashes ${text.length} characters as WebCrypto does`, async () => {
      expect(hex(sha256Bytes(text))).to.equal(await digestOf(text));
    });

  it('finds the number, and lets others have their turn meanwhile', async () => {
    const salt = '6d1f0c2b9a7e4835?expires=1795770000&';
    const turns = await turnsDuring(async () => {
      const found = await solve({ salt, digest: await digestOf(`${salt}20000`), maxNumber: 60_000 });
      expect(found).to.equal(20_000);
    });
    expect(turns).to.be.above(3);
  });

  it('says when there is none, and stops when it is told', async () => {
    const puzzle = { salt: 'a', digest: '0'.repeat(64), maxNumber: 100 };
    expect(await solve(puzzle)).to.equal(undefined);
    const abort = new AbortController();
    const working = failure(solve({ ...puzzle, maxNumber: 100_000_000 }, abort.signal));
    abort.abort();
    expect(await working).to.include({ name: 'AbortError' });
  });
});

describe('RequestSender', () => {
  it('sends what was asked for, with work that is done once', async () => {
    const { portal, client, sender, send } = await open();
    sender.begin(client);
    sender.begin(client);
    await send();
    expect(portal.requests('createChallenge')).to.have.length(1);
    expect(portal.requests('createRequest')[0]!.body).to.deep.include({ subject: 'S' });
    expect(portal.pending.size).to.equal(2);
  });

  it('waits as long as the portal wants', async () => {
    const { portal, send } = await open();
    answer(http.post(`${portal.src}/api/v1/requests`, () => problem('too-soon', { retryAfter: 0.02 }), { once: true }));
    await send();
    expect(portal.requests('createRequest')).to.have.length(1);
  });

  it('does other work when its work is refused, once', async () => {
    const { portal, send } = await open();
    let refusals = 1;
    answer(http.post(`${portal.src}/api/v1/requests`, () => (refusals-- > 0 ? problem('work-refused') : undefined)));
    await send();
    expect(portal.requests('createChallenge')).to.have.length(2);
    refusals = 9;
    expect(await failure(send())).to.include({ code: 'work-refused' });
    expect(refusals).to.equal(7);
  });

  it('asks for work again after that could not be had', async () => {
    const { portal, send } = await open();
    answer(http.post(`${portal.src}/api/v1/requests/challenges`, () => problem('rate-limited'), { once: true }));
    expect(await failure(send())).to.include({ code: 'rate-limited' });
    await send();
    await until(() => portal.pending.size === 2);
  });

  it('does not send work that is too old by now', async () => {
    const { portal, client, sender, send } = await open();
    portal.challenge = { notBefore: 0, expiresAt: new Date(Date.now() + 1000).toISOString() };
    sender.begin(client);
    await until(() => portal.requests('createChallenge').length === 1);
    portal.challenge = { notBefore: 0 };
    await send();
    expect(portal.requests('createChallenge')).to.have.length(2);
  });
});

/** The words as bytes. */
function sha256Bytes(text: string): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(32));
  sha256(text).forEach((word, index) => bytes.setInt32(index * 4, word));
  return bytes.buffer;
}
