import { expect } from '@open-wc/testing';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { Reader } from '../elements/reader.js';

describe('late upgrade', () => {
  it('keeps attributes and properties that were there before', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    document.body.innerHTML = `<portico-portal src="${portal.src}" address="memory" heading="Later">
      <portico-ticket-list></portico-ticket-list></portico-portal>
      <portico-ticket-list src="${portal.src}"></portico-ticket-list>`;
    const [inside, alone] = document.querySelectorAll('portico-ticket-list');
    const host = document.querySelector('portico-portal')!;
    Object.assign(alone!, { query: { status: 'closed' }, ticketHref: (id: string) => `#${id}` });
    // The list first: it cannot ask the portal around it yet.
    await import('../../src/define/ticket-list.js');
    await import('../../src/define/portal.js');
    const reader = new Reader(alone!.shadowRoot!);
    await until(() => reader.all('row').length && reader.all('row').every((row) => row.querySelector('.closed')));
    expect(Object.keys(alone!)).not.to.include('query');
    await reader.find('link');
    await new Reader(host.shadowRoot!).find('heading', 'Later');
    await until(() => inside!.session && inside!.session === host.session);
    document.body.replaceChildren();
  });

  it('takes what holds the session as a property too, as frameworks set it', async () => {
    const portal = document.createElement('portico-portal');
    Object.assign(portal, { src: mockPortal().src, session: 'cookie' });
    document.body.append(portal);
    await until(() => portal.session);
    expect(portal.session!.byCookie).to.equal(true);
    portal.remove();
  });
});
