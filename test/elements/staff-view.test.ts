import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define/account.js';
import '../../src/define/portal.js';
import '../../src/define/support-form.js';
import '../../src/define/ticket.js';
import type { PorticoElement } from '../../src/elements/portico-element.js';
import type { PorticoPortal } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { keepSignedIn, mockPortal, openSession, until } from '../support/portal.js';
import { narrow, overflows, Reader } from './reader.js';

const read = (element: HTMLElement): Reader => new Reader(element.shadowRoot!);

/** A portal that staff come to by a link. */
async function look(mocked: MockPortal, address = 'hash'): Promise<[PorticoPortal, Reader]> {
  mocked.staffTokens.add('good');
  location.hash = '#/view-as/good';
  const element = await fixture<PorticoPortal>(
    html`<portico-portal profile="staff" src=${mocked.src} address=${address}></portico-portal>`,
  );
  return [element, read(element)];
}

/** A mocked portal that staff are looking at already. */
async function looking(): Promise<MockPortal> {
  const mocked = mockPortal();
  mocked.readOnly = true;
  await keepSignedIn(mocked, 'mika');
  return mocked;
}

describe('the view of staff', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is accessible, and over', async () => {
    const [element, reader] = await look(mockPortal());
    await reader.find('region', 'Staff view');
    await reader.find('row');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Leave');
    await reader.find('heading', 'This view has ended');
    await expect(element).to.be.accessible();
  });

  it('begins by a link, whose token is in the address no more, and says as whom', async () => {
    const mocked = mockPortal();
    const [, reader] = await look(mocked);
    await reader.find('status', 'You see this portal as \u2068Mika Aalto\u2069. Read-only.');
    expect(location.hash).not.to.contain('good');
    expect(mocked.requests('createSession').length).to.equal(1);
  });

  it('offers nothing that would change something', async () => {
    const mocked = mockPortal();
    const [element, reader] = await look(mocked);
    await reader.find('region', 'Staff view');
    await reader.find('row');
    expect(reader.all('link', 'New ticket')).to.deep.equal([]);
    element.navigate({ view: 'ticket', ticketId: 'tk_1058' });
    await reader.find('region', 'Conversation');
    expect(reader.all('field', 'Reply')).to.deep.equal([]);
    expect(reader.text()).not.to.contain('takes no more replies');
    element.navigate({ view: 'new' });
    await reader.reads('New tickets cannot be opened here.');
    element.navigate({ view: 'account' });
    await reader.find('heading', 'Where you are signed in');
    for (const name of ['Save name', 'Change password', 'Sign out everywhere else', /^Sign out of/])
      expect(reader.all('button', name), String(name)).to.deep.equal([]);
    // A link to a file is asked for, and changes nothing.
    const changes = mocked.seen.filter(
      ({ method, operation }) => !/^(GET|HEAD)$/.test(method) && operation !== 'createAttachmentLink',
    );
    expect(changes.map(({ operation }) => operation)).to.deep.equal(['createSession']);
  });

  for (const [name, element] of [
    ['a list', () => html`<portico-ticket-list></portico-ticket-list>`],
    ['a ticket', () => html`<portico-ticket ticket="tk_1058"></portico-ticket>`],
    ['a form', () => html`<portico-support-form></portico-support-form>`],
    ['a form by its name', () => html`<portico-support-form form="form_support"></portico-support-form>`],
    ['an account', () => html`<portico-account></portico-account>`],
  ] as const) {
    it(`is told by ${name} that stands alone, once`, async () => {
      const mocked = await looking();
      const shown = await fixture<PorticoElement>(element());
      shown.src = mocked.src;
      const reader = read(shown);
      await reader.find('region', 'Staff view');
      // Whatever makes it render again makes no second one.
      shown.session!.dispatchEvent(new Event('change'));
      shown.remove();
      document.body.append(shown);
      await until(() => reader.all('region', 'Staff view').length === 1);
      expect(reader.all('button', 'Send')).to.deep.equal([]);
      shown.remove();
    });
  }

  it('is not told to the customer', async () => {
    const mocked = mockPortal();
    await keepSignedIn(mocked, 'mika');
    const element = await fixture<PorticoPortal>(html`<portico-portal src=${mocked.src}></portico-portal>`);
    const reader = read(element);
    await reader.find('link', 'New ticket');
    expect(reader.all('region', 'Staff view')).to.deep.equal([]);
  });

  it('ends for good: what was seen is gone, and nobody is asked for a password', async () => {
    const mocked = mockPortal();
    const [, reader] = await look(mocked);
    await reader.find('row');
    await reader.click('button', 'Leave');
    await reader.find('heading', 'This view has ended');
    expect(reader.all('row')).to.deep.equal([]);
    expect(reader.all('field', 'Password')).to.deep.equal([]);
    expect(reader.all('region', 'Staff view')).to.deep.equal([]);
    expect((await openSession(mocked, 'staff')).state).to.equal('anonymous');
  });

  it('ends the same when its time is over', async () => {
    const mocked = mockPortal();
    const [element, reader] = await look(mocked);
    await reader.find('region', 'Staff view');
    await reader.find('row');
    element.session!.expire();
    await reader.find('heading', 'This view has ended');
    expect(element.session!.person).to.equal(undefined);
  });

  it('is announced to end, without a sign-in that nobody has', async () => {
    const mocked = mockPortal();
    mocked.lasts = { idle: 3600, absolute: 40 };
    const [, reader] = await look(mocked);
    await reader.find('dialog', 'This view ends soon');
    expect(reader.all('button', 'Sign in again')).to.deep.equal([]);
  });

  it('does not begin by a link that was used', async () => {
    const mocked = mockPortal();
    location.hash = '#/view-as/used';
    const element = await fixture<PorticoPortal>(html`<portico-portal src=${mocked.src}></portico-portal>`);
    await read(element).find('heading', 'This view has ended');
  });

  it('stays in sight while one scrolls, fits a narrow place, and reads from right to left', async () => {
    const [element, reader] = await look(mockPortal());
    const banner = await reader.find('region', 'Staff view');
    await reader.find('row');
    element.style.minBlockSize = '3000px';
    scrollTo(0, 800);
    await until(() => Math.abs(banner.getBoundingClientRect().top) < 2);
    scrollTo(0, 0);
    narrow(element);
    expect(overflows(element)).to.equal(false);
    element.dir = 'rtl';
    const [text, leave] = [banner.querySelector('p')!, banner.querySelector('button')!];
    expect(overflows(element)).to.equal(false);
    if (text.offsetTop === leave.offsetTop) expect(leave.offsetLeft).to.be.lessThan(text.offsetLeft);
  });
});
