import { getSession } from '../../src/api/operations/session.js';
import { createMessage } from '../../src/api/operations/reply.js';
import { getTicket } from '../../src/api/operations/ticket.js';
import { listTickets } from '../../src/api/operations/tickets.js';
import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { ConnectionProblem } from '../../src/api/problem.js';
import { ask } from '../../src/session/host.js';
import { Session } from '../../src/session/session.js';
import { read } from '../../src/session/store.js';
import { hostToken, type MockPortal, problem } from '../support/mock-portal.js';
import { answer, emails, failure, mockPortal, signedIn, until } from '../support/portal.js';

type Who = keyof typeof emails | null;

/** A page with a login of its own. */
class Host {
  who: Who;
  asked = 0;
  constructor(who: Who = 'mika') {
    this.who = who;
  }
  readonly getToken = async (): Promise<string | null> => {
    this.asked++;
    return this.who && hostToken(this.who);
  };
}

function visit(portal: MockPortal, host: { getToken: Session['getToken'] }): Session {
  const session = new Session(portal.src);
  session.getToken = host.getToken;
  session.start();
  return session;
}

async function settled(session: Session): Promise<Session> {
  await until(() => (session.state !== 'loading' && session.portal.state === 'ready') || session.failure);
  return session;
}

// The tab of a test may lie behind another one.
before(() => Object.defineProperty(document, 'hidden', { value: false, configurable: true }));
after(() => delete (document as { hidden?: boolean }).hidden);

const comesBack = () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));

describe('Session with the page’s own login', () => {
  it('signs in whoever is signed in to the page, without ever being anonymous', async () => {
    const portal = mockPortal();
    const session = visit(portal, new Host());
    const states = new Set<string>();
    session.addEventListener('change', () => states.add(session.state));
    await settled(session);
    expect(session.person?.email).to.equal(emails.mika);
    expect([...states]).to.deep.equal(['loading', 'signed-in']);
    expect(portal.requests('createSession')[0]!.headers.get('DPoP')).to.be.a('string');
  });

  it('is anonymous when nobody is', async () => {
    const session = await settled(visit(mockPortal(), new Host(null)));
    expect(session.state).to.equal('anonymous');
    expect(session.failure).to.equal(undefined);
  });

  it('keeps the session of the same person when the page is loaded again', async () => {
    const portal = mockPortal();
    const host = new Host();
    await settled(visit(portal, host));
    const again = await settled(visit(portal, host));
    expect(again.state).to.equal('signed-in');
    expect(portal.requests('createSession')).to.have.length(1);
  });

  it('drops everything of the person before when another one is signed in to the page', async () => {
    const portal = mockPortal();
    const host = new Host();
    await settled(visit(portal, host));
    host.who = 'rosa';
    const again = await settled(visit(portal, host));
    expect(again.person?.email).to.equal(emails.rosa);
    expect(portal.requests('deleteSession')[0]?.headers.get('Authorization')).to.contain(emails.mika);
  });

  it('takes the place of somebody who signed in with a password', async () => {
    const portal = mockPortal();
    await signedIn(portal, 'lena');
    const session = await settled(visit(portal, new Host()));
    expect(session.person?.email).to.equal(emails.mika);
  });

  it('ends when the person has signed out of the page', async () => {
    const portal = mockPortal();
    const host = new Host();
    const { storageKey } = await settled(visit(portal, host));
    host.who = null;
    const again = await settled(visit(portal, host));
    expect(again.state).to.equal('anonymous');
    expect(portal.requests('deleteSession')).to.have.length(1);
    await until(async () => !(await read('sessions', storageKey)));
  });

  it('notices when the reader comes back to the tab: nothing, another person, nobody', async () => {
    const portal = mockPortal();
    const host = new Host();
    const session = await settled(visit(portal, host));
    const states: string[] = [];
    session.addEventListener('change', () => states.push(session.state));
    const { asked } = host;
    comesBack();
    await until(() => host.asked > asked);
    expect(states).to.deep.equal([]);
    host.who = 'rosa';
    comesBack();
    await until(() => session.person?.email === emails.rosa);
    host.who = null;
    comesBack();
    await until(() => session.state === 'anonymous');
    expect(session.person).to.equal(undefined);
  });

  it('asks the page when it is told to', async () => {
    const host = new Host();
    const session = await settled(visit(mockPortal(), host));
    host.who = 'rosa';
    void session.retry();
    await until(() => session.person?.email === emails.rosa);
  });

  it('renews an expired session unseen and sends the request again, once', async () => {
    const portal = mockPortal();
    const host = new Host();
    const session = await settled(visit(portal, host));
    const states: string[] = [];
    session.addEventListener('change', () => states.push(session.state));
    portal.expire();
    const page = await listTickets(session.client, {});
    expect(page.items).not.to.have.length(0);
    expect(new Set(states)).to.deep.equal(new Set(['signed-in']));
    expect(portal.requests('listTickets')).to.have.length(2);
    expect(host.asked).to.equal(2);
  });

  it('renews once for all requests that meet the expiry', async () => {
    const portal = mockPortal();
    const session = await settled(visit(portal, new Host()));
    portal.expire();
    await Promise.all([
      listTickets(session.client, {}),
      getTicket(session.client, 'tk_1058'),
      getSession(session.client),
    ]);
    expect(portal.requests('createSession')).to.have.length(2);
  });

  it('does not go round in circles when the new session is refused too', async () => {
    const portal = mockPortal();
    const session = await settled(visit(portal, new Host()));
    answer(http.get(`${portal.src}/api/v1/tickets`, () => problem('session-expired')));
    expect(await failure(listTickets(session.client, {}))).to.include({ code: 'session-expired' });
    expect(portal.requests('createSession')).to.have.length(2);
    expect(session.state).to.equal('expired');
    void session.retry();
    await until(() => session.state === 'signed-in');
  });

  it('never sends what one person asked for in the name of another', async () => {
    const portal = mockPortal();
    const host = new Host();
    const session = await settled(visit(portal, host));
    portal.expire();
    host.who = 'rosa';
    const reply = createMessage(session.client, 'tk_1058', { text: 'Mine' }, 'key-key-key-key-key');
    expect(await failure(reply)).to.include({ code: 'session-expired' });
    expect(portal.requests('createMessage')).to.have.length(1);
    expect(session.person?.email).to.equal(emails.rosa);
  });

  it('is anonymous when nobody is signed in to the page any more as the session expires', async () => {
    const portal = mockPortal();
    const host = new Host();
    const session = await settled(visit(portal, host));
    portal.expire();
    host.who = null;
    await failure(listTickets(session.client, {}));
    expect(session.state).to.equal('anonymous');
  });

  for (const [what, getToken] of [
    ['throws', () => Promise.reject(new Error('no'))],
    [
      'throws at once',
      () => {
        throw new Error('no');
      },
    ],
    ['answers nothing', () => Promise.resolve(undefined as unknown as null)],
    ['answers no token', () => Promise.resolve('<!doctype html>')],
    ['answers an object', () => Promise.resolve({ token: 'x' } as unknown as null)],
    ['answers a token of something else', () => Promise.resolve('a.b.c')],
  ] as [string, NonNullable<Session['getToken']>][]) {
    it(`fails when getToken ${what}, and tries again`, async () => {
      const host = new Host();
      let broken = true;
      const session = visit(mockPortal(), { getToken: () => (broken ? getToken() : host.getToken()) });
      await settled(session);
      expect(session.failure).to.be.instanceOf(ConnectionProblem).and.to.include({ reason: 'host-failed' });
      broken = false;
      void session.retry();
      await until(() => session.state === 'signed-in');
      expect(session.failure).to.equal(undefined);
    });
  }

  it('waits for getToken no longer than its time', async () => {
    const error = await failure(ask(() => new Promise(() => {}), 20));
    expect(error).to.be.instanceOf(ConnectionProblem).and.to.include({ reason: 'host-failed' });
  });

  it('says what the portal had against the token', async () => {
    const used = hostToken('mika');
    const portal = mockPortal();
    const getToken = () => Promise.resolve(used);
    await settled(visit(portal, { getToken }));
    portal.expire();
    const session = await settled(visit(portal, { getToken }));
    expect(session.failure).to.include({ code: 'host-token-invalid' });
    expect(session.state).to.equal('loading');
  });

  it('keeps the person, hidden, while a renewal fails', async () => {
    const portal = mockPortal();
    const host = new Host();
    const session = await settled(visit(portal, host));
    portal.expire();
    answer(http.post(`${portal.src}/api/v1/session`, () => HttpResponse.error(), { once: true }));
    await failure(listTickets(session.client, {}));
    expect([session.state, session.person?.email]).to.deep.equal(['loading', emails.mika]);
    void session.retry();
    await until(() => session.state === 'signed-in');
  });

  it('does not sign in again in other tabs when the person signs out in one', async () => {
    const portal = mockPortal();
    const host = new Host();
    const [one, other] = [await settled(visit(portal, host)), await settled(visit(portal, host))];
    await one.signOut();
    await until(() => other.state === 'anonymous');
    expect(portal.requests('createSession')).to.have.length(1);
    void one.retry();
    await until(() => one.state === 'signed-in');
  });

  it('takes a login that the page brings later', async () => {
    const session = new Session(mockPortal().src);
    session.start();
    await until(() => session.state === 'anonymous');
    session.getToken = new Host().getToken;
    await until(() => session.state === 'signed-in');
  });
});
