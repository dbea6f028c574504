import { getPortal } from '../../src/api/operations/portal.js';
import { createTicket } from '../../src/api/operations/new-ticket.js';
import { getTicket } from '../../src/api/operations/ticket.js';
import { listTickets } from '../../src/api/operations/tickets.js';
import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { PortalClient } from '../../src/api/client.js';
import { ConnectionProblem, PortalProblem } from '../../src/api/problem.js';
import { ProofKey } from '../../src/api/proof.js';
import { problem } from '../support/mock-portal.js';
import { answer, failure, mockPortal, signedIn } from '../support/portal.js';

const claimsOf = (proof: string) =>
  JSON.parse(atob(proof.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))) as Record<string, unknown>;

describe('PortalClient', () => {
  it('proves who is asking, for the method and address without the query', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    await listTickets(client, { q: 'slot b' });
    const { headers, url } = portal.requests('listTickets')[0]!;
    expect(url).to.equal(`${portal.src}/api/v1/tickets?q=slot+b`);
    expect(headers.get('Authorization')).to.match(/^DPoP mock\./);
    expect(claimsOf(headers.get('DPoP')!)).to.include({ htm: 'GET', htu: `${portal.src}/api/v1/tickets` });
    expect(claimsOf(headers.get('DPoP')!).ath).to.have.length(43);
  });

  it('asks for the settings as nobody', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    await getPortal(client);
    expect(portal.requests('getPortal').map(({ headers }) => headers.has('Authorization'))).to.not.include(true);
  });

  it('leaves out what is not asked for', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    await listTickets(client, { q: '', status: undefined, scope: 'organization' });
    expect(new URL(portal.requests('listTickets')[0]!.url).search).to.equal('?scope=organization');
  });

  it('reads a refusal', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const error = (await failure(
      createTicket(client, { formId: 'form_support', subject: '', text: 'x' }, 'k'.repeat(16)),
    )) as PortalProblem;
    expect(error)
      .to.be.instanceOf(PortalProblem)
      .and.to.include({ code: 'validation-failed', status: 422, requestId: 'req-mock01' });
    expect(error.errors).to.deep.equal([{ pointer: '/subject', code: 'required' }]);
  });

  it('reads a refusal that is not from the portal itself', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    for (const [status, code] of [
      [502, 'unavailable'],
      [404, 'not-found'],
      [429, 'rate-limited'],
      [418, 'internal'],
    ] as const) {
      answer(
        http.get(`${portal.src}/api/v1/portal`, () => HttpResponse.html('<h1>Sorry</h1>', { status }), { once: true }),
      );
      expect(await failure(getPortal(client))).to.include({ code, status });
    }
  });

  it('takes an answer that cannot be read for no answer', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    answer(http.get(`${portal.src}/api/v1/portal`, () => HttpResponse.html('<h1>Pay for the Wi-Fi</h1>')));
    expect(await failure(getPortal(client)))
      .to.be.instanceOf(ConnectionProblem)
      .and.to.include({ reason: 'unreachable' });
  });

  it('says when there is no connection', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    answer(http.get(`${portal.src}/api/v1/portal`, () => HttpResponse.error()));
    expect(await failure(getPortal(client))).to.be.instanceOf(ConnectionProblem);
  });

  it('gives up after half a minute', async () => {
    const portal = mockPortal('loading');
    const { client } = await signedIn(portal);
    const { setTimeout } = window;
    window.setTimeout = ((act: () => void, time?: number) =>
      setTimeout(act, time === 30_000 ? 30 : time)) as typeof setTimeout;
    try {
      expect(await failure(listTickets(client, {})))
        .to.be.instanceOf(ConnectionProblem)
        .and.to.include({ reason: 'timeout' });
    } finally {
      window.setTimeout = setTimeout;
    }
  });

  it('stops when it is told to, which is no failure of the portal', async () => {
    const portal = mockPortal('loading');
    const { client } = await signedIn(portal);
    const abort = new AbortController();
    const call = failure(listTickets(client, {}, abort.signal));
    abort.abort();
    expect(await call).to.include({ name: 'AbortError' });
  });

  it('corrects its clock by the server’s and repeats once', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const serverTime = new Date(Date.now() + 3_600_000).toISOString();
    answer(http.get(`${portal.src}/api/v1/tickets`, () => problem('proof-expired', { serverTime }), { once: true }));
    await listTickets(client, {});
    const proven = claimsOf(portal.requests('listTickets')[0]!.headers.get('DPoP')!).iat as number;
    expect(proven).to.be.closeTo(Date.parse(serverTime) / 1000, 5);
  });

  it('does not repeat for ever when the clock cannot be corrected', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    let asked = 0;
    answer(
      http.get(`${portal.src}/api/v1/tickets`, () => {
        asked++;
        return problem('proof-expired', { serverTime: new Date().toISOString() });
      }),
    );
    expect(await failure(listTickets(client, {}))).to.include({ code: 'proof-expired' });
    expect(asked).to.equal(2);
  });

  it('says that signing in needs a page with WebCrypto', async () => {
    const subtle = Object.getOwnPropertyDescriptor(Crypto.prototype, 'subtle')!;
    Object.defineProperty(Crypto.prototype, 'subtle', { configurable: true, get: () => undefined });
    try {
      expect(await failure(ProofKey.generate())).to.include({ reason: 'insecure' });
    } finally {
      Object.defineProperty(Crypto.prototype, 'subtle', subtle);
    }
  });

  it('cannot be talked into another path by an id', async () => {
    const urls: string[] = [];
    const client = new PortalClient({
      src: 'http://portal.test/help',
      authorize: () => undefined,
      fetch: (url) => {
        urls.push(url as string);
        return Promise.resolve(Response.json({}));
      },
    });
    await getTicket(client, '../session?x=1#y');
    expect(urls).to.deep.equal(['http://portal.test/help/api/v1/tickets/..%2Fsession%3Fx%3D1%23y']);
  });
});
