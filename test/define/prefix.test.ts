import { expect } from '@open-wc/testing';
import { defineAll } from '../../src/define/prefix.js';
import { open, PorticoPortal } from '../../src/index.js';
import { keepSignedIn, mockPortal } from '../support/portal.js';
import { Reader } from '../elements/reader.js';

describe('another prefix', () => {
  it('is one more name for each element', async () => {
    defineAll('acme');
    defineAll('acme');
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element = document.createElement('acme-portal');
    element.setAttribute('src', portal.src);
    element.setAttribute('address', 'memory');
    document.body.append(element);
    expect(element).to.be.instanceOf(PorticoPortal);
    const reader = new Reader(element.shadowRoot!);
    await reader.find('row');
    expect(await open('new')).to.equal(true);
    await reader.find('heading', 'What is it about?');
    element.remove();
    const names = ['login', 'ticket-list', 'ticket', 'support-form', 'account', 'launcher', 'link'];
    expect(names.filter((name) => !customElements.get(`acme-${name}`))).to.deep.equal([]);
  });

  it('has to begin the name of an element', () => {
    for (const prefix of ['', '1st', 'Acme', 'a--b', 'a-', 'a b', 'ä'])
      expect(() => defineAll(prefix), prefix).to.throw(TypeError);
  });
});
