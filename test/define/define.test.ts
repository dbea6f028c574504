import { expect } from '@open-wc/testing';
import * as library from '../../src/index.js';
import { until } from '../support/portal.js';

const tags = ['portal', 'login', 'ticket-list', 'ticket', 'support-form', 'account', 'session-end'].map(
  (name) => `portico-${name}`,
);
const defined = (): string[] => tags.filter((tag) => customElements.get(tag));

describe('registration', () => {
  it('does not happen by importing the classes', () => {
    expect(library.PorticoPortal).to.be.a('function');
    expect(defined()).to.deep.equal([]);
  });

  it('of everything has the heavy elements wait until they are needed', async () => {
    await import('../../src/define/all.js');
    expect(defined()).to.deep.equal(['portico-portal', 'portico-login', 'portico-ticket-list']);
    const ticket = document.createElement('portico-ticket');
    document.body.append(document.createElement('p'), ticket);
    await until(() => customElements.get('portico-ticket'));
    expect(ticket).to.be.instanceOf(library.PorticoTicket);
    expect(defined()).not.to.include('portico-support-form');
    ticket.remove();
  });

  it('leaves what another copy of the library registered', async () => {
    const { define } = await import('../../src/define/define.js');
    define('portico-login', class extends HTMLElement {});
    expect(customElements.get('portico-login')).to.equal(library.PorticoLogin);
  });
});
