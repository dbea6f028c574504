import { getTicket } from '../../src/api/operations/ticket.js';
import { listTickets } from '../../src/api/operations/tickets.js';
import { expect } from '@open-wc/testing';
import { ConnectionProblem, PortalProblem } from '../../src/api/problem.js';
import { Session, sessionFor } from '../../src/session/session.js';
import sessionExample from '../../openapi/examples/session.json' with { type: 'json' };
import { read } from '../../src/session/store.js';
import { http, HttpResponse } from 'msw';
import { busyStore } from '../support/busy-store.js';
import { type MockPortal, problem } from '../support/mock-portal.js';
import { answer, emails, failure, mockPortal, openSession, password, signedIn, until } from '../support/portal.js';

/** In whose name the list was asked for: the last time, or before. */
const askedAs = (portal: MockPortal, at = -1) => portal.requests('listTickets').at(at)?.headers.get('Authorization');

describe('Session', () => {
  it('finds nobody signed in, and the settings of the portal', async () => {
    const session = await openSession(mockPortal());
    expect(session.state).to.equal('anonymous');
    expect(session.portal.value?.name).to.equal('Wrenfield Support');
  });

  it('signs in', async () => {
    const session = await openSession(mockPortal());
    const states: string[] = [];
    session.addEventListener('change', () => states.push(session.state));
    await session.signIn(emails.mika, password);
    expect(states).to.deep.equal(['signing-in', 'signed-in']);
    expect(session.person?.name).to.equal('Mika Aalto');
    expect(session.scopes).to.deep.equal(['mine', 'organization']);
  });

  it('says why signing in failed, and is anonymous again', async () => {
    const session = await openSession(mockPortal());
    const error = await failure(session.signIn(emails.mika, 'wrong'));
    expect(error).to.be.instanceOf(PortalProblem).and.to.include({ code: 'credentials-wrong', status: 401 });
    expect(session.state).to.equal('anonymous');
  });

  it('stays signed in when the page is loaded again', async () => {
    const portal = mockPortal();
    await signedIn(portal);
    const session = await openSession(portal);
    expect(session.state).to.equal('signed-in');
    expect(session.person?.email).to.equal(emails.mika);
  });

  it('keeps a key that cannot leave the browser', async () => {
    const session = await signedIn(mockPortal());
    const kept = await read<{ key: CryptoKeyPair; token: string }>('sessions', session.storageKey);
    expect(kept?.key.privateKey.extractable).to.equal(false);
    await failure(crypto.subtle.exportKey('pkcs8', kept!.key.privateKey));
  });

  it('forgets a kept session that the portal does not know any more', async () => {
    const portal = mockPortal();
    const before = await signedIn(portal);
    portal.expire();
    const session = await openSession(portal);
    expect(session.state).to.equal('anonymous');
    await until(async () => !(await read('sessions', before.storageKey)));
  });

  it('expires at the first call that is refused, and keeps the person', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    expect(await failure(listTickets(session.client, {}))).to.include({ code: 'session-expired' });
    expect(session.state).to.equal('expired');
    expect(session.person?.name).to.equal('Mika Aalto');
    await session.signIn(emails.mika, password);
    expect(session.state).to.equal('signed-in');
  });

  it('does not expire because of an answer to a grant of before', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    let refuse!: () => void;
    const held = new Promise<void>((resolve) => (refuse = resolve));
    answer(http.get(`${portal.src}/api/v1/tickets`, () => held.then(() => problem('session-expired'))));
    const call = failure(listTickets(session.client, {}));
    await failure(getTicket(session.client, 'tk_1058'));
    await session.signIn(emails.mika, password);
    refuse();
    await call;
    expect(session.state).to.equal('signed-in');
  });

  it('asks nothing as the next person before it is hers', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    await failure(listTickets(session.client, {}));
    const free = await busyStore('sessions');
    const entered = session.signIn(emails.lena, password);
    await until(() => portal.requests('createSession').length === 2);
    await failure(listTickets(session.client, {}));
    expect(askedAs(portal)).to.equal(askedAs(portal, -2));
    free();
    await entered;
    await listTickets(session.client, {});
    expect(askedAs(portal)).not.to.equal(askedAs(portal, -2));
  });

  it('asks nothing as somebody who has signed in in another tab before it is known who that is', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    await listTickets(session.client, {});
    let tell!: () => void;
    const held = new Promise<void>((resolve) => (tell = resolve));
    answer(http.get(`${portal.src}/api/v1/session`, () => held.then(() => undefined)));
    const other = new Session(portal.src);
    await other.signIn(emails.lena, password);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(session.state).to.equal('loading');
    await read('sessions', session.storageKey);
    await listTickets(session.client, {});
    expect(askedAs(portal)).to.equal(askedAs(portal, -2));
    tell();
    await until(() => session.person?.name === 'Lena Hoffmann');
  });

  it('stays expired when signing in again fails', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    await failure(listTickets(session.client, {}));
    await failure(session.signIn(emails.mika, 'wrong'));
    expect(session.state).to.equal('expired');
  });

  it('signs out at once, also when the portal cannot be reached', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    answer(http.delete(`${portal.src}/api/v1/session`, () => HttpResponse.error()));
    const done = session.signOut();
    expect(session.state).to.equal('anonymous');
    expect(session.person).to.equal(undefined);
    await done;
    expect((await openSession(portal)).state).to.equal('anonymous');
  });

  it('tells the portal whose session ends', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    await session.signOut();
    expect(portal.requests('deleteSession')[0]?.headers.get('Authorization')).to.match(
      /^DPoP mock\.mika@lumen\.example/,
    );
  });

  it('signs in and out in every tab', async () => {
    const portal = mockPortal();
    const [one, other] = [await openSession(portal), await openSession(portal)];
    await one.signIn(emails.mika, password);
    await until(() => other.state === 'signed-in');
    await other.signOut();
    await until(() => one.state === 'anonymous');
    expect(one.person).to.equal(undefined);
  });

  it('hides what is shown until it is checked, when the page comes back from history', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    portal.expire();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(session.state).to.equal('loading');
    await until(() => session.state === 'anonymous');
  });

  it('keeps two profiles of one portal apart', async () => {
    const portal = mockPortal();
    const mika = await signedIn(portal, 'mika', 'studio');
    const rosa = await signedIn(portal, 'rosa', 'radio');
    await rosa.signOut();
    expect(mika.state).to.equal('signed-in');
    expect((await openSession(portal, 'studio')).person?.email).to.equal(emails.mika);
    expect((await openSession(portal, 'radio')).state).to.equal('anonymous');
  });

  it('says what failed, and tries again', async () => {
    const portal = mockPortal();
    await signedIn(portal);
    let isDown = true;
    answer(
      http.get(`${portal.src}/api/v1/session`, () => (isDown ? HttpResponse.error() : undefined)),
      http.get(`${portal.src}/api/v1/portal`, () => (isDown ? problem('portal-off') : undefined)),
    );
    const session = sessionFor(portal.src);
    session.start();
    await until(() => session.portal.state === 'failed');
    expect(session.failure).to.include({ code: 'portal-off' });
    expect(session.state).to.equal('loading');
    isDown = false;
    void session.retry();
    await until(() => session.state === 'signed-in' && session.portal.state === 'ready');
    expect(session.failure).to.equal(undefined);
  });

  it('says that the portal cannot be reached while it checks who is signed in', async () => {
    const portal = mockPortal();
    await signedIn(portal);
    answer(http.get(`${portal.src}/api/v1/session`, () => HttpResponse.error()));
    const session = sessionFor(portal.src);
    session.start();
    await until(() => session.failure);
    expect(session.failure).to.be.instanceOf(ConnectionProblem);
    expect(session.state).to.equal('loading');
  });

  it('works where the browser keeps nothing', async () => {
    const portal = mockPortal();
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('refused', 'QuotaExceededError');
    };
    try {
      const session = await signedIn(portal);
      expect(session.state).to.equal('signed-in');
      expect((await openSession(portal)).state).to.equal('signed-in');
      await session.signOut();
      expect((await openSession(portal)).state).to.equal('anonymous');
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });
});

describe('sessionFor', () => {
  it('gives one session for an address and profile, however it is written', () => {
    const session = sessionFor('http://portal.test/same');
    expect(sessionFor('http://portal.test/same/?x#y')).to.equal(session);
    expect(sessionFor('http://portal.test/same', 'other')).not.to.equal(session);
    expect(sessionFor('/help').src).to.equal(`${location.origin}/help`);
  });
});

describe('the end of a session', () => {
  const { now } = Date;
  let ahead = 0;

  const later = (seconds: number) => {
    ahead += seconds * 1000;
    Date.now = () => now() + ahead;
    // Somebody is back at the page.
    dispatchEvent(new Event('focus'));
  };

  beforeEach(() => {
    ahead = 0;
  });

  afterEach(() => {
    Date.now = now;
  });

  /** A session somebody is signed in to, whose clock runs: another tab has asked for its end. */
  const counting = async (portal: MockPortal): Promise<Session> => {
    const session = await openSession(portal);
    const peer = new BroadcastChannel('portico ' + session.storageKey);
    const told = new Promise<void>((resolve) => {
      peer.onmessage = ({ data }) => typeof data === 'number' && resolve();
    });
    await session.signIn(emails.mika, password);
    peer.postMessage('?');
    await told;
    peer.close();
    return session;
  };

  const left = (session: Session) => Math.round((session.ending!.at - Date.now()) / 1000);

  it('comes near in its last minute', async () => {
    const session = await counting(mockPortal());
    expect(session.ending).to.equal(undefined);
    later(3600 - 61);
    expect(session.ending).to.equal(undefined);
    later(21);
    await until(() => session.ending);
    expect(left(session)).to.be.within(38, 40);
    expect(session.ending!.final).to.equal(false);
    expect(session.state).to.equal('signed-in');
  });

  it('expires when it is reached, and keeps the person', async () => {
    const session = await counting(mockPortal());
    later(3601);
    await until(() => session.state === 'expired');
    expect(session.ending).to.equal(undefined);
    expect(session.person?.name).to.equal('Mika Aalto');
    await session.signIn(emails.mika, password);
    expect(session.ending).to.equal(undefined);
  });

  it('moves away in every tab when somebody stays in one', async () => {
    const portal = mockPortal();
    const one = await counting(portal);
    const other = await openSession(portal);
    later(3570);
    await until(() => one.ending && other.ending);
    await one.stay();
    expect(one.ending).to.equal(undefined);
    await until(() => !other.ending);
    later(3500);
    expect([one.state, other.state]).to.deep.equal(['signed-in', 'signed-in']);
  });

  it('does not come near in a tab while another one is used', async () => {
    const portal = mockPortal();
    const one = await counting(portal);
    const other = await openSession(portal);
    later(3000);
    await listTickets(one.client, {});
    // What the tab told is heard once a later message has come the same way.
    const heard = new Promise((resolve) => other.addEventListener('change', resolve, { once: true }));
    new BroadcastChannel('portico ' + one.storageKey).postMessage('');
    await heard;
    await until(() => other.state === 'signed-in');
    const seen: unknown[] = [];
    other.addEventListener('change', () => seen.push(other.ending));
    later(580);
    expect([one.ending, other.ending, seen.length]).to.deep.equal([undefined, undefined, 0]);
  });

  it('asks the other tabs first when this one was asleep', async () => {
    const session = await counting(mockPortal());
    const peer = new BroadcastChannel('portico ' + session.storageKey);
    const answered = new Promise<void>((resolve) => {
      peer.onmessage = ({ data }) => {
        if (data !== '?') return resolve();
        peer.postMessage(Date.now() + 1_800_000);
        // What it answers to this shows that it has heard that.
        peer.postMessage('?');
      };
    });
    later(3700);
    // Coming back to a page is more than one event.
    later(0);
    expect(session.state).to.equal('signed-in');
    await answered;
    later(60);
    peer.close();
    expect([session.state, session.ending]).to.deep.equal(['signed-in', undefined]);
    later(1790);
    await until(() => session.state === 'expired');
  });

  it('is final where staying does not help', async () => {
    const portal = mockPortal();
    portal.lasts.absolute = 45;
    const session = await counting(portal);
    await until(() => session.ending);
    expect(session.ending?.final).to.equal(true);
    expect(left(session)).to.be.within(43, 45);
    portal.lasts.absolute = 44;
    await session.stay();
    expect(session.ending?.final).to.equal(true);
  });

  it('is counted by the server’s clock', async () => {
    const portal = mockPortal();
    const session = await counting(portal);
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    answer(
      http.get(`${portal.src}/api/v1/session`, () =>
        HttpResponse.json({ ...sessionExample, serverTime: at(900), expiresAt: at(930), endsAt: at(930) }),
      ),
    );
    await session.stay();
    expect(session.ending?.final).to.equal(true);
    expect(left(session)).to.be.within(28, 31);
  });

  it('can be brought about, in every tab', async () => {
    const portal = mockPortal();
    const one = await counting(portal);
    const other = await openSession(portal);
    one.expire();
    expect(one.state).to.equal('expired');
    await until(() => other.state === 'expired');
    await one.signIn(emails.mika, password);
    await until(() => other.state === 'signed-in');
  });

  it('says why staying failed', async () => {
    const portal = mockPortal();
    portal.lasts.idle = 50;
    const session = await counting(portal);
    answer(http.get(`${portal.src}/api/v1/session`, () => HttpResponse.error()));
    await until(() => session.ending);
    expect(await failure(session.stay())).to.be.instanceOf(ConnectionProblem);
    expect(session.ending?.final).to.equal(false);
  });
});
