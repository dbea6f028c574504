import { expect, fixture, html } from '@open-wc/testing';
import { ifDefined } from 'lit/directives/if-defined.js';
import '../../src/define/ticket.js';
import type { Message } from '../../src/api/schema.js';
import type { PorticoTicket } from '../../src/index.js';
import type { Scene } from '../support/mock-portal.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import { halvesOf, redAndBlue, twoHalves } from '../support/drawn.js';
import { Reader } from './reader.js';

const message = (number: number, more: Partial<Message> = {}): Message => ({
  id: `ms_${number}`,
  author: { kind: 'team', name: 'Tom Verhaeghe', isYou: false },
  channel: 'email',
  createdAt: new Date(Date.UTC(2026, 10, 3, 9, number)).toISOString(),
  html: `<p>Message ${number} of all</p>`,
  shortened: false,
  attachments: [],
  ...more,
});

/** What is printed: what the frame holds, as it is when the print dialog opens. */
async function printed(element: PorticoTicket): Promise<ShadowRoot> {
  const dialogs: Document[] = [];
  const root = element.shadowRoot!;
  const { append } = root;
  // The frame's window is another than this one: its dialog is taken away before it can open.
  root.append = (...nodes) => {
    append.apply(root, nodes);
    for (const node of nodes)
      if (node instanceof HTMLIFrameElement) {
        const { contentDocument, contentWindow } = node;
        contentWindow!.print = () => void dialogs.push(contentDocument!);
      }
  };
  try {
    await new Reader(element.shadowRoot!).click('button', 'Print');
    await until(() => dialogs.length);
  } finally {
    root.append = append;
  }
  return dialogs[0]!.body.firstElementChild!.shadowRoot!;
}

/** Shows a ticket; of one that is long there is as much again before what is shown. */
async function show(messages: Message[], scene: Scene = 'normal', picture?: string): Promise<PorticoTicket> {
  const portal = mockPortal(scene);
  if (picture) portal.fileUrl = () => picture;
  await keepSignedIn(portal);
  const { id } = portal.tickets[0]!;
  portal.conversations.set(id, messages);
  return fixture<PorticoTicket>(
    html`<portico-ticket src=${portal.src} ticket=${id} images=${ifDefined(picture && 'canvas')}></portico-ticket>`,
  );
}

describe('the print view', () => {
  it('has every message, also those that were not loaded', async () => {
    const messages = Array.from({ length: 20 }, (_, number) => message(number));
    const page = await printed(await show(messages, 'long'));
    const told = [...page.querySelectorAll('article')].map((one) => /Message \d+ of all/.exec(one.textContent)?.[0]);
    const once = messages.map((_, number) => `Message ${number} of all`);
    expect(told).to.deep.equal([...once, ...once]);
    expect(page.querySelector('h3')!.textContent).to.contain('#');
    expect(page.ownerDocument.title).to.match(/^#\d+ \S/);
  });

  it('has nothing folded or cut short, and nothing to press', async () => {
    const long = `<p>${'A long story. '.repeat(400)}The end of it.</p>`;
    const quote = `<p>Yes.</p><blockquote><p>${'What was asked. '.repeat(20)}</p></blockquote>`;
    const element = await show([message(1, { html: long }), message(2, { html: quote })]);
    await until(() => element.shadowRoot!.querySelector('.clamped'));
    const page = await printed(element);
    const view = page.ownerDocument.defaultView!;
    const seen = (selector: string): HTMLElement[] =>
      [...page.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
    expect(page.querySelector('.body')!.textContent).to.contain('The end of it.');
    expect(view.getComputedStyle(page.querySelector('.clamped')!).maxBlockSize).to.equal('none');
    expect([...page.querySelectorAll('details')].map(({ open }) => open)).to.deep.equal([true]);
    expect(seen('blockquote')).to.have.length(1);
    expect(seen('button, form, textarea, summary, input, .reply')).to.deep.equal([]);
    expect(page.querySelectorAll('script, portico-live')).to.have.length(0);
  });

  it('has the pictures that are drawn, as large as they are', async () => {
    const id = 'at_meters';
    const picture = await twoHalves(1600, 1200);
    const sized = `<p><img src="attachment:${id}" alt="The meters" width="200" height="150"></p>`;
    const element = await show(
      [
        message(1, {
          html: sized,
          attachments: [
            { id, name: 'meters.png', type: 'image/png', size: 48_210, state: 'ready' },
            { id: 'at_more', name: 'more.png', type: 'image/png', size: 48_210, state: 'ready' },
          ],
        }),
      ],
      'normal',
      picture,
    );
    await until(() => element.shadowRoot!.querySelectorAll('canvas').length === 2);
    const page = await printed(element);
    const canvases = [...page.querySelectorAll('canvas')];
    expect(canvases.map(halvesOf)).to.deep.equal([redAndBlue, redAndBlue]);
    // As wide as a sheet.
    const frame = page.ownerDocument.defaultView!.frameElement as HTMLIFrameElement;
    frame.removeAttribute('class');
    frame.width = '800';
    expect([canvases[0]!.offsetWidth, canvases[0]!.offsetHeight]).to.deep.equal([200, 150]);
    expect(page.querySelectorAll('[style]')).to.have.length(0);
  });
});
