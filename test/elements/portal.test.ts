import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { http } from 'msw';
import '../../src/define/portal.js';
import { PorticoElement } from '../../src/elements/portico-element.js';
import type { PorticoPortal } from '../../src/index.js';
import { hostToken, problem, type MockPortal, type Scene } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoPortal;
  portal: MockPortal;
  reader: Reader;
}

async function put(portal: MockPortal, address: 'hash' | 'memory' = 'hash'): Promise<Shown> {
  const element = await fixture<PorticoPortal>(
    html`<portico-portal src=${portal.src} address=${address}></portico-portal>`,
  );
  return { element, portal, reader: new Reader(element.shadowRoot!) };
}

async function show(scene: Scene = 'normal', address: 'hash' | 'memory' = 'hash'): Promise<Shown> {
  const portal = mockPortal(scene);
  await keepSignedIn(portal);
  return put(portal, address);
}

describe('<portico-portal>', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('without a heading has its head in one line of a telephone', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${portal.src} address="memory" heading=""></portico-portal>`,
    );
    narrow(element, 360 - 32);
    const reader = new Reader(element.shadowRoot!);
    await reader.find('link', 'Articles');
    const head = [
      ...['Tickets', 'New ticket', 'Articles', /Mika/].map((name) => reader.all('link', name)[0]!),
      reader.all('button', 'Sign out')[0]!,
    ];
    const middles = head
      .map((one) => one.getBoundingClientRect())
      .map(({ top, height }) => Math.round(top + height / 2));
    expect(Math.max(...middles) - Math.min(...middles)).to.be.below(3);
  });

  it('is accessible, signed out and signed in', async () => {
    const { element, portal, reader } = await put(mockPortal());
    await reader.find('button', 'Sign in');
    await expect(element).to.be.accessible();
    await reader.signIn(emails.mika, password);
    await reader.find('link', portal.tickets[0]!.subject);
    await expect(element).to.be.accessible();
  });

  it('lets people without an account send a form that is open to them, and keeps what they began when they sign in', async () => {
    const { element, reader } = await put(mockPortal());
    await reader.click('link', 'Write to us without an account');
    await reader.find('field', 'Your name');
    expect(location.hash).to.equal('#/new');
    expect(reader.all('field', 'Password')).to.have.length(0);
    await expect(element).to.be.accessible();
    await reader.fill('Subject', 'Bell rusts');
    await reader.click('button', 'Sign in');
    await reader.signIn(emails.mika, password);
    // What her account knows is asked no more.
    await until(() => reader.all('button', 'Sign out').length && !reader.all('field', 'Your name').length);
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('Bell rusts');
    expect(location.hash).to.equal('#/new');
  });

  it('says how it stands with the person by a state that a style sheet can ask for', async () => {
    const { element, reader } = await put(mockPortal());
    await reader.find('button', 'Sign in');
    expect(element.matches(':state(anonymous)')).to.equal(true);
    await reader.signIn(emails.mika, password);
    await reader.find('row');
    expect(element.matches(':state(signed-in)')).to.equal(true);
    expect(element.matches(':state(anonymous)')).to.equal(false);
  });

  it('offers no form where none is open', async () => {
    const portal = mockPortal();
    portal.portal.forms = portal.portal.forms.filter(({ isOpen }) => !isOpen);
    const { reader } = await put(portal);
    await reader.find('button', 'Sign in');
    location.hash = '#/new';
    await reader.find('field', 'Password');
    expect(reader.all('link', /without an account/)).to.have.length(0);
  });

  it('bears the portal’s name, or a heading of the page’s', async () => {
    const { element, reader } = await show();
    await reader.find('heading', 'Wrenfield Support');
    element.heading = 'Your tickets';
    await reader.find('heading', 'Your tickets');
  });

  it('shows the menu and the logo of the portal, and lets the page add to each region', async () => {
    const portal = mockPortal();
    portal.portal.logo = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';
    portal.portal.menu = [{ label: 'Status', url: 'https://status.example.com/' }];
    await keepSignedIn(portal);
    const { element, reader } = await put(portal);
    expect((await reader.find<HTMLAnchorElement>('link', 'Status')).href).to.equal('https://status.example.com/');
    const logo = element.shadowRoot!.querySelector<HTMLImageElement>('[part=logo]')!;
    expect([logo.alt, logo.checkVisibility()]).to.deep.equal(['', true]);
    await reader.find('row');
    await expect(element).to.be.accessible();
    element.insertAdjacentHTML(
      'beforeend',
      ['header', 'nav', 'before', 'after', 'footer'].map((name) => `<b slot="${name}">${name}</b>`).join(''),
    );
    for (const one of element.children) expect(one.checkVisibility(), one.slot).to.equal(true);
    // What stands in place of the header hides it.
    expect(element.shadowRoot!.querySelector('h2')!.checkVisibility()).to.equal(false);
    const places = [...element.children].map((one) => one.getBoundingClientRect().top);
    expect(places.toSorted((one, other) => one - other)).to.deep.equal(places);
  });

  it('leaves no hole for a logo that does not come', async () => {
    const portal = mockPortal();
    portal.portal.logo = 'data:image/png,broken';
    const { element } = await put(portal);
    await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=logo]')?.hidden);
  });

  it('fades one view in after the other, but not for whoever wants less motion', async () => {
    const { element, portal, reader } = await show();
    element.style.setProperty('--portico-duration', '30s');
    const { subject } = portal.tickets[0]!;
    const fades = (): number => element.shadowRoot!.querySelector('.view')!.getAnimations().length;
    // What fades comes with the ticket.
    await reader.click('link', subject);
    await reader.find('field', 'Reply');
    await until(() => PorticoElement.turn);
    for (const one of element.shadowRoot!.querySelector('.view')!.getAnimations()) one.cancel();
    await reader.click('link', 'Tickets');
    await until(fades);
    // It is in nobody's way.
    const link = await reader.find('link', subject);
    const { left, top } = link.getBoundingClientRect();
    const list = element.shadowRoot!.querySelector('portico-ticket-list')!.shadowRoot!;
    expect(list.elementFromPoint(left + 5, top + 5)).to.equal(link);
    for (const one of element.shadowRoot!.querySelector('.view')!.getAnimations()) one.cancel();
    try {
      await emulateMedia({ reducedMotion: 'reduce' });
      await reader.click('link', subject);
      await reader.find('field', 'Reply');
      expect(fades()).to.equal(0);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('says the subject of a ticket of the list before the ticket is there, and says so when it is gone', async () => {
    const portal = mockPortal();
    // A column that the person does not want to see is known nevertheless.
    portal.preferences.hiddenColumns = ['number'];
    await keepSignedIn(portal);
    const { reader } = await put(portal);
    const [first, second] = portal.tickets;
    const heading = (): Element | undefined =>
      reader.all('heading').find(({ textContent }) => textContent.includes(second!.subject));
    await reader.click('link', first!.subject);
    await reader.find('field', 'Reply');
    await reader.click('link', 'Tickets');
    portal.scene = 'loading';
    await reader.click('link', second!.subject);
    await until(heading);
    expect(heading()!.textContent).to.contain(`#${second!.number}`);
    await until(() => focused() === heading());
    await reader.click('link', 'Tickets');
    portal.scene = 'normal';
    answer(http.get(`${portal.src}/api/v1/tickets/:ticket`, () => problem('not-found')));
    await reader.click('link', second!.subject);
    await reader.find('heading', 'Ticket not found');
    expect(heading()).to.equal(undefined);
    await until(() => focused()?.textContent.includes('Ticket not found'));
  });

  it('begins where its attributes say, and goes where they lead, without taking the focus', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const [first, second] = portal.tickets;
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${portal.src} address="memory" view="account" ticket=${first!.id}></portico-portal>`,
    );
    const reader = new Reader(element.shadowRoot!);
    await until(() => reader.all('heading').some((one) => one.textContent.includes(first!.subject)));
    element.setAttribute('ticket', second!.id);
    await until(() => reader.all('heading').some((one) => one.textContent.includes(second!.subject)));
    element.removeAttribute('ticket');
    await reader.find('heading', 'Your account');
    element.startView = 'new';
    await reader.find('heading', 'What is it about?');
    expect(focused()).to.equal(document.body);
    // What is not a view is the list.
    element.setAttribute('view', 'nonsense');
    await reader.find('row');
    element.addEventListener('portico-navigate', (event) => event.preventDefault(), { once: true });
    element.setAttribute('view', 'new');
    await element.updateComplete;
    expect(reader.all('row').length).to.be.greaterThan(0);
  });

  it('lets the page’s address go before its attributes', async () => {
    location.hash = '#/new';
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${portal.src} view="account"></portico-portal>`,
    );
    await new Reader(element.shadowRoot!).find('heading', 'What is it about?');
    element.setAttribute('view', 'tickets');
    await until(() => location.hash === '#/tickets');
  });

  it('shows a failure in place of a view that cannot be drawn; the rest can be used', async () => {
    const { portal, element, reader } = await show();
    await reader.find('row');
    const told: string[] = [];
    const report = window.reportError;
    window.reportError = (error) => told.push(String(error));
    const codes: string[] = [];
    element.addEventListener('portico-error', ({ code }) => codes.push(code));
    try {
      const list = element.shadowRoot!.querySelector('portico-ticket-list')!;
      list.ticketHref = () => {
        throw new Error('a fault');
      };
      await reader.find('alert', /This could not be shown/);
      expect(told).to.deep.equal(['Error: a fault']);
      expect(codes).to.deep.equal(['broken']);
      await reader.find('link', 'New ticket');
      await expect(element).to.be.accessible();
      list.ticketHref = (id) => `#/tickets/${id}`;
      await reader.click('button', 'Try again');
      await reader.find('link', portal.tickets[0]!.subject);
    } finally {
      window.reportError = report;
    }
  });

  it('says that the line is down without covering anything of the header, and that it is back', async () => {
    const { element, portal, reader } = await show();
    await reader.find('row');
    const root = element.shadowRoot!;
    const bar = () => root.querySelector('portico-offline')!.shadowRoot!.querySelector('.bar');
    /** What of the header lies under it. */
    const covered = () => {
      const over = bar()!.getBoundingClientRect();
      return [...root.querySelectorAll('header h2, header a, header button')].filter((one) => {
        const { left, right, top, bottom, width } = one.getBoundingClientRect();
        return width && left < over.right && right > over.left && top < over.bottom && bottom > over.top;
      });
    };
    await until(
      () =>
        portal.listeners > 0 && element.shadowRoot!.querySelector('portico-offline')?.shadowRoot?.querySelector('p'),
    );
    let isOnline = false;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
    try {
      dispatchEvent(new Event('offline'));
      await reader.reads('You can go on reading what is open');
      await expect(element).to.be.accessible();
      for (const inlineSize of ['360px', '1000px']) {
        element.style.inlineSize = inlineSize;
        await until(() => element.clientWidth === parseInt(inlineSize));
        expect(covered(), inlineSize).to.deep.equal([]);
      }
      isOnline = true;
      dispatchEvent(new Event('online'));
      await reader.find('status', /Your connection is back/);
      expect(bar()).to.equal(null);
      expect(root.querySelector('portico-offline')!.clientHeight).to.equal(0);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('shows no sign-in while it is checked who is there', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    let asked = false;
    const { reader } = await put(portal);
    for (let look = 0; look < 40 && !reader.all('row').length; look++) {
      asked ||= reader.all('field', 'Password').length > 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(asked).to.be.false;
  });

  it('shows the tickets of whoever is signed in to the page, without a form in between', async () => {
    const portal = mockPortal();
    const element = document.createElement('portico-portal');
    element.src = portal.src;
    element.getToken = () => Promise.resolve(hostToken('mika'));
    let asked = false;
    document.body.append(element);
    await element.updateComplete;
    const reader = new Reader(element.shadowRoot!);
    for (let look = 0; look < 40 && !reader.all('row').length; look++) {
      asked ||= reader.all('field', 'Password').length > 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await reader.find('link', portal.tickets[0]!.subject);
    expect(asked).to.be.false;
    element.remove();
  });

  it('hands the page’s way to sign in through, while nobody is signed in there', async () => {
    const element = document.createElement('portico-portal');
    element.src = mockPortal().src;
    element.getToken = () => Promise.resolve(null);
    element.innerHTML = '<a slot="sign-in" href="/login">To the login</a>';
    const needed = heard(element, 'portico-sign-in-needed');
    document.body.append(element);
    await needed;
    await until(() => element.querySelector('a')!.checkVisibility());
    await expect(element).to.be.accessible();
    element.remove();
  });

  it('keeps the person signed in when the page cancels the sign-out', async () => {
    const { element, reader } = await show();
    await reader.find('row');
    element.addEventListener('portico-sign-out', (event) => event.preventDefault(), { once: true });
    await reader.click('button', 'Sign out');
    expect(element.session!.state).to.equal('signed-in');
    await reader.click('button', 'Sign out');
    await until(() => element.session!.state === 'anonymous');
  });

  it('signs in, and the focus goes to what is there then', async () => {
    const { reader } = await put(mockPortal());
    (await reader.find('field', 'E-mail')).focus();
    await reader.signIn(emails.mika, password);
    await reader.find('row');
    await until(() => focused()?.textContent === 'Tickets');
  });

  it('does not take the focus by itself', async () => {
    const { reader } = await show();
    await reader.find('row');
    expect(focused()).to.equal(document.body);
  });

  it('opens a ticket, keeps that in the address, and finds the way back', async () => {
    const { portal, reader } = await show();
    const { id, subject } = portal.tickets[0]!;
    await reader.click('link', subject);
    await reader.find('article');
    expect(location.hash).to.equal(`#/tickets/${id}`);
    await until(() => focused()?.textContent?.includes(subject));
    expect(reader.all('row')).to.have.length(0);
    history.back();
    await reader.find('row');
    await until(() => focused()?.textContent === subject);
    expect(reader.all('article')).to.have.length(0);
  });

  it('comes back to where the list was left: as long, as far down, at the same ticket', async () => {
    const { portal, reader } = await show();
    const page = (await reader.find('row')) && reader.all('row').length;
    await reader.click('button', 'Show more tickets');
    await until(() => reader.all('row').length > page);
    const shown = reader.all('row').length;
    const link = reader
      .all('link')
      .filter((each) => each.matches('.link'))
      .at(-2)!;
    const subject = link.textContent;
    link.scrollIntoView({ block: 'center' });
    const before = scrollY;
    expect(before).to.be.greaterThan(0);
    link.click();
    await reader.find('article');
    const asked = portal.requests('listTickets').length;
    await reader.click('link', 'All tickets');
    await until(() => portal.requests('listTickets').length > asked);
    await until(() => reader.all('table').every((table) => table.ariaBusy === 'false'));
    expect(reader.all('row')).to.have.length(shown);
    expect(focused()?.textContent).to.equal(subject);
    // Rows have their height when they are drawn: the way there takes some frames.
    await until(() => scrollY === before);
  });

  it('speaks the page’s variant of a language in every part', async () => {
    document.documentElement.lang = 'en-GB';
    try {
      const { element, portal } = await show();
      const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
      const inner = () => element.shadowRoot!.querySelector('portico-ticket-list')?.shadowRoot!.querySelector('time');
      await until(() => inner());
      expect(inner()!.title).to.equal(date.format(new Date(portal.tickets[0]!.createdAt)));
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('shows the place that the address names', async () => {
    location.hash = '#/new';
    const { reader } = await show();
    await reader.find('heading', 'What is it about?');
    location.hash = '#/tickets?status=closed';
    await until(() => reader.all('row').length && reader.all('row').every((row) => row.querySelector('.closed')));
    await reader.find('button', 'Remove filter Status: Closed');
  });

  it('keeps search and filters in the address, and on the way back', async () => {
    const { reader } = await show();
    await reader.find('row');
    // How long the history is says nothing: it has an end.
    const steps: unknown[] = [];
    history.pushState = (...step: Parameters<History['pushState']>) => {
      steps.push(step[2]);
      History.prototype.pushState.apply(history, step);
    };
    await reader.click('button', 'Filters');
    await reader.fill('Status', 'open');
    await reader.fill('Search tickets', 'dunlin');
    expect(location.hash).to.equal('#/tickets?q=dunlin&status=open');
    // A filter is a step to come back from; what is typed is not.
    expect(steps.length).to.equal(1);
    delete (history as Partial<History>).pushState;
    await until(() => reader.all('row').every((row) => row.querySelector('mark')));
    await reader.click('link', /Dunlin/);
    await reader.find('article');
    await reader.click('link', 'All tickets');
    await reader.find('row');
    expect(location.hash).to.equal('#/tickets?q=dunlin&status=open');
    expect((await reader.find<HTMLInputElement>('field', 'Search tickets')).value).to.equal('dunlin');
  });

  it('leaves the page’s own hashes alone', async () => {
    const { portal, reader } = await show();
    await reader.click('link', portal.tickets[0]!.subject);
    await reader.find('article');
    location.hash = '#chapter-2';
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reader.all('article').length).to.be.greaterThan(0);
  });

  it('touches neither the page’s title nor its scrolling', async () => {
    document.title = 'The host';
    scrollTo(0, 0);
    const { reader } = await show();
    await reader.find('row');
    expect([document.title, scrollY]).to.deep.equal(['The host', 0]);
  });

  it('asks the page before it goes', async () => {
    const { element, portal, reader } = await show();
    element.addEventListener('portico-navigate', (event) => event.preventDefault(), { once: true });
    const asked = heard(element, 'portico-navigate');
    await reader.click('link', portal.tickets[0]!.subject);
    const { view, ticketId } = await asked;
    expect([view, ticketId]).to.deep.equal(['ticket', portal.tickets[0]!.id]);
    expect(location.hash).to.equal('');
    expect(reader.all('row').length).to.be.greaterThan(0);
  });

  it('keeps its place for itself when it should', async () => {
    const { portal, reader } = await show('normal', 'memory');
    await reader.click('link', portal.tickets[0]!.subject);
    await reader.find('article');
    expect(location.hash).to.equal('');
    await reader.click('link', 'All tickets');
    await reader.find('row');
  });

  it('shows a new ticket on top of the list', async () => {
    const { reader } = await show();
    await reader.click('link', 'New ticket');
    await reader.click('button', 'Ask for support');
    await reader.fill('Subject', 'Knob is loose');
    const product = await reader.find<HTMLSelectElement>('field', 'Product');
    await reader.fill('Product', product.options[1]!.value);
    await reader.fill('What happens?', 'It turns by itself.');
    await reader.click('button', 'Send');
    await reader.find('link', 'Go to the ticket');
    await reader.click('link', 'New ticket');
    await reader.click('button', 'Ask for support');
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('');
    await reader.click('link', 'Tickets');
    await until(() => reader.all('row')[0]?.textContent?.includes('Knob is loose'));
  });

  it('signs out, and nothing of the person is left', async () => {
    const { element, portal, reader } = await show();
    await reader.click('link', portal.tickets[0]!.subject);
    await reader.find('article');
    const left = heard(element, 'portico-sign-out');
    await reader.click('button', 'Sign out');
    await left;
    await reader.find('field', 'E-mail');
    const text = element.shadowRoot!.textContent;
    expect(text).not.to.contain('Mika').and.not.to.contain(portal.tickets[0]!.subject);
    expect(element.shadowRoot!.querySelector('portico-ticket, portico-ticket-list')).to.be.null;
    expect(location.hash).to.equal('#/signed-out');
    history.back();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reader.all('field', 'E-mail')).to.have.length(1);
    expect(reader.text()).not.to.contain(portal.tickets[0]!.subject);
  });

  it('leaves nothing of a subject that is on its way when the person signs out', async () => {
    const { element, portal, reader } = await show();
    const { subject } = portal.tickets[0]!;
    // What moves it comes with the first ticket.
    await reader.click('link', subject);
    await Promise.all([reader.find('article'), import('../../src/elements/portal/travel.js')]);
    await reader.click('link', 'Tickets');
    await reader.find('link', subject);
    // Nobody is faster than the window draws.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    element.style.setProperty('--portico-duration', '60s');
    await reader.click('link', subject);
    await until(() => element.shadowRoot!.querySelector('.stage')?.textContent.includes(subject));
    await reader.click('button', 'Sign out');
    await reader.find('field', 'E-mail');
    expect(element.shadowRoot!.textContent).not.to.contain(subject);
  });

  it('asks to sign in again in place, and goes on with what was typed', async () => {
    const { portal, reader } = await show();
    await reader.click('link', portal.tickets[0]!.subject);
    await reader.fill('Reply', 'Half a sentence');
    portal.expire();
    await reader.click('button', 'Send reply');
    await reader.find('heading', /Sign in again/);
    expect(reader.all('article')).to.have.length(0);
    expect(reader.text()).not.to.contain('Mika');
    await reader.signIn(emails.mika, password);
    await reader.find('article', /Half a sentence/);
  });

  it('shows another person nothing of the one before', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    await reader.fill('Search tickets', 'secret plans');
    await reader.reads('Nothing found');
    await reader.click('button', 'Filters');
    await reader.find('field', 'Status');
    portal.expire();
    await reader.fill('Status', 'open');
    await reader.signIn(emails.rosa, password);
    await reader.reads('Rosa Delgado');
    expect((await reader.find<HTMLInputElement>('field', 'Search tickets')).value).to.equal('');
    expect(location.hash).not.to.contain('secret');
  });

  it('keeps two people at two portals apart', async () => {
    const one = mockPortal();
    const two = mockPortal();
    await keepSignedIn(one, 'mika');
    await keepSignedIn(two, 'rosa');
    const first = await put(one, 'memory');
    const second = await put(two, 'memory');
    await first.reader.reads('Mika Aalto');
    await second.reader.reads('Rosa Delgado');
    await second.reader.find('row');
    await first.reader.click('button', 'Sign out');
    await first.reader.find('field', 'E-mail');
    expect(second.reader.all('row').length).to.be.greaterThan(0);
  });

  it('keeps two people at one portal apart by profile', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal, 'mika');
    await keepSignedIn(portal, 'lena', 'second');
    const first = await put(portal, 'memory');
    const element = await fixture<PorticoPortal>(
      html`<portico-portal src=${portal.src} profile="second" address="memory"></portico-portal>`,
    );
    await first.reader.reads('Mika Aalto');
    await new Reader(element.shadowRoot!).reads('Lena Hoffmann');
  });

  it('hands its session to the elements inside it', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const { element } = await put(portal, 'memory');
    const list = document.createElement('portico-ticket-list');
    element.append(list);
    await until(() => list.session && list.session === element.session);
  });

  it('lets the page style the parts of what is inside', async () => {
    const style = new CSSStyleSheet();
    style.replaceSync('portico-portal::part(row) { outline: 3px solid red; }');
    document.adoptedStyleSheets.push(style);
    const { reader } = await show();
    expect(getComputedStyle(await reader.find('row')).outlineWidth).to.equal('3px');
    document.adoptedStyleSheets.pop();
  });

  it('says that the portal is closed', async () => {
    const portal = mockPortal();
    answer(http.get(`${portal.src}/api/v1/portal`, () => problem('portal-off')));
    const { element, reader } = await put(portal);
    await reader.reads('closed at the moment');
    await expect(element).to.be.accessible();
  });

  it('is used with the keyboard alone', async () => {
    const { portal, reader } = await show();
    await reader.find('row');
    (await reader.find('link', portal.tickets[0]!.subject)).focus();
    await sendKeys({ press: 'Enter' });
    await reader.find('article');
    expect(location.hash).to.equal(`#/tickets/${portal.tickets[0]!.id}`);
  });

  for (const dir of ['ltr', 'rtl'])
    for (const width of [280, 700])
      it(`fits into ${width} pixels (${dir})`, async () => {
        const { element, reader } = await show(dir === 'rtl' ? 'rtl' : 'long');
        element.dir = dir;
        narrow(element, width);
        await reader.find('row');
        expect(overflows(element)).to.be.false;
      });
});
