import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/ticket-list.js';
import type { PorticoTicketList } from '../../src/index.js';
import type { MockPortal, Scene } from '../support/mock-portal.js';
import { emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoTicketList;
  portal: MockPortal;
  reader: Reader;
}

async function show(scene: Scene = 'normal'): Promise<Shown> {
  const portal = mockPortal(scene);
  await keepSignedIn(portal);
  const element = await fixture<PorticoTicketList>(html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`);
  return { element, portal, reader: new Reader(element.shadowRoot!) };
}

describe('<portico-ticket-list>', () => {
  it('is accessible', async () => {
    const { element, reader, portal } = await show();
    await reader.find('button', portal.tickets[0]!.subject);
    await expect(element).to.be.accessible();
  });

  it('shows each ticket with its number, status and last activity', async () => {
    const { portal, reader } = await show();
    const row = await reader.find('row');
    const ticket = portal.tickets
      .filter(({ requester }) => requester.isYou)
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))[0]!;
    expect(row.textContent)
      .to.contain(ticket.subject)
      .and.contain(`#${ticket.number}`)
      .and.contain(ticket.stage!.label);
    const times = [...row.querySelectorAll('time')];
    expect(times.map(({ dateTime }) => dateTime)).to.deep.equal([ticket.createdAt, ticket.lastActivityAt]);
    expect(times[0]!.title).to.match(/20\d\d/);
  });

  it('asks for the sign-in by itself', async () => {
    const portal = mockPortal();
    const element = await fixture<PorticoTicketList>(
      html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`,
    );
    const reader = new Reader(element.shadowRoot!);
    await reader.signIn(emails.mika, password);
    await reader.find('row');
    expect(reader.all('field', 'Password')).to.have.length(0);
  });

  it('says which ticket was chosen, and follows the link unless it is told not to', async () => {
    const { element, reader } = await show();
    element.ticketHref = (id) => `#/tickets/${id}`;
    const link = await reader.find<HTMLAnchorElement>('link');
    element.addEventListener('portico-ticket-open', (event) => event.preventDefault(), { once: true });
    const opened = heard(element, 'portico-ticket-open');
    link.click();
    expect(link.hash).to.equal(`#/tickets/${(await opened).ticketId}`);
    expect(location.hash).to.equal('');
  });

  it('marks what was searched for and counts it', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    const word = portal.tickets[0]!.subject.split(' ')[0]!;
    await reader.fill('Search tickets', word);
    await until(() => portal.requests('listTickets').length === 2);
    await until(() => reader.all('row').every((row) => row.querySelector('mark')?.textContent === word));
    expect(reader.all('status')[0]!.textContent).to.match(/\d+ tickets? shown/);
    // Found in the subject, it is marked there and not said twice.
    const { subject } = portal.tickets[0]!;
    expect(reader.all('row')[0]!.textContent.split(subject)).to.have.length(2);
  });

  it('waits for the typing to pause', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    for (const text of ['d', 'du', 'dun']) await reader.fill('Search tickets', text);
    await until(() => portal.requests('listTickets').length > 1);
    expect(portal.requests('listTickets').map(({ url }) => new URL(url).searchParams.get('q'))).to.deep.equal([
      null,
      'dun',
    ]);
  });

  it('offers to clear what finds nothing', async () => {
    const { element, reader } = await show();
    await reader.fill('Search tickets', "%' OR 1=1 --");
    await reader.find('heading', 'Nothing found');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Clear filters');
    await reader.find('row');
    const field = await reader.find<HTMLInputElement>('field', 'Search tickets');
    expect(field.value).to.equal('');
    expect(focused()).to.equal(field);
  });

  it('filters by status and by stage', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    await reader.fill('Status', 'closed');
    await until(() => reader.all('row').every((row) => row.querySelector('.closed')));
    const stage = portal.portal.stages[0]!;
    await reader.fill('Status', stage.id);
    await until(() => portal.requests('listTickets').length === 3);
    expect(portal.requests('listTickets')[2]!.url).to.contain(`stage=${stage.id}`).and.not.contain('status=');
  });

  it('shows the organisation’s tickets with their requesters', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    expect(reader.text()).not.to.contain('Requester');
    portal.tickets[0]!.requester = { name: 'Lena Hoffmann', isYou: false };
    await reader.fill('Show', 'organization');
    await reader.reads('Lena Hoffmann');
    expect(portal.requests('listTickets')[1]!.url).to.contain('scope=organization');
  });

  it('tells what is asked for, and takes it back', async () => {
    const { element, reader } = await show();
    const told: unknown[] = [];
    element.queryChanged = ({ sort, status }) => told.push([sort, status]);
    await reader.fill('Sort by', 'subject');
    await reader.fill('Status', 'open');
    expect(told).to.deep.equal([
      ['subject', undefined],
      ['subject', 'open'],
    ]);
    element.query = { status: 'closed' };
    await until(() => reader.all('field', 'Status').some((field) => (field as HTMLSelectElement).value === 'closed'));
    expect((await reader.find<HTMLSelectElement>('field', 'Sort by')).value).to.equal('-last-activity');
  });

  it('shows more, and the focus goes on where reading does', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    const first = reader.all('row').length;
    const mine = portal.tickets.filter(({ requester }) => requester.isYou).length;
    await reader.click('button', 'Show more tickets');
    await until(() => reader.all('row').length === mine);
    await until(() => focused() === reader.all('row')[first]!.querySelector('.link'));
    expect(reader.all('button', 'Show more tickets')).to.have.length(0);
  });

  it('has something to say when there is no ticket', async () => {
    const { element, reader } = await show('empty');
    await reader.find('heading', 'No tickets yet');
    await expect(element).to.be.accessible();
    element.newHref = '#/new';
    await reader.find('link', 'New ticket');
  });

  it('shows where tickets will be while they load', async () => {
    const { element, reader } = await show('loading');
    expect((await reader.find('table')).getAttribute('aria-busy')).to.equal('true');
    await expect(element).to.be.accessible();
  });

  it('tells a failure, and tries again', async () => {
    const { element, portal, reader } = await show('failed');
    await reader.reads('Something went wrong on our side. Reference: req-mock01');
    await expect(element).to.be.accessible();
    portal.scene = 'normal';
    await reader.click('button', 'Try again');
    await reader.find('row');
    expect(reader.all('alert')).to.have.length(0);
  });

  it('says that the portal cannot be reached', async () => {
    const { reader } = await show('offline');
    await reader.reads('cannot be reached');
  });

  it('asks to sign in again when the session is over, and goes on', async () => {
    const { reader } = await show('expired');
    await reader.find('heading', /Sign in again/);
    expect(reader.all('row')).to.have.length(0);
    await reader.signIn(emails.mika, password);
    await reader.find('row');
  });

  for (const scene of ['normal', 'long', 'rtl'] as const)
    for (const width of [280, 500, 1000])
      it(`fits into ${width} pixels (${scene})`, async () => {
        const { element, reader } = await show(scene);
        if (scene === 'rtl') element.dir = 'rtl';
        narrow(element, width);
        await reader.find('row');
        await element.updateComplete;
        expect(overflows(element)).to.be.false;
      });

  it('is used with the keyboard alone', async () => {
    const { element, reader } = await show();
    await reader.find('row');
    (await reader.find('field', 'Sort by')).focus();
    const opened = heard(element, 'portico-ticket-open');
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(reader.all('row')[0]!.querySelector('.link'));
    await sendKeys({ press: 'Enter' });
    expect((await opened).ticketId).to.be.a('string');
  });
});
