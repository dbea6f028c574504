import { parseStep } from '../../src/session/step.js';
import { expect } from '@open-wc/testing';
import { formatRoute, parseRoute, type Route } from '../../src/elements/route.js';

describe('the portal’s places', () => {
  const places: [string, Route][] = [
    ['#/tickets', { view: 'tickets', query: {} }],
    ['#/tickets?q=a%26b+c&scope=organization', { view: 'tickets', query: { scope: 'organization', q: 'a&b c' } }],
    ['#/tickets/tk_1', { view: 'ticket', ticketId: 'tk_1' }],
    ['#/new', { view: 'new' }],
    ['#/account', { view: 'account' }],
  ];
  for (const [hash, route] of places)
    it(`are read and written: ${hash}`, () => {
      expect(parseRoute(hash)).to.deep.equal(route);
      expect(formatRoute(route)).to.equal(hash);
    });

  it('leave the steps of the sign-in alone', () => {
    for (const hash of ['#/forgotten', '#/reset', '#/reset/secret-token']) expect(parseRoute(hash)).to.be.undefined;
    expect(parseStep('#/reset/secret-token')).to.deep.equal({ name: 'reset', token: 'secret-token' });
  });

  it('leave other hashes to the page', () => {
    for (const hash of ['', '#', '#tickets', '#chapter/2']) expect(parseRoute(hash)).to.be.undefined;
  });

  it('take nothing from the address that the list does not know', () => {
    expect(parseRoute('#/tickets?cursor=x&limit=9&q=1')).to.deep.equal({ view: 'tickets', query: { q: '1' } });
  });
});
