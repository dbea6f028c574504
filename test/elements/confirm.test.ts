import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/portal.js';
import type { PorticoPortal } from '../../src/index.js';
import { answer, keepSignedIn, mockPortal } from '../support/portal.js';
import { narrow, overflows, Reader } from './reader.js';

const open = async (src: string): Promise<{ element: PorticoPortal; reader: Reader }> => {
  const element = await fixture<PorticoPortal>(html`<portico-portal src=${src}></portico-portal>`);
  return { element, reader: new Reader(element.shadowRoot!) };
};

describe('the link that confirms a request', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('takes its token out of the address, and confirms when it is told to', async () => {
    const portal = mockPortal();
    location.hash = '#/confirm/mock-link';
    const { element, reader } = await open(portal.src);
    await reader.find('heading', 'Send your request?');
    expect(location.hash).to.equal('#/confirm');
    expect(portal.requests('confirmRequest')).to.be.empty;
    await expect(element).to.be.accessible();
    await reader.click('button', 'Send it now');
    await reader.find('heading', 'Thank you. Your request is ticket #1048.');
    await reader.reads('Does the Plover sync without a cable?');
    await reader.reads('We answer within two working days.');
    await expect(element).to.be.accessible();
    narrow(element);
    expect(overflows(element)).to.equal(false);
    await reader.click('link', 'Create an account');
    await reader.find('field', 'Name');
  });

  it('leads to the sign-in alone where nobody can register', async () => {
    const portal = mockPortal();
    portal.portal.registration = false;
    location.hash = '#/confirm/mock-link';
    const { reader } = await open(portal.src);
    await reader.click('button', 'Send it now');
    await reader.find('link', 'Sign in');
    expect(reader.all('link', 'Create an account')).to.be.empty;
  });

  it('leads somebody who is signed in to their tickets', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    location.hash = '#/confirm/mock-link';
    const { reader } = await open(portal.src);
    await reader.click('button', 'Send it now');
    await reader.reads('Thank you.');
    await reader.click('button', 'Tickets');
    await reader.find('table');
  });

  for (const hash of ['#/confirm/used-long-ago', '#/confirm'])
    it(`says that ${hash} is no longer good`, async () => {
      location.hash = hash;
      const { element, reader } = await open(mockPortal().src);
      if (hash.includes('used')) await reader.click('button', 'Send it now');
      await reader.find('heading', 'This link is no longer good');
      await expect(element).to.be.accessible();
    });

  it('tries again when the portal could not be reached', async () => {
    const portal = mockPortal();
    location.hash = '#/confirm/mock-link';
    const { reader } = await open(portal.src);
    answer(http.post(`${portal.src}/api/v1/requests/confirmations`, () => HttpResponse.error(), { once: true }));
    await reader.click('button', 'Send it now');
    await reader.reads('The portal cannot be reached.');
    await reader.click('button', 'Send it now');
    await reader.reads('Thank you.');
  });
});
