import { expect } from '@open-wc/testing';
import '../../src/define/all.js';
import '../../src/define/launcher.js';
import '../../src/define/live.js';
import '../../src/define/offline.js';
import '../../src/define/outbox.js';
import '../../src/define/session-end.js';
import '../../src/define/staff-banner.js';
import manifest from '../../custom-elements.json' with { type: 'json' };
import type { PorticoElement } from '../../src/elements/portico-element.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { Reader } from './reader.js';

const elements: Element[] = [];

function put(tag: string, attributes: Record<string, string>): PorticoElement {
  const element = document.createElement(tag) as PorticoElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  elements.push(element);
  document.body.append(element);
  return element;
}

/** The names under which a page's style sheet reaches each part under an element; null for one that it cannot reach. */
function reach(root: ShadowRoot): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (inner: string, outer: string[]): void => void found.set(inner, [...(found.get(inner) ?? []), ...outer]);
  for (const element of root.querySelectorAll('*')) {
    for (const part of element.part) add(`${part} in <${root.host.localName}>`, [part]);
    if (!element.shadowRoot) continue;
    const names = (element.getAttribute('exportparts') ?? '')
      .split(',')
      .map((entry) => entry.split(':').map((name) => name.trim()))
      .map(([inner, outer = inner]) => [inner!, outer!] as const);
    for (const [inner, known] of reach(element.shadowRoot))
      add(
        inner,
        known.flatMap((name) => names.filter(([from]) => from === name).map(([, to]) => to)),
      );
  }
  return found;
}

/** What the documentation of an element says can be reached. */
const documented = (tag: string): string[] =>
  manifest.modules
    .flatMap(({ declarations }) => declarations as { tagName?: string; cssParts?: { name: string }[] }[])
    .find(({ tagName }) => tagName === tag)!
    .cssParts!.map(({ name }) => name);

/** That everything under an element can be reached, by names that are documented. */
function expectReach(element: Element, ...some: string[]): void {
  const parts = reach(element.shadowRoot!);
  expect(
    [...parts].filter(([, names]) => !names.length).map(([part]) => part),
    'out of reach',
  ).to.deep.equal([]);
  const names = new Set([...parts.values()].flat());
  expect(
    [...names].filter((name) => !documented(element.localName).includes(name)),
    'not documented',
  ).to.deep.equal([]);
  expect([...names]).to.include.members(some);
}

describe('the parts', () => {
  afterEach(() => {
    for (const element of elements.splice(0)) element.remove();
  });

  it('of a portal that somebody signs in to', async () => {
    const portal = put('portico-portal', { src: mockPortal().src, address: 'memory' });
    const reader = new Reader(portal.shadowRoot!);
    await reader.find('button', 'Sign in');
    expect((await reader.find('button', 'Show password')).part.contains('secondary')).to.equal(true);
    expectReach(portal, 'view-heading', 'field', 'control', 'button', 'footer');
  });

  for (const [name, token, heading] of [
    ['reset', 'mock-link', 'Choose a new password'],
    ['link', 'an-old-one', 'This link has expired'],
    ['email', 'mock-link', 'Another e-mail address'],
    ['verify', 'mock-link', 'Confirm your e-mail'],
  ] as const)
    it(`of the step of the sign-in that is called ${name}`, async () => {
      const portal = put('portico-portal', { src: mockPortal().src, address: 'memory' });
      const reader = new Reader(portal.shadowRoot!);
      await reader.find('button', 'Sign in');
      portal.session!.step = { name, token };
      await reader.find('heading', heading);
      const buttons = reader.all('button').map((one) => one.part.value);
      expect(buttons).to.include('secondary');
      expect(buttons.filter((part) => !/^(button|secondary)$/.test(part))).to.deep.equal([]);
      expectReach(portal, 'secondary', 'view-heading');
    });

  it('of a list, with what narrows it', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element = put('portico-portal', { src: portal.src, address: 'memory' });
    const reader = new Reader(element.shadowRoot!);
    await reader.click('button', 'Filters');
    const bare = [...element.shadowRoot!.querySelectorAll('header :is(a, button)')].filter((one) => !one.part.length);
    expect(bare).to.deep.equal([]);
    expect((await reader.find('field', 'Search tickets')).part.contains('control')).to.equal(true);
    for (const name of ['Filters', 'View', 'Show more tickets'])
      expect((await reader.find('button', name)).part.contains('secondary'), name).to.equal(true);
    const scope = await reader.find('field', 'Show');
    expect([...scope.part, ...scope.closest('label')!.part]).to.deep.equal(['select', 'control']);
    const [head] = (await reader.find('table')).querySelectorAll('tr');
    expect([...head!.part]).to.deep.equal(['head']);
    for (const button of head!.querySelectorAll('button')) expect([...button.part]).to.deep.equal(['sort']);
    const status = await reader.find<HTMLSelectElement>('field', 'Status');
    status.value = 'open';
    status.dispatchEvent(new Event('change', { bubbles: true }));
    await reader.find('button', /^Remove/);
    expectReach(
      element,
      ...[
        'header',
        'nav',
        'heading',
        'toolbar',
        'select',
        'label',
        'table',
        'head',
        'sort',
        'row',
        'status',
        'panel',
        'chips',
        'chip',
        'secondary',
      ],
    );
  });

  it('of a list that is empty, and of one that failed', async () => {
    const [empty, failed] = [mockPortal('empty'), mockPortal('failed')];
    await keepSignedIn(empty);
    await keepSignedIn(failed);
    const portals = [empty, failed].map(({ src }) => put('portico-portal', { src, address: 'memory' }));
    await new Reader(portals[0]!.shadowRoot!).find('heading', /no|yet/i);
    await new Reader(portals[1]!.shadowRoot!).find('alert');
    expectReach(portals[0]!, 'empty');
    expectReach(portals[1]!, 'notice');
  });

  it('of a ticket and of what follows a closed one, in the portal of a launcher', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const closed = portal.tickets.find(({ status }) => status === 'closed')!;
    const launcher = put('portico-launcher', {
      src: portal.src,
    }) as unknown as HTMLElementTagNameMap['portico-launcher'];
    const reader = new Reader(launcher.shadowRoot!);
    await launcher.open('ticket', portal.tickets[0]!.id);
    await reader.find('field', 'Reply');
    await reader.find('button', 'Print');
    expectReach(
      launcher,
      ...['button', 'dialog', 'close', 'header', 'heading', 'view-heading', 'details', 'status', 'message', 'body'],
      ...['avatar', 'author', 'day', 'composer', 'control', 'formats', 'tools', 'secondary', 'files'],
    );
    await launcher.open('ticket', closed.id);
    await until(() => reader.all('heading').some((one) => one.textContent.includes(`#${closed.number}`)));
    expectReach(launcher, 'view-heading');
  });

  it('of a form and of an account', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const form = put('portico-portal', { src: portal.src, address: 'memory', view: 'new' });
    const account = put('portico-portal', { src: portal.src, address: 'memory', view: 'account' });
    const reader = new Reader(form.shadowRoot!);
    await reader.find('button', 'Ask for support');
    expectReach(form, 'choice');
    await reader.click('button', 'Ask for support');
    await reader.find('field', 'Subject');
    await new Reader(account.shadowRoot!).find('button', /^Sign out of/);
    expectReach(form, 'form', 'field', 'control', 'button', 'secondary');
    expectReach(account, 'form', 'details', 'control', 'row', 'section', 'secondary');
  });

  for (const [tag, field] of Object.entries({
    'portico-login': 'Password',
    'portico-account': 'Name',
    'portico-ticket': 'Reply',
  }))
    it(`of <${tag}> by itself`, async () => {
      const portal = mockPortal();
      if (tag !== 'portico-login') await keepSignedIn(portal);
      const element = put(tag, { src: portal.src, ticket: portal.tickets[0]!.id });
      await new Reader(element.shadowRoot!).find('field', field);
      expectReach(element, 'control');
    });

  it('are handed on by what comes of itself', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const element = put('portico-portal', { src: portal.src, address: 'memory' });
    await new Reader(element.shadowRoot!).find('row');
    const names = {
      'session-end': 'dialog',
      outbox: 'dialog',
      offline: 'banner',
      'staff-banner': 'banner',
      live: 'news',
    };
    for (const [name, part] of Object.entries(names)) {
      const made = document.createElement(`portico-${name}`) as PorticoElement;
      made.session = element.session;
      element.shadowRoot!.append(made);
      expect(made.getAttribute('exportparts')?.split(', '), name).to.include(part);
      expect(documented('portico-portal'), name).to.include(part);
      made.remove();
    }
  });
});
