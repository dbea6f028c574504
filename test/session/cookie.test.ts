import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { getPortal } from '../../src/api/operations/portal.js';
import { getSession } from '../../src/api/operations/session.js';
import { listTickets } from '../../src/api/operations/tickets.js';
import { sendFile } from '../../src/api/uploads.js';
import { Session, sessionFor } from '../../src/session/session.js';
import type { MockPortal } from '../support/mock-portal.js';
import { answer, emails, failure, mockPortal, password, until } from '../support/portal.js';

/** A started session that a cookie holds, as another page of the site would have it. */
async function open(portal: MockPortal, profile = ''): Promise<Session> {
  const session = new Session(portal.src, profile, undefined, true);
  session.start();
  await until(() => session.state !== 'loading' && session.portal.state === 'ready');
  return session;
}

async function signedIn(portal: MockPortal, who: keyof typeof emails = 'mika', profile = ''): Promise<Session> {
  const session = await open(portal, profile);
  await session.signIn(emails[who], password);
  return session;
}

describe('Session held by a cookie', () => {
  it('asks for a cookie, and shows no token and no proof', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    await listTickets(session.client, {});
    for (const { headers } of portal.seen.filter(({ operation }) => operation !== 'getPortal')) {
      expect(headers.has('DPoP')).to.equal(false);
      expect(headers.has('Authorization')).to.equal(false);
      expect(headers.get('Portico-Session')).to.match(/^cookie::/);
    }
    expect(portal.seen.find(({ operation }) => operation === 'getPortal')!.headers.has('Portico-Session')).to.equal(
      false,
    );
  });

  it('lets cookies go with its own requests only', async () => {
    const portal = mockPortal();
    const credentials: Record<string, string> = {};
    const session = new Session(
      portal.src,
      '',
      (input, init) => {
        credentials[`${init!.method} ${new URL(input as string).pathname.replace(/.*\/v1/, '')}`] = init!.credentials!;
        return fetch(input, init);
      },
      true,
    );
    session.start();
    await until(() => session.state === 'anonymous' && session.portal.state === 'ready');
    await session.signIn(emails.mika, password);
    expect(credentials).to.deep.equal({ 'GET /portal': 'omit', 'GET /session': 'include', 'POST /session': 'include' });
  });

  it('lets cookies go with the pieces of files', async () => {
    const portal = mockPortal();
    const { client } = await signedIn(portal);
    const sent: string[] = [];
    const note = ({ request }: { request: Request }) => void sent.push(request.credentials);
    answer(http.post(`${portal.src}/api/v1/uploads`, note), http.patch(`${portal.src}/api/v1/uploads/:id`, note));
    await sendFile(client, new Blob(['hello']), { key: crypto.randomUUID(), name: 'a.txt' });
    expect(sent).to.deep.equal(['include', 'include']);
  });

  it('is there in another page that has kept nothing', async () => {
    const portal = mockPortal();
    await signedIn(portal);
    const other = await open(portal);
    expect(other.state).to.equal('signed-in');
    expect(other.person?.email).to.equal(emails.mika);
  });

  it('keeps profiles apart', async () => {
    const portal = mockPortal();
    await signedIn(portal, 'mika');
    await signedIn(portal, 'rosa', 'Länsi: radio');
    expect([...portal.cookies.keys()]).to.deep.equal(['', 'L%C3%A4nsi%3A%20radio']);
    expect((await open(portal)).person?.email).to.equal(emails.mika);
    expect(sessionFor(portal.src, '', true)).not.to.equal(sessionFor(portal.src));
  });

  it('expires when another person has got the cookie, and does nothing in their name', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal, 'mika');
    portal.cookies.set('', `${emails.rosa}.elsewhere`);
    expect(await failure(listTickets(session.client, {}))).to.include({ code: 'session-expired' });
    expect(session.state).to.equal('expired');
    expect(session.person?.email).to.equal(emails.mika);
    await session.signIn(emails.mika, password);
    expect((await getSession(session.client)).person.email).to.equal(emails.mika);
  });

  it('is signed out everywhere', async () => {
    const portal = mockPortal();
    const [session, tab] = [await signedIn(portal), await open(portal)];
    await session.signOut();
    expect(portal.cookies.size).to.equal(0);
    await until(() => tab.state === 'anonymous');
    expect((await open(portal)).state).to.equal('anonymous');
  });

  it('makes up for a sign-out that never arrived', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    answer(http.delete(`${portal.src}/api/v1/session`, () => HttpResponse.error(), { once: true }));
    await session.signOut();
    expect(session.state).to.equal('anonymous');
    expect(portal.cookies.size).to.equal(1);
    expect((await open(portal)).state).to.equal('anonymous');
    expect(portal.cookies.size).to.equal(0);
  });

  it('does not let a slow sign-out take the next session along', async () => {
    const portal = mockPortal();
    const session = await signedIn(portal);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const order: string[] = [];
    answer(
      http.post(`${portal.src}/api/v1/session`, () => void order.push('in')),
      http.delete(
        `${portal.src}/api/v1/session`,
        async () => {
          await held;
          order.push('out');
          portal.cookies.clear();
          return new HttpResponse(null, { status: 204 });
        },
        { once: true },
      ),
    );
    const out = session.signOut();
    const back = session.signIn(emails.rosa, password);
    // As long as a sign-in that does not wait would take.
    await getPortal(session.client);
    release();
    await Promise.all([out, back]);
    expect(order).to.deep.equal(['out', 'in']);
    expect(session.person?.email).to.equal(emails.rosa);
    expect(portal.cookies.size).to.equal(1);
  });

  it('goes with a page that has its own login, too', async () => {
    const portal = mockPortal();
    let who: string | null = emails.mika;
    const token = () =>
      who &&
      ['x', btoa(JSON.stringify({ iss: 'x', sub: who, email: who, jti: crypto.randomUUID() })), 'x']
        .join('.')
        .replaceAll('=', '');
    const session = new Session(portal.src, '', undefined, true);
    session.getToken = () => Promise.resolve(token());
    session.start();
    await until(() => session.state === 'signed-in' && session.portal.state === 'ready');
    expect(session.person?.email).to.equal(emails.mika);
    expect(portal.cookies.size).to.equal(1);
    who = emails.rosa;
    void session.retry();
    await until(() => session.person?.email === emails.rosa && session.state === 'signed-in');
    who = null;
    void session.retry();
    await until(() => session.state === 'anonymous');
    expect(portal.seen.some(({ headers }) => headers.has('DPoP'))).to.equal(false);
  });
});
