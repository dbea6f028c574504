import { expect, fixture, html } from '@open-wc/testing';
import { ifDefined } from 'lit/directives/if-defined.js';
import { http } from 'msw';
import '../../src/define/ticket.js';
import type { Attachment } from '../../src/api/schema.js';
import type { PorticoTicket } from '../../src/index.js';
import { problem, type MockPortal } from '../support/mock-portal.js';
import { answer, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { leaveMessage, pixel } from '../support/one-message.js';
import { halvesOf, redAndBlue, twoHalves } from '../support/drawn.js';
import { Reader } from './reader.js';

const meters: Attachment = { id: 'at_meters', name: 'meters.png', type: 'image/png', size: 48_210, state: 'ready' };

interface Shown {
  root: ShadowRoot;
  reader: Reader;
}

async function put(portal: MockPortal, file: Attachment, image: string, before = '', images?: string): Promise<Shown> {
  const id = leaveMessage(portal, { html: `${before}<p>They stood still: ${image} See?</p>`, attachments: [file] });
  const { shadowRoot } = await fixture<PorticoTicket>(
    html`<portico-ticket src=${portal.src} ticket=${id} images=${ifDefined(images)}></portico-ticket>`,
  );
  const reader = new Reader(shadowRoot!);
  await reader.find('article');
  return { root: shadowRoot!, reader };
}

const own = '<img src="attachment:at_meters" alt="The meters">';
const asked = (portal: MockPortal) => portal.requests('createAttachmentLink').map(({ body }) => body);

describe('a picture of a message', () => {
  let portal: MockPortal;
  let picture: string;

  before(async () => {
    picture = await twoHalves(1600, 1200);
  });

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

  for (const [words, side] of [
    ['They stood still', '0px 50%'],
    ['המדים עמדו', '100% 50%'],
  ] as const)
    it(`stands where its line begins: ${words}`, async () => {
      const { root } = await put(portal, meters, own, `<p>${words}</p>`);
      await until(() => root.querySelector('.own'));
      expect(getComputedStyle(root.querySelector('.own')!).objectPosition).to.equal(side);
    });

  it('has the size that its message says', async () => {
    portal.fileUrl = () => picture;
    const sized = '<img src="attachment:at_meters" alt="The meters" width="200" height="150">';
    const { root } = await put(portal, meters, sized);
    await until(() => root.querySelector<HTMLImageElement>('.own')?.naturalWidth);
    const image = root.querySelector<HTMLElement>('.own')!;
    expect([image.offsetWidth, image.offsetHeight]).to.deep.equal([200, 150]);
  });

  describe('where pictures are drawn', () => {
    for (const [why, more, size] of [
      ['in a place of one size', '', null],
      ['as large as its message says', ' width="200" height="150"', [200, 150]],
    ] as const)
      it(`is drawn ${why}, moves nothing, and has no style attribute`, async () => {
        portal.fileUrl = () => picture;
        const image = `<img src="attachment:at_meters" alt="The meters"${more}>`;
        const { root, reader } = await put(portal, meters, image, '', 'canvas');
        await until(() => root.querySelector('.own'));
        const { offsetWidth, offsetHeight } = root.querySelector<HTMLElement>('.own')!;
        await until(() => root.querySelector('canvas.own'));
        const canvas = root.querySelector<HTMLCanvasElement>('canvas.own')!;
        expect(halvesOf(canvas)).to.deep.equal(redAndBlue);
        expect([canvas.offsetWidth, canvas.offsetHeight]).to.deep.equal(size ?? [offsetWidth, offsetHeight]);
        // What is left of its place is no part of it.
        expect(getComputedStyle(canvas).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
        expect(root.querySelectorAll('[style], .body img')).to.have.length(0);
        expect([canvas.role, canvas.ariaLabel]).to.deep.equal(['img', 'The meters']);
        expect(reader.all('button', /meters\.png/)).to.have.length(0);
      });

    it('is its words, and a file by its name, where it cannot be had', async () => {
      portal.fileUrl = () => 'data:image/png;base64,AAAA';
      const { root, reader } = await put(portal, meters, own, '', 'canvas');
      await until(() => !root.querySelector('.body img'));
      await reader.reads('The meters');
      await reader.reads('meters.png');
    });

    it('leaves those from elsewhere to their words, and says so in place of a button', async () => {
      const remote = '<p><img src="https://elsewhere.test/levels.png" alt="The levels"></p>';
      const { root, reader } = await put(portal, meters, own, remote, 'canvas');
      expect(reader.all('button', /Show \d+ image/), 'at first').to.have.length(0);
      await reader.reads('Images from the internet cannot be shown on this page.');
      expect(reader.all('button', /Show \d+ image/)).to.have.length(0);
      expect(root.querySelectorAll('.body img[src]')).to.have.length(0);
      await expect(root.host).to.be.accessible();
    });
  });
});
