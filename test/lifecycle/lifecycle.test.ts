import { expect } from '@open-wc/testing';
import '../../src/define/portal.js';
import '../../src/define/support-form.js';
import '../../src/define/ticket.js';
import { type MockPortal } from '../support/mock-portal.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { Reader } from '../elements/reader.js';
import { outboxOf } from '../../src/controllers/outbox.js';

const tags = [
  'portico-portal',
  'portico-login',
  'portico-ticket-list',
  'portico-ticket',
  'portico-support-form',
] as const;

function make(tag: (typeof tags)[number], portal: MockPortal): HTMLElement {
  const element = document.createElement(tag);
  element.setAttribute('src', portal.src);
  element.setAttribute('address', 'memory');
  element.setAttribute('ticket', portal.tickets[0]!.id);
  element.setAttribute('form', 'form_support');
  return element;
}

const settled = (element: HTMLElement): Promise<void> =>
  until(() => {
    const reader = new Reader(element.shadowRoot!);
    return ['row', 'article', 'field'].some((role) => reader.all(role).length);
  });

/** Counts listeners that are added and not taken away again, on whatever outlives an element. */
function countListeners(...targets: EventTarget[]): () => number {
  const live = new Set<string>();
  const ids = new WeakMap<object, number>();
  let count = 0;
  const idOf = (value: object): number => ids.get(value) ?? (ids.set(value, ++count), count);
  for (const target of targets) {
    const key = (type: string, listener: unknown): string => `${idOf(target)} ${type} ${idOf(listener as object)}`;
    const { addEventListener: add, removeEventListener: remove } = target;
    target.addEventListener = function (this: EventTarget, type: string, listener: never, options?: never) {
      if (listener) live.add(key(type, listener));
      add.call(target, type, listener, options);
    };
    target.removeEventListener = function (type: string, listener: never, options?: never) {
      if (listener) live.delete(key(type, listener));
      remove.call(target, type, listener, options);
    };
  }
  return () => live.size;
}

describe('the life of an element', () => {
  for (const tag of tags) {
    it(`<${tag}> goes on after it was moved`, async () => {
      const portal = mockPortal();
      if (tag !== 'portico-login') await keepSignedIn(portal);
      const element = make(tag, portal);
      const places = [document.createElement('div'), document.createElement('div')];
      document.body.append(...places);
      places[0]!.append(element);
      await settled(element);
      if (tag !== 'portico-login') await until(() => portal.listeners > 0);
      places[1]!.append(element);
      await settled(element);
      element.remove();
      places[0]!.append(element);
      await settled(element);
      places.forEach((place) => place.remove());
    });

    it(`<${tag}> is ten times there and gone without leaving a listener behind`, async () => {
      const portal = mockPortal();
      if (tag !== 'portico-login') await keepSignedIn(portal);
      const first = make(tag, portal);
      document.body.append(first);
      await settled(first);
      // What a session listens to while somebody is signed in is there before it is counted.
      if (tag !== 'portico-login') await until(() => portal.listeners > 0);
      const { session } = first as HTMLElementTagNameMap[typeof tag];
      // The one outbox of a session comes a moment after what is written in.
      outboxOf(session!);
      const listeners = countListeners(window, document, session!);
      first.remove();
      for (let time = 0; time < 10; time++) {
        const element = make(tag, portal);
        document.body.append(element);
        if (time % 2) await settled(element);
        element.remove();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(listeners()).to.equal(0);
    });
  }

  it('is not harmed by a second copy of the library', async () => {
    const before = customElements.get('portico-portal');
    const copy = '../../src/define/portal.ts?copy';
    await import(copy);
    expect(customElements.get('portico-portal')).to.equal(before);
  });

  it('begins anew with another portal', async () => {
    const one = mockPortal();
    const two = mockPortal();
    two.portal.name = 'The other portal';
    await keepSignedIn(one);
    const element = make('portico-portal', one) as HTMLElementTagNameMap['portico-portal'];
    document.body.append(element);
    await settled(element);
    element.src = two.src;
    const reader = new Reader(element.shadowRoot!);
    await reader.find('heading', 'The other portal');
    await reader.find('field', 'E-mail');
    expect(element.shadowRoot!.textContent).not.to.contain('Mika');
    element.remove();
  });

  it('ends without a word when it is removed before it began', async () => {
    const element = make('portico-ticket', mockPortal());
    document.body.append(element);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(element.isConnected).to.be.false;
  });
});
