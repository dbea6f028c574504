import { expect, fixture, html } from '@open-wc/testing';
import { http } from 'msw';
import '../../src/define/ticket.js';
import type { Attachment } from '../../src/api/schema.js';
import type { PorticoTicket } from '../../src/index.js';
import { problem, type MockPortal } from '../support/mock-portal.js';
import { answer, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { leaveMessage, pixel } from '../support/one-message.js';
import { Reader } from './reader.js';

const meters: Attachment = { id: 'at_meters', name: 'meters.png', type: 'image/png', size: 48_210, state: 'ready' };

interface Shown {
  root: ShadowRoot;
  reader: Reader;
}

async function put(portal: MockPortal, file: Attachment, image: string, before = ''): Promise<Shown> {
  const id = leaveMessage(portal, { html: `${before}<p>They stood still: ${image} See?</p>`, attachments: [file] });
  const { shadowRoot } = await fixture<PorticoTicket>(
    html`<portico-ticket src=${portal.src} ticket=${id}></portico-ticket>`,
  );
  const reader = new Reader(shadowRoot!);
  await reader.find('article');
  return { root: shadowRoot!, reader };
}

const own = '<img src="attachment:at_meters" alt="The meters">';
const asked = (portal: MockPortal) => portal.requests('createAttachmentLink').map(({ body }) => body);

describe('a picture of a message', () => {
  let portal: MockPortal;

  beforeEach(async () => {
    portal = mockPortal();
    portal.fileUrl = () => pixel;
    await keepSignedIn(portal);
  });

  it('has its room as soon as its words are there', async () => {
    const rooms: number[] = [];
    const watch = new MutationObserver(() => {
      const image = document.querySelector('portico-ticket')?.shadowRoot?.querySelector<HTMLElement>('.body img');
      if (image) rooms.push(image.offsetHeight);
    });
    const { attachShadow } = HTMLElement.prototype;
    HTMLElement.prototype.attachShadow = function (options) {
      const root = attachShadow.call(this, options);
      watch.observe(root, { childList: true, subtree: true });
      return root;
    };
    try {
      const { root } = await put(portal, meters, own);
      await until(() => root.querySelector('.own[src]'));
      expect([...new Set(rooms)]).to.deep.equal([root.querySelector<HTMLElement>('.own')!.offsetHeight]);
    } finally {
      HTMLElement.prototype.attachShadow = attachShadow;
      watch.disconnect();
    }
  });

  it('is shown in its place, from the files, and not once more among them', async () => {
    const { root, reader } = await put(portal, meters, own);
    await until(() => root.querySelector<HTMLImageElement>('.body img')?.naturalWidth);
    expect(root.querySelector<HTMLImageElement>('.body img')!.alt).to.equal('The meters');
    expect(asked(portal)).to.deep.equal([{ purpose: 'view' }]);
    expect(reader.all('button', /meters\.png/)).to.have.length(0);
    expect(reader.all('button', /Show \d+ image/)).to.have.length(0);
  });

  it('moves nothing when it comes', async () => {
    const { root } = await put(portal, meters, own);
    await until(() => root.querySelector('.own'));
    const article = root.querySelector('article')!;
    const before = article.offsetHeight;
    await until(() => root.querySelector<HTMLImageElement>('.own')?.complete && root.querySelector('.own[src]'));
    expect(article.offsetHeight).to.equal(before);
  });

  it('is not asked for until it is nearly seen', async () => {
    const { root } = await put(portal, meters, own, '<p>A line.</p>'.repeat(60));
    root.querySelector<HTMLElement>('.body')!.style.paddingBlockStart = '5000px';
    await until(() => root.querySelector('.own'));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    root.querySelector('.own')!.scrollIntoView();
    await until(() => root.querySelector('.own[src]'));
    expect(asked(portal)).to.have.length(1);
  });

  for (const [why, file] of [
    ['is still checked', { ...meters, state: 'checking' }],
    ['is held back', { ...meters, state: 'quarantined' }],
    ['is a drawing that could act', { ...meters, type: 'image/svg+xml' }],
    ['is another', { ...meters, id: 'at_other' }],
  ] as const)
    it(`is its words, and a file by its name, where the file ${why}`, async () => {
      const { root, reader } = await put(portal, file, own);
      await reader.reads('The meters');
      await until(() => reader.text().includes('meters.png'));
      expect(root.querySelectorAll('.body img')).to.have.length(0);
    });

  it('is its words, and a file by its name, where it cannot be had', async () => {
    answer(http.post(`${portal.src}/api/v1/attachments/:id/link`, () => problem('storage-unavailable')));
    const { root, reader } = await put(portal, meters, own);
    await until(() => !root.querySelector('.body img'));
    await reader.reads('The meters');
    await reader.reads('meters.png');
  });

  it('is its words, and a file by its name, where it is no picture', async () => {
    portal.fileUrl = () => 'data:image/png;base64,AAAA';
    const { root, reader } = await put(portal, meters, own);
    await until(() => !root.querySelector('.body img'));
    await reader.reads('The meters');
    await reader.reads('meters.png');
  });
});
