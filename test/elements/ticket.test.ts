import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/ticket.js';
import { composerWords } from '../../src/i18n/words/composer.js';
import { fileWords } from '../../src/i18n/words/files.js';
import { ticketWords } from '../../src/i18n/words/ticket.js';
import { listTickets } from '../../src/api/operations/tickets.js';
import type { PorticoTicket } from '../../src/index.js';
import { sessionFor } from '../../src/session/session.js';
import { read } from '../../src/session/store.js';
import { busyStore } from '../support/busy-store.js';
import { hostToken, problem, type MockPortal, type Scene } from '../support/mock-portal.js';
import { answer, emails, keepSignedIn, mockPortal, password, until } from '../support/portal.js';
import { focused, heard, narrow, overflows, Reader } from './reader.js';

interface Shown {
  element: PorticoTicket;
  portal: MockPortal;
  reader: Reader;
}

async function put(portal: MockPortal, ticket = portal.tickets[0]!.id): Promise<Shown> {
  const element = await fixture<PorticoTicket>(
    html`<portico-ticket src=${portal.src} ticket=${ticket}></portico-ticket>`,
  );
  return { element, portal, reader: new Reader(element.shadowRoot!) };
}

async function show(scene: Scene = 'normal'): Promise<Shown> {
  const portal = mockPortal(scene);
  await keepSignedIn(portal);
  return put(portal);
}

const value = async (reader: Reader): Promise<string> =>
  (await reader.find<HTMLTextAreaElement>('field', 'Reply')).value;

const now = (reader: Reader): string | undefined =>
  (reader.all('field', 'Reply')[0] as HTMLTextAreaElement | undefined)?.value;

const said = (portal: MockPortal, text: string): number =>
  [...portal.conversations.values()].flat().filter((message) => message.html.includes(text)).length;

describe('<portico-ticket>', () => {
  it('is accessible', async () => {
    const { element, reader } = await show();
    await reader.find('article');
    await expect(element).to.be.accessible();
  });

  it('shows the subject, the number and the properties', async () => {
    const { portal, reader } = await show();
    const { subject, number, stage } = portal.tickets[0]!;
    expect((await reader.find('heading')).textContent)
      .to.contain(subject)
      .and.contain(`#${number}`);
    await reader.reads(stage!.label);
    await reader.reads('Serial number');
    await reader.reads('Mar 14, 2025');
  });

  it('shows the conversation by days, with who wrote, when and by what', async () => {
    const { reader } = await show();
    const article = await reader.find('article', /Tom Verhaeghe/);
    expect(article.textContent).to.contain('Team');
    expect(article.textContent).to.contain('E-mail');
    expect(article.querySelector('time')!.title).to.match(/20\d\d/);
    expect(reader.all('article', /You/)).to.have.length(2);
    const days = [...article.closest('ol')!.querySelectorAll('.day')].map((day) => day.textContent);
    expect(new Set(days).size).to.equal(days.length);
    expect(days.length).to.be.greaterThan(1);
  });

  it('begins every line at the right in a page from right to left, also where its words are English', async () => {
    const { element, reader } = await show();
    element.dir = 'rtl';
    const article = await reader.find('article', /Tom Verhaeghe/);
    const right = (name: string, within: ParentNode): number => {
      const words = document.createRange();
      words.selectNodeContents(within.querySelector(`[part=${name}]`)!);
      return words.getBoundingClientRect().right;
    };
    expect(right('event', element.shadowRoot!)).to.be.closeTo(right('author', article), 2);
    const status = element.shadowRoot!.querySelector('dl')!;
    const start = status.querySelector('dt')!.getBoundingClientRect().right;
    expect(right('status', status), 'the words after the dot').to.be.within(start - 20, start - 8);
  });

  it('folds what is quoted', async () => {
    const { element, reader } = await show();
    await reader.find('article');
    const quote = element.shadowRoot!.querySelector<HTMLDetailsElement>('article details')!;
    expect(quote.open).to.be.false;
    expect(quote.querySelector('summary')!.textContent).to.equal('Quoted text');
  });

  it('folds the properties where there is little room, and says the most telling of them', async () => {
    const { element, reader } = await show();
    await reader.find('article');
    const properties = element.shadowRoot!.querySelector('dl')!;
    const fold = properties.parentElement!.querySelector('summary')!;
    element.style.inlineSize = '800px';
    expect([fold.checkVisibility(), properties.offsetHeight > 0]).to.deep.equal([false, true]);
    element.style.inlineSize = '328px';
    const isShown = () => properties.checkVisibility();
    expect([fold.checkVisibility(), isShown()]).to.deep.equal([true, false]);
    expect(fold.textContent).to.contain('Waiting for you').and.contain('ago');
    fold.click();
    expect(isShown()).to.be.true;
  });

  it('loads images from elsewhere only when asked', async () => {
    const { element, reader } = await show();
    const button = await reader.find('button', /Show \d+ images?/);
    const sources = (): string[] =>
      [...element.shadowRoot!.querySelectorAll('img')].flatMap((image) => image.src || []);
    expect(sources()).to.deep.equal([]);
    button.click();
    await until(() => sources().length);
    expect(reader.all('button', /Show \d+ image/)).to.have.length(0);
  });

  it('shows the beginning of a long message, and the whole when asked', async () => {
    const { element, reader } = await show('long');
    const button = await reader.find('button', 'Show the whole message');
    const body = element.shadowRoot!.querySelector<HTMLElement>('.clamped')!;
    const before = body.offsetHeight;
    button.click();
    await until(() => body.offsetHeight > before);
    await until(() => !reader.all('button', 'Show the whole message').length);
  });

  it('shows earlier messages above', async () => {
    const { reader } = await show('long');
    // What comes after the conversation is there when all of it is.
    await reader.find('field', 'Reply');
    const before = reader.all('article').length;
    const height = (): number => Math.round(reader.all('article').at(-1)!.getBoundingClientRect().top);
    const button = await reader.find('button', 'Show earlier messages');
    // It opens at the newest message.
    await until(() => height() < innerHeight);
    button.focus({ preventScroll: true });
    const there = height();
    button.click();
    await until(() => reader.all('article').length === 2 * before);
    // What was read stays where it was, and so does the focus, although the button is gone.
    await until(() => height() === there);
    expect(reader.all('button', 'Show earlier messages')).to.have.length(0);
    await until(() => focused()?.ariaLabel === 'Conversation');
  });

  it('sends a reply, says so and shows it in place', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Reply', 'It works with **3.4.1**.');
    const sent = heard(element, 'portico-message-sent');
    await reader.click('button', 'Send reply');
    const { ticketId, messageId } = await sent;
    expect(ticketId).to.equal(portal.tickets[0]!.id);
    expect(portal.conversations.get(ticketId)!.at(-1)!.id).to.equal(messageId);
    await reader.reads('Your reply was sent.');
    await reader.find('article', /It works with/);
    expect(await value(reader)).to.equal('');
    await expect(element).to.be.accessible();
  });

  it('sends with Ctrl and Enter', async () => {
    const { reader } = await show();
    const field = await reader.fill('Reply', 'Quickly');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await reader.find('article', /Quickly/);
  });

  it('does not send nothing', async () => {
    const { portal, reader } = await show();
    await reader.fill('Reply', '  \n ');
    await reader.click('button', 'Send reply');
    expect(focused()).to.equal(await reader.find('field', 'Reply'));
    expect(portal.requests('createMessage')).to.have.length(0);
  });

  it('says the limit before the server has to', async () => {
    const { portal, reader } = await show();
    await reader.fill('Reply', 'x'.repeat(portal.portal.limits.messageLength + 1));
    expect((await reader.find('alert')).textContent).to.match(/At most [\d,]+ characters/);
    await reader.click('button', 'Send reply');
    expect(portal.requests('createMessage')).to.have.length(0);
  });

  it('keeps a reply that could not be sent, and sends it once', async () => {
    const { portal, reader } = await show();
    answer(http.post(`${portal.src}/api/v1/tickets/:id/messages`, () => problem('internal'), { once: true }));
    await reader.fill('Reply', 'Only once');
    await reader.click('button', 'Send reply');
    await reader.reads('Not sent. Something went wrong on our side.');
    expect(await value(reader)).to.equal('Only once');
    await reader.click('button', 'Try again');
    await reader.find('article', /Only once/);
    expect(said(portal, 'Only once')).to.equal(1);
  });

  it('shows a reply that waits for the line, and in its place when it has arrived', async () => {
    const { element, portal, reader } = await show();
    let isDown = true;
    answer(http.post(`${portal.src}/api/v1/tickets/:id/messages`, () => (isDown ? HttpResponse.error() : undefined)));
    for (const text of ['First of two', 'Second of two']) {
      await reader.fill('Reply', text);
      await reader.click('button', 'Send reply');
      await until(() => reader.text().includes(text));
      await until(() => now(reader) === '');
    }
    await reader.reads('Your reply waits to be sent.');
    await reader.reads('Waits to be sent. It goes out by itself.');
    await reader.reads('2 messages wait to be sent');
    await expect(element).to.be.accessible();
    isDown = false;
    reader.all('button', 'Send now')[0]!.click();
    await reader.find('article', /First of two/);
    await reader.find('article', /Second of two/);
    await reader.reads('Your reply was sent.');
    await until(() => !reader.all('button', 'Send now').length);
    expect([said(portal, 'First of two'), said(portal, 'Second of two')]).to.deep.equal([1, 1]);
  });

  it('offers to edit, copy or discard a reply that was refused', async () => {
    const { element, portal, reader } = await show();
    let answers = 0;
    answer(
      http.post(`${portal.src}/api/v1/tickets/:id/messages`, () =>
        answers++ ? problem('action-refused') : HttpResponse.error(),
      ),
    );
    await reader.fill('Reply', 'Too late');
    await reader.click('button', 'Send reply');
    await reader.reads('Not sent. This ticket does not allow that any more.');
    await expect(element).to.be.accessible();
    await reader.find('button', 'Copy text');
    await reader.fill('Reply', 'And more');
    await reader.click('button', 'Edit');
    await until(() => now(reader) === 'And more\n\nToo late');
    await until(() => !reader.all('button', 'Edit').length);
    await reader.click('button', 'Send reply');
    await reader.reads('This ticket does not allow that any more.');
    expect(said(portal, 'Too late')).to.equal(0);
  });

  it('keeps a reply while one signs in again, and sends it once', async () => {
    const { portal, reader } = await show();
    (await reader.fill('Reply', 'Across the border')).focus();
    portal.expire();
    await reader.click('button', 'Send reply');
    await reader.find('heading', /Sign in again/);
    expect(reader.all('article')).to.have.length(0);
    const email = await reader.find('field', 'E-mail');
    await until(() => focused() === email);
    await reader.signIn(emails.mika, password);
    await reader.find('article', /Across the border/);
    await until(() => focused()?.matches('h3'));
    expect(said(portal, 'Across the border')).to.equal(1);
  });

  it('keeps a reply while the page’s own login does not answer, says so, and tries again', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const { element, reader } = await put(portal);
    let isSilent = false;
    element.getToken = () => (isSilent ? new Promise(() => {}) : Promise.resolve(hostToken('mika')));
    await until(() => portal.requests('createSession').length === 2 && element.session!.state === 'signed-in');
    await reader.fill('Reply', 'Typed before the login went silent');
    portal.expire();
    isSilent = true;
    const { setTimeout: wait } = globalThis;
    // Ten seconds are over at once.
    globalThis.setTimeout = ((act: () => void, time = 0) => wait(act, time === 10_000 ? 0 : time)) as typeof wait;
    try {
      await reader.click('button', 'Send reply');
      await reader.find('alert', /This site could not sign you in/);
    } finally {
      globalThis.setTimeout = wait;
    }
    expect(reader.all('article')).to.have.length(0);
    isSilent = false;
    await reader.click('button', 'Try again');
    await reader.find('article');
    expect(await value(reader)).to.equal('Typed before the login went silent');
    await reader.click('button', 'Send reply');
    await reader.find('article', /Typed before the login went silent/);
    expect(said(portal, 'Typed before the login went silent')).to.equal(1);
  });

  it('drops a reply when somebody else signs in', async () => {
    const { portal, reader } = await show();
    await reader.fill('Reply', 'For Mika alone');
    portal.expire();
    await reader.click('button', 'Send reply');
    await reader.signIn(emails.lena, password);
    expect(await value(reader)).to.equal('');
    expect(said(portal, 'For Mika alone')).to.equal(0);
  });

  it('sends nothing in the name of somebody who signs in while it is kept, be it out of the page by then', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Reply', 'For Mika alone');
    const free = await busyStore('drafts');
    await reader.click('button', 'Send reply');
    element.remove();
    const session = sessionFor(portal.src);
    void session.signOut();
    await session.signIn(emails.lena, password);
    free();
    await read('drafts', '');
    await element.updateComplete;
    await listTickets(session.client, {});
    expect(portal.requests('createMessage')).to.have.length(0);
  });

  it('still has what was typed when the page is loaded again', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Reply', 'Half a sen');
    element.remove();
    const { reader: again } = await put(portal);
    await until(() =>
      again.all('field', 'Reply').some((field) => (field as HTMLTextAreaElement).value === 'Half a sen'),
    );
  });

  it('sends files that were pasted, and tells how far they are', async () => {
    const { element, reader } = await show();
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array(2000)], 'levels.txt', { type: 'text/plain' }));
    const field = await reader.fill('Reply', 'See the file');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await reader.reads('levels.txt');
    await reader.reads('Ready');
    await expect(element).to.be.accessible();
    await reader.click('button', 'Send reply');
    await reader.find('button', 'Download levels.txt');
    expect(reader.all('button', 'Remove levels.txt')).to.have.length(0);
  });

  it('tells what is wrong with a file, and tries it again', async () => {
    const { portal, reader } = await show();
    const input = await reader.find<HTMLInputElement>('button', 'Attach files');
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(20)], 'levels.txt'));
    answer(http.post(`${portal.src}/api/v1/uploads`, () => problem('file-type-mismatch'), { once: true }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await reader.reads('The file is not what its name says.');
    await reader.click('button', 'Try levels.txt again');
    await reader.reads('Ready');
  });

  it('asks again for the words that did not arrive, and begins with what there is', async () => {
    const load = ticketWords.en;
    const group = ticketWords as { en: typeof load };
    let isThere = false;
    group.en = () => (isThere ? load() : Promise.reject(new TypeError()));
    try {
      const { element, portal, reader } = await show();
      await reader.reads('The portal cannot be reached.');
      expect(portal.requests('getTicket')).to.have.length(1);
      await expect(element).to.be.accessible();
      isThere = true;
      await reader.click('button', 'Try again');
      await reader.find('article');
      expect(portal.requests('getTicket')).to.have.length(1);
    } finally {
      group.en = load;
    }
  });

  it('asks again for the words by itself when the line is back', async () => {
    const load = ticketWords.en;
    const group = ticketWords as { en: typeof load };
    let isThere = false;
    group.en = () => (isThere ? load() : Promise.reject(new TypeError()));
    try {
      const { reader } = await show();
      await reader.reads('The portal cannot be reached.');
      isThere = true;
      dispatchEvent(new Event('online'));
      await reader.find('article');
    } finally {
      group.en = load;
    }
  });

  it('formats what is selected by a toolbar with one stop of the tabulator', async () => {
    const { reader } = await show();
    const field = await reader.fill('Reply', 'very good');
    field.focus();
    field.setSelectionRange(0, 4);
    await reader.click('button', 'Bold');
    await until(() => now(reader) === '**very** good');
    const names = ['Bold', 'Italic', 'Link', 'List', 'Quote', 'Code', 'Preview'];
    const tabbable = (): string[] =>
      names.filter((name) => reader.all('button', name).some(({ tabIndex }) => tabIndex === 0));
    expect(tabbable()).to.deep.equal(['Bold']);
    const press = (key: string): boolean =>
      focused()!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    (await reader.find('button', 'Bold')).focus();
    for (const [key, name] of [
      ['ArrowRight', 'Italic'],
      ['End', 'Preview'],
      ['ArrowRight', 'Bold'],
      ['ArrowLeft', 'Preview'],
      ['Home', 'Bold'],
    ] as const) {
      press(key);
      await until(() => focused()?.ariaLabel === name && tabbable().join() === name);
    }
  });

  it('shows what the reply will look like, as the portal renders it', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Reply', 'Two < three');
    await reader.click('button', 'Preview');
    const preview = await reader.find('region', 'What your reply will look like');
    await until(() => preview.textContent.includes('Two < three'));
    expect(portal.requests('previewMessage')).to.have.length(1);
    expect(reader.all('field', 'Reply')).to.have.length(0);
    await expect(element).to.be.accessible();
    await reader.click('button', 'Preview');
    expect(await value(reader)).to.equal('Two < three');
    await reader.fill('Reply', ' ');
    await reader.click('button', 'Preview');
    await reader.reads('There is nothing to show yet.');
  });

  it('tells that a preview failed, and tries again', async () => {
    const { portal, reader } = await show();
    answer(http.post(`${portal.src}/api/v1/message-previews`, () => problem('internal'), { once: true }));
    await reader.fill('Reply', 'Once more');
    await reader.click('button', 'Preview');
    await reader.reads('The preview could not be made. Something went wrong on our side.');
    await reader.click('button', 'Try again');
    const preview = await reader.find('region', 'What your reply will look like');
    await until(() => preview.textContent.includes('Once more'));
  });

  it('says how many characters are left before there are none', async () => {
    const { portal, reader } = await show();
    await reader.fill('Reply', 'x'.repeat(portal.portal.limits.messageLength - 7));
    await reader.reads('7 characters left');
  });

  it('is read before it can be answered, and offers again what a reply is written in', async () => {
    const load = composerWords.en;
    const group = composerWords as { en: typeof load };
    let isThere = false;
    group.en = () => (isThere ? load() : Promise.reject(new TypeError()));
    try {
      const { element, portal, reader } = await show();
      await reader.find('article');
      await reader.reads('The portal cannot be reached.');
      await expect(element).to.be.accessible();
      isThere = true;
      await reader.click('button', 'Try again');
      await reader.find('field', 'Reply');
      expect(portal.requests('getTicket')).to.have.length(1);
    } finally {
      group.en = load;
    }
  });

  for (const width of [280, 360, 460, 560, 1000])
    it(`keeps the place of the reply while that is on its way (${width} pixels)`, async () => {
      const load = composerWords.en;
      const group = composerWords as { en: typeof load };
      let arrive = (): void => {};
      const gate = new Promise<void>((resolve) => (arrive = resolve));
      group.en = async () => {
        await gate;
        return load();
      };
      try {
        const { element, reader } = await show();
        narrow(element, width);
        await reader.find('article');
        // The other parts that come later have a place of their own.
        await reader.find('button', 'Close ticket');
        await element.updateComplete;
        const before = element.offsetHeight;
        expect(reader.all('field', 'Reply')).to.have.length(0);
        arrive();
        await reader.find('field', 'Reply');
        expect(element.offsetHeight).to.equal(before);
      } finally {
        group.en = load;
      }
    });

  it('keeps files whose list did not arrive, and sends them when asked again', async () => {
    const load = fileWords.en;
    const group = fileWords as { en: typeof load };
    let isThere = false;
    group.en = () => (isThere ? load() : Promise.reject(new TypeError()));
    try {
      const { reader } = await show();
      const input = await reader.find<HTMLInputElement>('button', 'Attach files');
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(20)], 'levels.txt'));
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
      await reader.reads('The portal cannot be reached.');
      isThere = true;
      await reader.click('button', 'Try again');
      await reader.reads('levels.txt');
      await reader.reads('Ready');
    } finally {
      group.en = load;
    }
  });

  it('offers a reply only where the ticket allows it', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    portal.ticketChanges.set(portal.tickets[0]!.id, { status: 'closed', stage: null, actions: [] });
    const { reader } = await put(portal);
    await reader.reads('takes no more replies');
    expect(reader.all('field', 'Reply')).to.have.length(0);
  });

  describe('that is closed', () => {
    const closed = async (): Promise<Shown> => {
      const portal = mockPortal();
      await keepSignedIn(portal);
      portal.ticketChanges.set(portal.tickets[0]!.id, { status: 'closed', stage: null, actions: ['follow-up'] });
      return put(portal);
    };

    it('takes a follow-up, which is linked to it', async () => {
      const { element, portal, reader } = await closed();
      await reader.reads('It becomes a ticket of its own, linked to this one.');
      expect(reader.all('field', 'Subject')).to.have.length(0);
      await reader.click('button', 'Ask a follow-up question');
      await reader.fill('Subject', 'It is back');
      await expect(element).to.be.accessible();
      const product = await reader.find<HTMLSelectElement>('field', 'Product');
      await reader.fill('Product', product.options[1]!.value);
      await reader.fill('What happens?', 'The same as before.');
      const made = heard(element, 'portico-ticket-created');
      await reader.click('button', 'Send');
      await made;
      const [request] = portal.requests('createTicket');
      expect(request!.body).to.include({ followUpOf: element.ticket, subject: 'It is back' });
    });

    it('keeps what a follow-up says when its form is put away', async () => {
      const { reader } = await closed();
      await reader.click('button', 'Ask a follow-up question');
      await reader.fill('Subject', 'Half a question');
      await reader.click('button', 'Cancel');
      await until(() => !reader.all('field', 'Subject').length);
      await reader.click('button', 'Ask a follow-up question');
      await until(() =>
        reader.all('field', 'Subject').some((field) => (field as HTMLInputElement).value === 'Half a question'),
      );
    });
  });

  it('says the same of what does not exist and of what is another’s', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const { element, reader } = await put(portal, 'tk_none');
    await reader.find('heading', 'Ticket not found');
    await expect(element).to.be.accessible();
  });

  it('turns to another ticket and forgets the former', async () => {
    const { element, portal, reader } = await show();
    await reader.fill('Reply', 'To the first');
    const other = portal.tickets[1]!;
    element.ticket = other.id;
    await reader.find('heading', new RegExp(`#${other.number}`));
    await until(() => reader.all('field', 'Reply').some((field) => (field as HTMLTextAreaElement).value === ''));
  });

  it('has something to say without a message', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    portal.conversations.set(portal.tickets[0]!.id, []);
    const { element, reader } = await put(portal);
    await reader.find('field', 'Reply');
    await expect(element).to.be.accessible();
  });

  it('shows that it is loading', async () => {
    const { element, reader } = await show('loading');
    await reader.find('status', 'Loading');
    await expect(element).to.be.accessible();
  });

  it('tells a failure, and tries again', async () => {
    const { portal, reader } = await show('failed');
    await reader.reads('Something went wrong on our side.');
    portal.scene = 'normal';
    await reader.click('button', 'Try again');
    await reader.find('article');
  });

  it('says that the portal cannot be reached', async () => {
    const { reader } = await show('offline');
    await reader.reads('cannot be reached');
  });

  for (const scene of ['normal', 'long', 'rtl'] as const)
    for (const width of [280, 1000])
      it(`fits into ${width} pixels (${scene})`, async () => {
        const { element, reader } = await show(scene);
        if (scene === 'rtl') element.dir = 'rtl';
        narrow(element, width);
        await reader.find('article');
        expect(overflows(element)).to.be.false;
      });
});
