import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/ticket.js';
import '../../src/define/ticket-list.js';
import type { Message, TicketPage } from '../../src/api/schema.js';
import { type MockPortal, problem } from '../support/mock-portal.js';
import { answer, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { focused, Reader } from './reader.js';

interface Shown {
  element: HTMLElement;
  portal: MockPortal;
  reader: Reader;
  ticketId: string;
}

const mine = (portal: MockPortal) => portal.tickets.filter(({ requester }) => requester.isYou);

let made = 0;

function message(text: string, changes: Partial<Message> = {}): Message {
  const html = `<p>${text}</p>`;
  const id = `ms_live${++made}`;
  const author: Message['author'] = { kind: 'team', name: 'Tom Verhaeghe', isYou: false };
  return {
    id,
    html,
    author,
    createdAt: new Date().toISOString(),
    channel: 'email',
    attachments: [],
    ...changes,
  } as Message;
}

async function shown(portal: MockPortal, element: HTMLElement, ticketId: string): Promise<Shown> {
  const reader = new Reader(element.shadowRoot!);
  await until(() => portal.listeners > 0, 'the stream');
  return { element, portal, reader, ticketId };
}

/** A ticket with so many messages that not all can be seen. */
async function showTicket(): Promise<Shown> {
  const portal = mockPortal();
  const ticketId = portal.tickets[0]!.id;
  const before = Array.from({ length: 20 }, (_, n) => message(`Before ${n}`, { createdAt: '2026-10-01T09:00:00Z' }));
  portal.conversations.set(ticketId, before);
  await keepSignedIn(portal);
  const element = await fixture<HTMLElement>(
    html`<portico-ticket src=${portal.src} ticket=${ticketId}></portico-ticket>`,
  );
  const made = await shown(portal, element, ticketId);
  const newest = await made.reader.find('article', /Before 19/);
  await made.reader.find('field', 'Reply');
  // It opens there: whoever scrolls earlier would be taken along.
  await until(() => top(newest) < innerHeight);
  return made;
}

async function showList(): Promise<Shown> {
  const portal = mockPortal();
  await keepSignedIn(portal);
  const element = await fixture<HTMLElement>(html`<portico-ticket-list src=${portal.src}></portico-ticket-list>`);
  const made = await shown(portal, element, mine(portal)[0]!.id);
  await made.reader.find('row');
  return made;
}

/** The team answers; what the page hears of it is told, unless it is to be told later. */
function reply({ portal, ticketId }: Shown, text: string, isTold = true): void {
  const said = message(text);
  portal.conversations.get(ticketId)!.push(said);
  if (isTold) portal.tell({ kind: 'message-created', ticketId, messageId: said.id });
}

/** A ticket of the signed-in person is new, and above all others. */
function open(portal: MockPortal, subject: string): void {
  const at = new Date().toISOString();
  const id = `tk_live${++made}`;
  const ticket = { ...mine(portal)[0]!, id, subject, number: 9000 + made, createdAt: at, lastActivityAt: at };
  portal.tickets.unshift(ticket);
  portal.tell({ kind: 'ticket-created', ticketId: ticket.id });
}

/** What a screen reader says by itself. */
const announced = ({ reader }: Shown): string[] =>
  reader.all('status').flatMap(({ textContent }) => textContent.trim() || []);

const top = (element: Element): number => Math.round(element.getBoundingClientRect().top);

const subjects = ({ reader }: Shown): string[] => reader.all('row').map(({ textContent }) => textContent.trim());

describe('what comes live to a ticket', () => {
  afterEach(() => document.documentElement.style.removeProperty('overflow-anchor'));

  it('is announced, and waits below what is being read', async () => {
    const page = await showTicket();
    const { element, reader } = page;
    scrollTo({ top: 0, behavior: 'instant' });
    const read = await reader.find('article', /Before 0/);
    const before = top(read);
    reply(page, 'One from below');
    await reader.find('button', 'New message');
    reply(page, 'Another from below');
    const button = await reader.find('button', '2 new messages');
    expect(announced(page)).to.deep.equal(['New reply from Tom Verhaeghe']);
    expect(top(read)).to.equal(before);
    expect(document.activeElement).to.equal(document.body);
    await expect(element).to.be.accessible();
    button.click();
    const newest = await reader.find('article', /Another from below/);
    await until(() => top(newest) < innerHeight);
    await until(() => !reader.all('button', /new message/i).length);
  });

  it('is not counted any more once it was seen', async () => {
    const page = await showTicket();
    const { reader } = page;
    scrollTo({ top: 0, behavior: 'instant' });
    reply(page, 'One from below');
    await reader.find('button', 'New message');
    const newest = await reader.find('article', /One from below/);
    // Whoever reads goes on scrolling.
    let block: ScrollLogicalPosition = 'start';
    await until(() => {
      block = block === 'start' ? 'center' : 'start';
      newest.scrollIntoView({ block, behavior: 'instant' });
      return !reader.all('button', 'New message').length;
    });
  });

  // By the browser's own anchoring of what is read, and without it.
  for (const anchoring of ['auto', 'none'])
    it(`leaves the field where it is while somebody types, with overflow-anchor ${anchoring}`, async () => {
      document.documentElement.style.overflowAnchor = anchoring;
      const page = await showTicket();
      const { reader } = page;
      const field = await reader.find<HTMLTextAreaElement>('field', 'Reply');
      field.focus();
      await reader.fill('Reply', 'Half a sentence');
      field.setSelectionRange(5, 8);
      field.scrollIntoView({ block: 'center', behavior: 'instant' });
      const before = top(field);
      for (const n of [1, 2, 3]) reply(page, `Above the field ${n}`);
      await reader.find('article', /Above the field 3/);
      await until(() => Math.abs(top(field) - before) <= 2);
      expect(focused()).to.equal(field);
      expect([field.value, field.selectionStart, field.selectionEnd]).to.deep.equal(['Half a sentence', 5, 8]);
    });

  it('says who is writing, by name where it is told, until the reply is there', async () => {
    const page = await showTicket();
    const { portal, reader, ticketId } = page;
    portal.tell({ kind: 'writing', ticketId: 'tk_other', name: 'Nobody' });
    portal.tell({ kind: 'writing', ticketId, name: null });
    await reader.reads('Someone from the team is writing…');
    portal.tell({ kind: 'writing', ticketId, name: 'Tom Verhaeghe' });
    await reader.reads('Tom Verhaeghe is writing…');
    expect(announced(page)).to.deep.equal(['Tom Verhaeghe is writing…']);
    await expect(page.element).to.be.accessible();
    reply(page, 'Written');
    await reader.find('article', /Written/);
    await until(() => !reader.text().includes('is writing'));
    expect(announced(page)).to.deep.equal(['New reply from Tom Verhaeghe']);
  });

  it('gives back what was typed when the ticket is gone', async () => {
    const { element, portal, reader, ticketId } = await showTicket();
    (await reader.find('field', 'Reply')).focus();
    await reader.fill('Reply', 'Words that must not be lost');
    portal.tickets = portal.tickets.filter(({ id }) => id !== ticketId);
    portal.tell({ kind: 'ticket-gone', ticketId });
    const kept = await reader.find<HTMLTextAreaElement>('field', 'What you had written');
    expect(kept.value).to.equal('Words that must not be lost');
    await until(() => focused()?.textContent === 'This request is no longer here');
    await expect(element).to.be.accessible();
  });

  it('is shown whole and in order after a break', async () => {
    const page = await showTicket();
    const { portal, reader, ticketId } = page;
    portal.scene = 'offline';
    portal.cut();
    const tried = portal.requests('streamEvents').length;
    // More than comes at once.
    for (let n = 0; n < 150; n += 1) reply(page, `Missed ${n}.`);
    portal.ticketChanges.set(ticketId, { status: 'closed', stage: null });
    portal.tell({ kind: 'ticket-changed', ticketId });
    await until(() => portal.requests('streamEvents').length > tried, 'a try');
    expect(reader.text()).not.to.include('Missed');
    portal.scene = 'normal';
    dispatchEvent(new Event('online'));
    await reader.find('article', /Missed 149\./);
    const missed = reader.all('article').flatMap((article) => /Missed (\d+)\./.exec(article.textContent)?.[1] ?? []);
    expect(missed.map(Number)).to.deep.equal(Array.from({ length: 150 }, (_, n) => n));
    await until(() => announced(page).some((said) => /Closed/.test(said)), 'the status');
  });

  it('comes at once when the line is back while a try is failing', async () => {
    const page = await showTicket();
    const { portal, reader } = page;
    const { random } = Math;
    let fail!: () => void;
    const held = new Promise<void>((resolve) => (fail = resolve));
    let tries = 0;
    const isFirst = () => ++tries === 1 && held.then(() => HttpResponse.error());
    answer(http.get(`${portal.src}/api/v1/events`, () => isFirst() || undefined));
    try {
      portal.cut();
      await until(() => tries === 1);
      // What is not woken waits for longer than this test.
      Math.random = () => 100;
      reply(page, 'Missed while it failed');
      dispatchEvent(new Event('online'));
      fail();
      await reader.find('article', /Missed while it failed/);
    } finally {
      Math.random = random;
    }
  });

  it('is looked for when the portal does not know any more what was missed', async () => {
    const page = await showTicket();
    reply(page, 'Nobody told of this', false);
    page.portal.tell({ kind: 'reset' });
    await page.reader.find('article', /Nobody told of this/);
  });

  it('is loaded again when that failed', async () => {
    const page = await showTicket();
    let failed = 0;
    answer(
      http.get(
        `${page.portal.src}/api/v1/tickets/${page.ticketId}`,
        () => {
          failed += 1;
          return problem('unavailable');
        },
        { once: true },
      ),
    );
    reply(page, 'In spite of all');
    await page.reader.find('article', /In spite of all/);
    expect(failed).to.equal(1);
  });
});

describe('what comes live to a list', () => {
  it('is announced and waits, and the rows stay where they are', async () => {
    const page = await showList();
    const { element, portal, reader } = page;
    const before = subjects(page);
    open(portal, 'The first of two');
    await reader.find('button', 'Show 1 new');
    open(portal, 'The second of two');
    const button = await reader.find('button', 'Show 2 new');
    expect(subjects(page)).to.deep.equal(before);
    expect(announced(page)).to.include('Show 2 new');
    await expect(element).to.be.accessible();
    button.focus();
    button.click();
    await until(() => /The second of two/.test(subjects(page)[0]!) && /The first of two/.test(subjects(page)[1]!));
    expect(reader.all('button', /Show \d new/)).to.deep.equal([]);
    await until(() => focused()?.matches('h2, h3'), 'the focus at the heading');
  });

  it('is not what comes up from the next page when a ticket is gone', async () => {
    const page = await showList();
    const { portal, reader } = page;
    const [gone, ...rest] = subjects(page);
    const { id } = mine(portal).find(({ subject }) => gone!.includes(subject))!;
    portal.tickets = portal.tickets.filter((ticket) => ticket.id !== id);
    portal.tell({ kind: 'ticket-gone', ticketId: id });
    await until(() => subjects(page).length === rest.length, 'the row to go');
    expect(subjects(page)).to.deep.equal(rest);
    expect(reader.all('button', /Show \d+ new/)).to.deep.equal([]);
    open(portal, 'One that is new');
    await reader.find('button', 'Show 1 new');
  });

  it('is told although more rows were loaded meanwhile', async () => {
    const page = await showList();
    const { portal, reader } = page;
    const { src } = portal;
    // The page has the old rows when the new ones are there, and the ticket was opened while both were under way.
    let go!: () => void;
    const gone = new Promise<void>((resolve) => (go = resolve));
    let asked = 0;
    answer(
      http.get(`${src}/api/v1/tickets`, async () => {
        asked += 1;
        if (asked === 1) await gone;
      }),
    );
    open(portal, 'Opened meanwhile');
    await until(() => asked > 0, 'the first look');
    const rows = reader.all('row').length;
    await reader.click('button', /more/i);
    await until(() => reader.all('row').length > rows, 'more rows');
    go();
    await reader.find('button', 'Show 1 new');
  });

  it('is told although the list was still loading', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const items = mine(portal).sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1));
    const before: TicketPage = { items, nextCursor: null };
    let go!: () => void;
    const gone = new Promise<void>((resolve) => (go = resolve));
    answer(
      http.get(
        `${portal.src}/api/v1/tickets`,
        async () => {
          await gone;
          return HttpResponse.json(before);
        },
        { once: true },
      ),
    );
    const [late, other] = (
      await fixture<HTMLElement>(
        html`<div>
          <portico-ticket-list src=${portal.src}></portico-ticket-list>
          <portico-ticket-list src=${portal.src}></portico-ticket-list>
        </div>`,
      )
    ).children;
    await until(() => portal.listeners > 0, 'the stream');
    const [reader, beside] = [new Reader(late!.shadowRoot!), new Reader(other!.shadowRoot!)];
    await beside.find('row');
    open(portal, 'Opened meanwhile');
    await beside.find('button', 'Show 1 new');
    expect(reader.all('row')).to.deep.equal([]);
    go();
    await reader.find('button', 'Show 1 new');
  });
});
