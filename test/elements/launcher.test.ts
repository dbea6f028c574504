import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/all.js';
import '../../src/define/launcher.js';
import '../../src/define/link.js';
import { on, open, type PorticoLauncher, type PorticoLink } from '../../src/index.js';
import type { MockPortal } from '../support/mock-portal.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { focused, Reader } from './reader.js';

const elements: Element[] = [];

function put<Tag extends 'portico-launcher' | 'portico-link'>(
  tag: Tag,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  elements.push(element);
  document.body.append(element);
  return element;
}

const dialogOf = (launcher: PorticoLauncher): HTMLDialogElement | null | undefined =>
  launcher.shadowRoot!.querySelector('portico-launcher-panel')?.shadowRoot?.querySelector('dialog');

async function withUnread(): Promise<MockPortal> {
  const portal = mockPortal();
  for (const [index, ticket] of portal.tickets.entries()) ticket.unread = index ? 0 : 3;
  await keepSignedIn(portal);
  return portal;
}

afterEach(() => {
  for (const element of elements.splice(0)) element.remove();
});

describe('<portico-launcher>', () => {
  it('opens the portal in a dialog, and the focus comes back from it', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const launcher = put('portico-launcher', { src: portal.src, text: 'Help' });
    const reader = new Reader(launcher.shadowRoot!);
    await expect(launcher).to.be.accessible();
    (await reader.find('button', /^Help/)).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialogOf(launcher)?.open);
    await reader.find('button', 'Close');
    await reader.find('row');
    await until(() => reader.all('table').every((table) => table.ariaBusy === 'false'));
    await expect(launcher).to.be.accessible();
    expect(dialogOf(launcher)!.matches(':modal')).to.equal(true);
    expect(dialogOf(launcher)!.getAttribute('aria-label')).to.equal('Wrenfield Support');
    expect(location.hash).to.equal('');
    await sendKeys({ press: 'Escape' });
    await until(() => !dialogOf(launcher)!.open);
    await until(() => focused()?.part.contains('button'));
  });

  it('keeps what was begun when it is closed and opened again', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const launcher = put('portico-launcher', { src: portal.src });
    const reader = new Reader(launcher.shadowRoot!);
    await launcher.open('new');
    await reader.click('button', 'Ask for support');
    await reader.fill('Subject', 'A knob');
    await reader.click('button', 'Close');
    expect(dialogOf(launcher)!.open).to.equal(false);
    await launcher.open();
    expect((await reader.find<HTMLInputElement>('field', 'Subject')).value).to.equal('A knob');
  });

  it('is opened by an element of the page in place of its own button', async () => {
    const portal = mockPortal();
    const launcher = put('portico-launcher', { src: portal.src, for: 'help-button' });
    const link = document.createElement('a');
    link.href = '#elsewhere';
    link.innerHTML = '<b>Help</b>';
    link.id = 'help-button';
    // It may come later than the launcher.
    elements.push(link);
    document.body.append(link);
    expect(launcher.shadowRoot!.querySelector('button')!.checkVisibility()).to.equal(false);
    link.querySelector('b')!.click();
    await until(() => dialogOf(launcher)?.open);
    expect(location.hash).to.equal('');
  });

  it('closes by a press beside it, and not by one that began inside', async () => {
    const launcher = put('portico-launcher', { src: mockPortal().src });
    await launcher.open();
    const dialog = dialogOf(launcher)!;
    const press = (from: Element, to: Element): void => {
      from.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      to.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    };
    press(dialog.querySelector('.inside')!, dialog);
    expect(dialog.open).to.equal(true);
    press(dialog, dialog);
    expect(dialog.open).to.equal(false);
  });

  it('looks ahead within two seconds on a page that is always busy', async () => {
    const { requestIdleCallback: real } = globalThis;
    const waits = new Set<number | undefined>();
    globalThis.requestIdleCallback = (act, options) => {
      waits.add(options?.timeout);
      return real(act, options);
    };
    try {
      const portal = await withUnread();
      const launcher = put('portico-launcher', { src: portal.src });
      await until(() => launcher.shadowRoot!.querySelector('button')!.textContent.includes('3 new messages'));
      expect([...waits]).to.deep.equal([2000]);
    } finally {
      globalThis.requestIdleCallback = real;
    }
  });

  it('looks the same in another document, and opens there', async () => {
    const portal = mockPortal();
    const launcher = put('portico-launcher', { src: portal.src });
    const { borderRadius } = getComputedStyle(launcher.shadowRoot!.querySelector('button')!);
    const frame = document.createElement('iframe');
    elements.push(frame);
    document.body.append(frame);
    frame.contentDocument!.body.append(launcher);
    const { fontSize, borderRadius: there } = getComputedStyle(launcher.shadowRoot!.querySelector('button')!);
    expect(there).to.equal(`${2 * parseFloat(fontSize)}px`);
    expect(parseFloat(borderRadius)).to.be.greaterThan(0);
    expect(await launcher.open()).to.equal(true);
    await new Reader(launcher.shadowRoot!).find('field', 'E-mail');
    expect(getComputedStyle(dialogOf(launcher)!).overflow).to.equal('hidden');
  });

  it('is what portico.open opens, at a view', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const launcher = put('portico-launcher', { src: portal.src, mode: 'sheet' });
    expect(await open('ticket', { ticket: portal.tickets[0]!.id })).to.equal(true);
    expect(dialogOf(launcher)!.className).to.equal('sheet');
    await new Reader(launcher.shadowRoot!).find('article');
  });

  it('counts what is unread before it is used, where somebody was signed in', async () => {
    const portal = await withUnread();
    const counts: number[] = [];
    const stop = on('unread-change', ({ count }) => counts.push(count));
    const launcher = put('portico-launcher', { src: portal.src });
    const button = launcher.shadowRoot!.querySelector('button')!;
    await until(() => button.textContent.includes('3 new messages'));
    expect(launcher.shadowRoot!.querySelector<HTMLElement>('[part=count]')!.innerText).to.equal('3');
    expect(launcher.shadowRoot!.querySelector('portico-launcher-panel')!.shadowRoot!.querySelector('portico-portal')).to
      .be.null;
    await launcher.open('ticket', portal.tickets[0]!.id);
    await until(() => !button.textContent.includes('new messages'));
    stop();
    expect(counts).to.deep.equal([3, 0]);
  });

  it('asks nobody anything where nobody was signed in', async () => {
    const portal = mockPortal();
    const launcher = put('portico-launcher', { src: portal.src });
    await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 50)));
    expect(launcher.shadowRoot!.querySelector('portico-launcher-panel')).to.be.null;
    expect(portal.seen).to.have.length(0);
  });

  it('says that it could not be loaded, and tries again', async () => {
    const portal = mockPortal();
    const launcher = put('portico-launcher', { src: portal.src, failure: 'Not there' });
    const reader = new Reader(launcher.shadowRoot!);
    const type = customElements.get('portico-launcher')! as typeof PorticoLauncher;
    const { load } = type;
    const codes: string[] = [];
    const stop = on('error', ({ code }) => codes.push(code));
    type.load = () => Promise.reject(new Error('no chunk'));
    await launcher.open();
    await reader.find('alert', 'Not there');
    type.load = load!;
    expect(await launcher.open()).to.equal(true);
    stop();
    expect(reader.all('alert')).to.have.length(0);
    expect(codes).to.deep.equal(['unreachable']);
  });
});

describe('<portico-link>', () => {
  const text = (link: PorticoLink): string => link.shadowRoot!.querySelector('a')?.innerText.replace(/\s+/g, ' ') ?? '';

  it('says where it leads, and how much is unread', async () => {
    const portal = await withUnread();
    const link = put('portico-link', { src: portal.src });
    await until(() => text(link).includes('3 new messages') && text(link).includes('Go to Wrenfield Support'));
    expect(link.shadowRoot!.querySelector('a')!.href).to.equal(portal.src);
    await expect(link).to.be.accessible();
    link.href = '/support';
    await link.updateComplete;
    expect(link.shadowRoot!.querySelector('a')!.pathname).to.equal('/support');
  });

  it('says nothing of messages to somebody who is not signed in', async () => {
    const portal = mockPortal();
    const link = put('portico-link', { src: portal.src });
    await until(() => text(link) === 'Go to Wrenfield Support');
    expect(portal.requests('getUnread')).to.have.length(0);
    expect(link.shadowRoot!.querySelector('portico-login')).to.be.null;
  });

  it('shares one question with others of its session', async () => {
    const portal = await withUnread();
    const counts: number[] = [];
    const stop = on('unread-change', ({ count }) => counts.push(count));
    const links = [put('portico-link', { src: portal.src }), put('portico-link', { src: portal.src })];
    await until(() => links.every((link) => text(link).includes('3 new')));
    stop();
    expect(portal.requests('getUnread')).to.have.length(1);
    expect(counts).to.deep.equal([3]);
  });

  it('follows what comes live', async () => {
    const portal = await withUnread();
    const link = put('portico-link', { src: portal.src });
    await until(() => text(link).includes('3 new messages') && portal.listeners > 0);
    portal.tickets[0]!.unread = 4;
    portal.tell({ kind: 'message-created', ticketId: portal.tickets[0]!.id });
    await until(() => text(link).includes('4 new messages'));
  });

  it('hears from another tab what was read there, and tells what was read here', async () => {
    const portal = await withUnread();
    const link = put('portico-link', { src: portal.src });
    await until(() => text(link).includes('3 new messages') && portal.listeners > 0);
    const { session } = link;
    const tab = new BroadcastChannel(`portico live ${session!.storageKey}${session!.person!.id}`);
    const heard: unknown[] = [];
    tab.onmessage = ({ data }) => data === 'read' && heard.push(data);
    portal.tickets[0]!.unread = 0;
    tab.postMessage('read');
    await until(() => !text(link).includes('new messages'));
    expect(heard).to.deep.equal([]);
    session!.dispatchEvent(new Event('read'));
    await until(() => heard.length);
    expect(heard).to.deep.equal(['read']);
    tab.close();
  });

  it('opens a launcher', async () => {
    const portal = mockPortal();
    const launcher = put('portico-launcher', { src: portal.src });
    launcher.id = 'the-launcher';
    const link = put('portico-link', { src: portal.src, for: 'the-launcher' });
    await until(() => text(link));
    link.shadowRoot!.querySelector('a')!.click();
    await until(() => dialogOf(launcher)?.open);
  });
});
