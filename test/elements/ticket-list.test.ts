import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { http } from 'msw';
import '../../src/define/ticket-list.js';
import type { PorticoTicketList } from '../../src/index.js';
import { type MockPortal, problem, type Scene } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoTicketList;
  portal: MockPortal;
  reader: Reader;
}

async function show(scene: Scene = 'normal'): Promise<Shown> {
  return put(mockPortal(scene));
}

async function put(portal: MockPortal): Promise<Shown> {
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
    await reader.click('button', 'Show all tickets');
    await reader.find('row');
    const field = await reader.find<HTMLInputElement>('field', 'Search tickets');
    expect(field.value).to.equal('');
    expect(focused()).to.equal(field);
  });

  it('filters by status and by stage', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    await reader.click('button', 'Filters');
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

  for (const width of [750, 800, 1100])
    it(`has the names of its columns above them, and every choice to be read, at ${width} pixels`, async () => {
      const { element, reader } = await show();
      element.style.inlineSize = `${width}px`;
      await reader.find('button', 'Filters');
      await reader.find('row');
      const starts = (row: string) =>
        [...element.shadowRoot!.querySelectorAll(`${row}:first-child > :is(th, td)`)]
          .map((cell) => cell.getBoundingClientRect())
          .map(({ left }) => Math.round(left));
      const heads = starts('thead tr');
      expect(heads.length).to.be.greaterThan(4);
      expect(starts('tbody tr')).to.deep.equal(heads);
      for (const select of element.shadowRoot!.querySelectorAll('select'))
        if (select.checkVisibility()) expect(select.clientWidth).to.be.greaterThan(64);
    });

  it('tells what is asked for, and takes it back', async () => {
    const { element, reader } = await show();
    // Where it is wide, the heads of the columns say the order.
    element.style.inlineSize = '30em';
    const told: unknown[] = [];
    element.queryChanged = ({ q, sort, status }, isStep) => told.push([q, sort, status, isStep]);
    await reader.fill('Sort by', 'subject');
    await reader.click('button', 'Filters');
    await reader.fill('Status', 'open');
    await reader.fill('Search tickets', 'd');
    expect(told).to.deep.equal([
      ['', 'subject', undefined, true],
      ['', 'subject', 'open', true],
      ['d', 'subject', 'open', false],
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
    narrow(element, 1000);
    await reader.find('button', 'Show more tickets');
    (await reader.find('button', 'Last activity')).focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await until(() => element.shadowRoot!.querySelector('[aria-sort=ascending]')?.classList.contains('status'));
    const opened = heard(element, 'portico-ticket-open');
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(reader.all('row')[0]!.querySelector('.link'));
    await sendKeys({ press: 'Enter' });
    expect((await opened).ticketId).to.be.a('string');
  });

  describe('narrowed down', () => {
    it('filters by each kind of property, and says each as a chip that can be taken away', async () => {
      const { element, portal, reader } = await show();
      const asked = (): string[] =>
        new URL(portal.requests('listTickets').at(-1)!.url).searchParams.getAll('property').sort();
      await reader.click('button', 'Filters');
      await reader.fill('Serial number', 'S2-11');
      await until(() => asked().includes('serial:words:S2-11'));
      await reader.click('field', 'Dunlin 6');
      await reader.click('field', 'Siskin 2');
      await until(() => asked().length === 3);
      expect(asked()).to.deep.equal(['product:is:dunlin-6', 'product:is:siskin-2', 'serial:words:S2-11']);
      await reader.fill('Under warranty', 'true');
      await until(() => asked().includes('warranty:is:true'));
      await expect(element).to.be.accessible();
      expect(reader.all('button', /^Remove filter/).map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
        'Remove filter Serial number: S2-11',
        'Remove filter Product: Dunlin 6 or Siskin 2',
        'Remove filter Under warranty: Yes',
      ]);
      await reader.click('button', /Remove filter Product/);
      await until(() => asked().join() === 'serial:words:S2-11,warranty:is:true');
      await until(() => focused()?.ariaLabel === 'Remove filter Under warranty: Yes');
      await reader.click('button', 'Clear all');
      await until(() => !asked().length);
      await until(() => focused()?.textContent?.trim() === 'Filters');
    });

    it('takes days as they are here, the last one whole', async () => {
      const { portal, reader } = await show();
      await reader.click('button', 'Filters');
      const from = await reader.find<HTMLInputElement>('field', 'From');
      const to = await reader.find<HTMLInputElement>('field', 'To');
      from.value = '2026-10-01';
      to.value = '2026-10-31';
      to.dispatchEvent(new Event('change'));
      const asked = (): URLSearchParams => new URL(portal.requests('listTickets').at(-1)!.url).searchParams;
      await until(() => asked().has('createdTo'));
      expect(asked().get('createdFrom')).to.equal(new Date('2026-10-01T00:00').toISOString());
      expect(asked().get('createdTo')).to.equal(new Date('2026-11-01T00:00').toISOString());
      await reader.find('button', /Remove filter Created: .*1.* – .*31/);
    });

    it('is closed with Escape, and the focus is back on its button', async () => {
      const { reader } = await show();
      await reader.click('button', 'Filters');
      (await reader.find('field', 'Status')).focus();
      await sendKeys({ press: 'Escape' });
      await until(() => !reader.all('field', 'Status').length);
      expect(focused()).to.equal(await reader.find('button', 'Filters'));
    });

    it('can be left where an old link asks for what is no filter any more', async () => {
      const { element, portal, reader } = await show();
      await reader.find('row');
      answer(
        http.get(`${portal.src}/api/v1/tickets`, ({ request }) =>
          request.url.includes('property=') ? problem('invalid-request') : undefined,
        ),
      );
      element.query = { property: ['gone:is:1'] };
      await reader.reads('was not understood');
      await reader.click('button', 'Show all tickets');
      await until(() => !reader.all('alert').length && reader.all('row').length > 0);
    });
  });

  describe('as the person likes it', () => {
    it('can be changed once it is known how that is', async () => {
      const portal = mockPortal();
      portal.preferences = { ...portal.preferences, hiddenColumns: ['number'] };
      let tell!: () => void;
      const held = new Promise<void>((resolve) => (tell = resolve));
      answer(http.get(`${portal.src}/api/v1/person/preferences`, () => held.then(() => undefined)));
      const { reader } = await put(portal);
      await reader.click('button', 'View');
      const created = await reader.find('field', 'Created');
      created.focus();
      expect(focused()).not.to.equal(created);
      tell();
      await until(() => (created.focus(), focused() === created));
      created.click();
      await until(() => portal.preferences.hiddenColumns.includes('created'));
      expect(portal.preferences.hiddenColumns).to.deep.equal(['number', 'created']);
    });

    it('hides and moves columns, and keeps that at the portal', async () => {
      const { element, portal, reader } = await show();
      narrow(element, 1000);
      await reader.click('button', 'View');
      await reader.click('field', 'Created');
      await until(() => portal.preferences.hiddenColumns.includes('created'));
      await until(() => !reader.all('button', 'Created').length);
      await reader.click('button', 'Move Status up');
      await until(() => portal.preferences.columnOrder.indexOf('status') === 5);
      expect(focused()?.ariaLabel).to.equal('Move Status up');
      await reader.click('field', 'Compact');
      await until(() => portal.preferences.density === 'compact');
      await expect(element).to.be.accessible();
      await reader.click('button', 'As the portal has it');
      await until(() => !portal.preferences.columnOrder.length && portal.preferences.density === 'comfortable');
    });

    it('is as it was when that could not be kept, and says so', async () => {
      const { portal, reader } = await show();
      await reader.click('button', 'View');
      answer(http.patch(`${portal.src}/api/v1/person/preferences`, () => problem('internal'), { once: true }));
      const box = await reader.find<HTMLInputElement>('field', 'Created');
      box.click();
      await reader.reads('This could not be saved');
      expect(box.checked).to.equal(true);
      await reader.click('button', 'Try again');
      await until(() => portal.preferences.hiddenColumns.includes('created'));
    });

    it('begins as it was left on another device', async () => {
      const portal = mockPortal();
      portal.preferences = { columnOrder: ['status', 'subject'], hiddenColumns: ['number'], density: 'compact' };
      await keepSignedIn(portal);
      const element = await fixture<PorticoTicketList>(
        html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`,
      );
      const row = await new Reader(element.shadowRoot!).find('row');
      expect(row.firstElementChild!.className).to.equal('status');
      expect(row.querySelector('.number')).to.equal(null);
    });

    it('is not to be changed by staff who only look', async () => {
      const portal = mockPortal();
      portal.readOnly = true;
      await keepSignedIn(portal);
      const element = await fixture<PorticoTicketList>(
        html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`,
      );
      const reader = new Reader(element.shadowRoot!);
      await reader.find('button', 'Filters');
      expect(reader.all('button', 'View')).to.have.length(0);
    });
  });

  it('tells what is new since the last visit, in words too', async () => {
    const { reader } = await show();
    await reader.reads('2 new messages · Status changed');
  });

  it('sorts by a column, both ways', async () => {
    const { element, portal, reader } = await show();
    narrow(element, 1000);
    const sort = (): string | null => new URL(portal.requests('listTickets').at(-1)!.url).searchParams.get('sort');
    await reader.click('button', 'Subject');
    await until(() => sort() === 'subject');
    await reader.click('button', 'Subject');
    await until(() => sort() === '-subject');
    await reader.click('button', 'Product');
    await until(() => sort() === 'property:product');
    expect(element.shadowRoot!.querySelectorAll('[aria-sort]')).to.have.length(1);
  });

  it('keeps its rows when the line breaks, and goes on when it is back', async () => {
    const { portal, reader } = await show();
    await reader.find('button', 'Show more tickets');
    portal.scene = 'offline';
    await reader.fill('Search tickets', 'dunlin');
    await reader.reads('cannot be reached');
    expect(reader.all('row').length).to.be.greaterThan(1);
    portal.scene = 'normal';
    dispatchEvent(new Event('online'));
    await until(() => reader.all('mark').length > 0 && !reader.all('alert').length);
  });

  it('draws hundreds of rows in chunks', async () => {
    const { element, portal, reader } = await show();
    const [ticket] = portal.tickets;
    portal.tickets = Array.from({ length: 60 }, (_, index) => ({ ...ticket!, id: `tk_${index}`, number: index }));
    element.query = { rows: 60 };
    await element.updateComplete;
    element.reload();
    await until(() => reader.all('row').length === 60);
    expect(element.shadowRoot!.querySelectorAll('tbody')).to.have.length(3);
  });
});
