import { expect } from '@open-wc/testing';
import { delay, http, HttpResponse } from 'msw';
import { TicketListController } from '../../src/controllers/ticket-list.js';
import { TestHost } from '../support/host.js';
import { answer, emails, mockPortal, openSession, password, signedIn, until } from '../support/portal.js';
import type { MockPortal } from '../support/mock-portal.js';
import type { Session } from '../../src/session/session.js';

const open = (session: Session | undefined) => {
  const host = new TestHost();
  const list = new TicketListController(host, () => session);
  host.connect();
  return { host, list };
};

const ready = async (portal: MockPortal) => {
  const session = await signedIn(portal);
  const opened = open(session);
  await until(() => opened.list.page.state === 'ready');
  return { session, ...opened };
};

const subjects = (list: TicketListController) => list.page.value?.items.map(({ subject }) => subject) ?? [];

describe('TicketListController', () => {
  it('loads when somebody is signed in', async () => {
    const portal = mockPortal();
    const session = await openSession(portal);
    const { list } = open(session);
    expect(list.page.state).to.equal('idle');
    await session.signIn(emails.mika, password);
    await until(() => list.page.state === 'ready');
    expect(subjects(list)[0]).to.contain('Slot B');
  });

  it('forgets one portal at another, where the same id is somebody else', async () => {
    const here = mockPortal();
    const there = mockPortal();
    const other = await signedIn(there);
    let session = await signedIn(here);
    expect(other.person!.id).to.equal(session.person!.id);
    const host = new TestHost();
    const list = new TicketListController(host, () => session);
    host.connect();
    await until(() => list.page.state === 'ready');
    session = other;
    host.update();
    expect(list.page.value).to.be.undefined;
    await until(() => list.page.state === 'ready');
    expect(there.requests('listTickets')).to.have.length(1);
  });

  it('does not ask twice because the settings came or it rendered', async () => {
    const portal = mockPortal();
    const { host } = await ready(portal);
    host.update();
    host.update();
    expect(portal.requests('listTickets')).to.have.length(1);
  });

  it('asks at once when a filter changes, with the former rows in place', async () => {
    const portal = mockPortal();
    const { list } = await ready(portal);
    const before = subjects(list);
    list.setQuery({ status: 'closed' });
    expect(list.page.state).to.equal('pending');
    expect(subjects(list)).to.deep.equal(before);
    await until(() => list.page.state === 'ready');
    expect(list.page.value?.items.every(({ status }) => status === 'closed')).to.equal(true);
    list.setQuery({ status: undefined });
    await until(() => list.page.state === 'ready');
    expect(subjects(list)).to.deep.equal(before);
  });

  it('waits for a pause in the typing', async () => {
    const portal = mockPortal();
    const { list } = await ready(portal);
    for (const q of ['p', 'pl', 'plo', 'plover']) list.setQuery({ q });
    expect(list.page.state).to.equal('ready');
    await until(() => list.page.state === 'ready' && subjects(list).every((subject) => subject.includes('Plover')));
    expect(portal.requests('listTickets').map(({ url }) => new URL(url).searchParams.get('q'))).to.deep.equal([
      null,
      'plover',
    ]);
    expect(list.page.value?.items[0]?.snippet?.parts.some(({ match }) => match)).to.equal(true);
  });

  it('shows the answer to the last question, in whatever order they come', async () => {
    const portal = mockPortal();
    const { list } = await ready(portal);
    let asked = false;
    answer(
      http.get(`${portal.src}/api/v1/tickets`, async ({ request }) => {
        if (!request.url.includes('status=closed')) return undefined;
        asked = true;
        await delay(50);
        return HttpResponse.json({ items: [], nextCursor: null });
      }),
    );
    list.setQuery({ status: 'closed' });
    await until(() => asked);
    list.setQuery({ status: 'open' });
    await until(() => list.page.state === 'ready');
    await delay(100);
    expect(subjects(list)).to.not.be.empty;
  });

  it('loads more, and a ticket that comes again only once', async () => {
    const portal = mockPortal();
    const { list } = await ready(portal);
    portal.tickets = [
      { ...portal.tickets[0]!, id: 'tk_newer', lastActivityAt: '2026-11-21T00:00:00Z' },
      ...portal.tickets,
    ];
    await Promise.all([list.loadMore(), list.loadMore()]);
    const ids = list.page.value!.items.map(({ id }) => id);
    expect(ids.length).to.be.greaterThan(10);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(portal.requests('listTickets')).to.have.length(2);
  });

  it('keeps its rows when loading more fails, and tries again', async () => {
    const portal = mockPortal();
    const { list } = await ready(portal);
    portal.scene = 'failed';
    await list.loadMore();
    expect(list.more.state).to.equal('failed');
    expect(list.page.value?.items).to.have.length(10);
    portal.scene = 'normal';
    await list.loadMore();
    expect(list.page.value!.items.length).to.be.greaterThan(10);
  });

  it('says what failed, and loads again', async () => {
    const portal = mockPortal('failed');
    const { list } = open(await signedIn(portal));
    await until(() => list.page.state === 'failed');
    expect(list.page.error).to.include({ code: 'internal' });
    portal.scene = 'normal';
    list.reload();
    await until(() => list.page.state === 'ready');
  });

  it('keeps what is shown while the session has expired, and loads again after', async () => {
    const portal = mockPortal();
    const { session, list } = await ready(portal);
    portal.expire();
    list.reload();
    await until(() => session.state === 'expired');
    expect(list.page.value?.items).to.have.length(10);
    await session.signIn(emails.mika, password);
    await until(() => list.page.state === 'ready');
    expect(list.page.value?.items).to.have.length(10);
  });

  it('drops everything when she signs out, the search too', async () => {
    const portal = mockPortal();
    const { session, list } = await ready(portal);
    list.setQuery({ q: 'my secret' });
    void session.signOut();
    expect(list.page).to.deep.equal({ state: 'idle' });
    expect(list.query.q).to.equal('');
  });

  it('shows nothing of hers to another person who signs in after her', async () => {
    const portal = mockPortal();
    const { session, list } = await ready(portal);
    portal.expire();
    list.reload();
    await until(() => session.state === 'expired');
    const shown: number[] = [];
    session.addEventListener(
      'change',
      () => session.person?.email === emails.rosa && shown.push(subjects(list).length),
    );
    await session.signIn(emails.rosa, password);
    expect(shown).to.deep.equal([0]);
    await until(() => list.page.state === 'ready');
  });

  it('takes another session, and listens no more to the former', async () => {
    const [mika, rosa] = [await signedIn(mockPortal()), await signedIn(mockPortal('empty'), 'rosa')];
    let session = mika;
    const host = new TestHost();
    const list = new TicketListController(host, () => session);
    host.connect();
    await until(() => list.page.state === 'ready');
    session = rosa;
    host.update();
    await until(() => list.page.state === 'ready');
    expect(subjects(list)).to.be.empty;
    void mika.signOut();
    expect(list.page.state).to.equal('ready');
  });

  it('stops when it leaves the page, and goes on when it is back', async () => {
    const portal = mockPortal();
    const { host, list } = open(await signedIn(portal));
    host.disconnect();
    expect(list.page.state).to.equal('idle');
    host.connect();
    await until(() => list.page.state === 'ready');
    host.disconnect();
    host.connect();
    await delay(20);
    expect(portal.requests('listTickets').length).to.be.at.most(2);
  });

  it('remembers a search that it left the page with', async () => {
    const portal = mockPortal();
    const { host, list } = await ready(portal);
    list.setQuery({ q: 'plover' });
    host.disconnect();
    host.connect();
    await until(() => list.page.state === 'ready' && subjects(list).every((subject) => subject.includes('Plover')));
  });
});
