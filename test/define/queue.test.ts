import { expect } from '@open-wc/testing';
import type { Configuration, PorticoCall, PorticoNavigateEvent } from '../../src/index.js';

describe('calls from before the library', () => {
  it('are taken in their order, and then by the library itself', async () => {
    const getToken: Configuration['getToken'] = () => Promise.resolve(null);
    const heard: string[] = [];
    const queue: PorticoCall[] = [
      ['on', 'navigate', ({ view }: PorticoNavigateEvent) => heard.push(view)],
      ['configure', { getToken, locale: 'en-GB' }],
    ];
    window.portico = queue;
    await import('../../src/define/all.js');
    const { sessionFor } = await import('../../src/index.js');
    expect(sessionFor('http://portal.test/queue').getToken).to.equal(getToken);
    const library = await import('../../src/index.js');
    document.body.dispatchEvent(new library.PorticoNavigateEvent('new', undefined));
    expect(heard).to.deep.equal(['new']);
    expect(window.portico).to.have.property('push').that.is.a('function');
    expect(window.portico).not.to.equal(queue);
  });

  it('leave another copy of the library in its place', async () => {
    const before = window.portico;
    const copy = '../../src/define/all.ts?copy';
    await import(copy);
    expect(window.portico).to.equal(before);
  });
});
