import { expect } from '@open-wc/testing';
import { http } from 'msw';
import { getSession } from '../../src/api/operations/session.js';
import '../../src/define/all.js';
import type { PorticoElement } from '../../src/elements/portico-element.js';
import { answer, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { focused, Reader } from './reader.js';

describe('a view, when the portal answers who is signed in before it tells its settings,', () => {
  const elements: Element[] = [];
  const faults: unknown[] = [];
  const note = ({ reason }: PromiseRejectionEvent) => faults.push(reason);

  beforeEach(() => addEventListener('unhandledrejection', note));

  afterEach(() => {
    removeEventListener('unhandledrejection', note);
    for (const element of elements.splice(0)) element.remove();
  });

  for (const [tag, attributes, asked] of [
    ['account', {}, 'listSessions'],
    ['portal', { view: 'account' }, 'getSession'],
  ] as const)
    it(`comes when both are there: <portico-${tag}> ${Object.values(attributes).join('')}`, async () => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      let tell!: () => void;
      const held = new Promise<void>((resolve) => (tell = resolve));
      answer(http.get(`${portal.src}/api/v1/portal`, () => held.then(() => undefined)));
      const element = document.createElement(`portico-${tag}`) as PorticoElement;
      const given = { src: portal.src, address: 'memory', ...attributes };
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
      elements.push(element);
      document.body.append(element);
      await until(() => element.session?.state === 'signed-in' && portal.requests(asked).length);
      // By then what was asked for before has come.
      for (let times = 0; times < 3; times++) await getSession(element.session!.client);
      await element.updateComplete;
      const reader = new Reader(element.shadowRoot!);
      expect(reader.all('status', /Loading/)).not.to.have.length(0);
      tell();
      await reader.find('field', 'Name');
      expect(faults).to.deep.equal([]);
      expect(focused()).to.equal(document.body);
    });
});
