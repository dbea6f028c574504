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
import { focused, narrow, overflows, Reader } from './reader.js';

const file = (name: string, type: string, more: Partial<Attachment> = {}): Attachment => ({
  id: `at_${name.replace(/\W/g, '_')}`,
  name,
  type,
  size: 48_210,
  state: 'ready',
  ...more,
});

const photo = file('photo.png', 'image/png');
const second = file('second.jpg', 'image/jpeg');
const large = file('large.png', 'image/png', { size: 9_000_000 });
const paper = file('invoice.pdf', 'application/pdf');
const sound = file('hum.wav', 'audio/wav');
const drawing = file('drawing.svg', 'image/svg+xml');
const waiting = file('waiting.png', 'image/png', { state: 'checking' });
const held = file('held.png', 'image/png', { state: 'quarantined' });

interface Shown {
  element: PorticoTicket;
  portal: MockPortal;
  reader: Reader;
}

async function show(...attachments: Attachment[]): Promise<Shown> {
  const portal = mockPortal();
  await keepSignedIn(portal);
  const { fileUrl } = portal;
  portal.fileUrl = (id, purpose) => (purpose !== 'download' && /png|jpg/.test(id) ? pixel : fileUrl(id, purpose));
  return put(portal, attachments);
}

async function put(portal: MockPortal, attachments: Attachment[], images?: string): Promise<Shown> {
  const id = leaveMessage(portal, { html: '<p>See the files.</p>', attachments });
  const element = await fixture<PorticoTicket>(
    html`<portico-ticket src=${portal.src} ticket=${id} images=${ifDefined(images)}></portico-ticket>`,
  );
  const reader = new Reader(element.shadowRoot!);
  await reader.find('article');
  return { element, portal, reader };
}

const asked = (portal: MockPortal) =>
  portal.requests('createAttachmentLink').map(({ url, body }) => [/attachments\/(\w+)/.exec(url)![1], body]);

/** What the next download would be, without one. */
function saved(): Promise<URL> {
  return new Promise((resolve) => {
    addEventListener(
      'click',
      (event) => {
        const [target] = event.composedPath();
        if (!(target instanceof HTMLAnchorElement)) return;
        event.preventDefault();
        resolve(new URL(target.href));
      },
      { capture: true },
    );
    // A link that is not in the page tells nobody that it is clicked.
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      HTMLAnchorElement.prototype.click = click;
      resolve(new URL(this.href));
    };
  });
}

describe('the files of a message', () => {
  it('are accessible', async () => {
    const { element } = await show(photo, second, large, paper, sound, drawing, waiting, held);
    await until(() => element.shadowRoot!.querySelectorAll('.thumb img').length === 3);
    await expect(element).to.be.accessible();
  });

  it('are loaded small where they are images, and nothing moves when they come', async () => {
    const { element, portal, reader } = await show(photo, large, sound);
    const tile = await reader.find('button', 'View photo.png');
    const before = tile.getBoundingClientRect();
    await until(() => tile.querySelector('img')?.complete);
    expect(tile.getBoundingClientRect()).to.deep.equal(before);
    // However large they are.
    await until(() => element.shadowRoot!.querySelectorAll('img').length === 2);
    expect(asked(portal)).to.deep.equal([photo, large].map(({ id }) => [id, { purpose: 'thumbnail' }]));
  });

  it('are shown by their name where the small image cannot be had', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    answer(http.post(`${portal.src}/api/v1/attachments/:id/link`, () => problem('storage-unavailable')));
    const { element, reader } = await put(portal, [photo]);
    await reader.click('button', 'View photo.png');
    await reader.find('dialog');
    await reader.reads('Files cannot be stored or read at the moment.');
    await expect(element).to.be.accessible();
  });

  it('open in a viewer, go by the arrows, and close by Escape', async () => {
    const { element, reader } = await show(photo, second, sound, waiting);
    const opener = await reader.find('button', 'View photo.png');
    opener.focus();
    opener.click();
    const dialog = await reader.find<HTMLDialogElement>('dialog', 'Image: photo.png');
    await until(() => dialog.querySelector('img')?.complete);
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dialog.contains(focused())).to.equal(true);
    await reader.reads('1 of 2');
    const press = (key: string): void => {
      dialog.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    };
    press('ArrowRight');
    await reader.find('dialog', 'Image: second.jpg');
    await until(() => dialog.querySelector('img')?.complete);
    press('ArrowRight');
    await reader.find('dialog', 'Image: photo.png');
    press('ArrowLeft');
    await reader.find('dialog', 'Image: second.jpg');
    await reader.click('button', 'Actual size');
    expect((await reader.find('button', 'Actual size')).ariaPressed).to.equal('true');
    press('ArrowRight');
    expect(dialog.ariaLabel, 'a large picture is moved by the arrows').to.equal('Image: second.jpg');
    await expect(element).to.be.accessible();
    dialog.close();
    await until(() => !element.shadowRoot!.querySelector('dialog'));
    expect(focused()).to.equal(opener);
  });

  it('go the other way where people read from the right', async () => {
    const { element, reader } = await show(photo, second);
    element.dir = 'rtl';
    await reader.click('button', 'View photo.png');
    const dialog = await reader.find('dialog', 'Image: photo.png');
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
    await reader.find('dialog', 'Image: second.jpg');
  });

  it('are drawn where the element says so, small ones and those in the viewer, which are whole', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const picture = await twoHalves(1600, 1200);
    portal.fileUrl = (id) => (id === second.id ? 'data:image/png;base64,AAAA' : picture);
    const { element, reader } = await put(portal, [photo, second], 'canvas');
    const tile = await reader.find('button', 'View photo.png');
    const before = tile.getBoundingClientRect();
    await until(() => tile.querySelector('canvas'));
    expect(halvesOf(tile.querySelector('canvas')!)).to.deep.equal(redAndBlue);
    expect(tile.getBoundingClientRect()).to.deep.equal(before);
    tile.click();
    const dialog = await reader.find<HTMLDialogElement>('dialog', 'Image: photo.png');
    await until(() => dialog.querySelector('canvas'));
    const canvas = dialog.querySelector('canvas')!;
    expect([canvas.role, canvas.ariaLabel, canvas.width]).to.deep.equal(['img', 'photo.png', 1600]);
    expect(canvas.offsetWidth).to.be.at.most(dialog.offsetWidth);
    await reader.click('button', 'Actual size');
    expect(canvas.offsetWidth).to.equal(1600);
    await expect(element).to.be.accessible();
    await reader.click('button', 'Next image');
    await reader.reads('The portal cannot be reached.');
    portal.fileUrl = () => picture;
    await reader.click('button', 'Try again');
    await until(() => dialog.querySelector('canvas[aria-label="second.jpg"]'));
    expect(element.shadowRoot!.querySelectorAll('img[src], [style]')).to.have.length(0);
  });

  it('are saved from the viewer', async () => {
    const { portal, reader } = await show(photo);
    await reader.click('button', 'View photo.png');
    await reader.find('dialog');
    const link = saved();
    await reader.click('button', 'Download');
    expect((await link).pathname).to.match(/at_photo_png\/mock\.download/);
    expect(asked(portal)).to.deep.include(['at_photo_png', { purpose: 'download' }]);
  });

  it('open in a new tab where they are PDF, and are only ever saved otherwise', async () => {
    const { portal, reader } = await show(paper, drawing);
    const { open } = window;
    const went: string[] = [];
    const tab = { opener: window, location: { replace: (url: string) => went.push(url) }, close: () => {} };
    window.open = () => tab as unknown as Window;
    try {
      await reader.click('button', 'Open invoice.pdf in a new tab');
      await until(() => went.length);
      expect(went[0]).to.match(/at_invoice_pdf\/mock\.view/);
      expect(tab.opener).to.equal(null);
    } finally {
      window.open = open;
    }
    const link = saved();
    await reader.click('button', 'Download drawing.svg');
    expect((await link).pathname).to.match(/at_drawing_svg\/mock\.download/);
    expect(portal.requests('getAttachment')).to.be.empty;
  });

  it('close the empty tab again when there is nothing to show in it', async () => {
    const { portal, reader } = await show(paper);
    answer(http.post(`${portal.src}/api/v1/attachments/:id/link`, () => problem('not-found')));
    const { open } = window;
    let isOpen = true;
    window.open = () => ({ close: () => (isOpen = false) }) as unknown as Window;
    try {
      await reader.click('button', 'Open invoice.pdf in a new tab');
      await reader.find('alert');
      expect(isOpen).to.equal(false);
    } finally {
      window.open = open;
    }
  });

  it('that are not checked, or held back, are said to be so and cannot be opened', async () => {
    const { portal, reader } = await show(waiting, held);
    await reader.reads('waiting.png 47 kB Being checked.');
    await reader.reads('held.png 47 kB Held back: it may be harmful.');
    expect(reader.all('button', /waiting|held/)).to.be.empty;
    expect(asked(portal)).to.be.empty;
  });

  it('say why one cannot be had now, and are asked for again', async () => {
    const { portal, reader } = await show(sound);
    const url = `${portal.src}/api/v1/attachments/:id/link`;
    answer(http.post(url, () => problem('file-unchecked'), { once: true }));
    await reader.click('button', 'Download hum.wav');
    await reader.reads('This file is still being checked.');
    const link = saved();
    await reader.click('button', 'Download hum.wav');
    await link;
    await until(() => reader.all('alert').length === 0);
  });

  it('fit where it is narrow, however long their names are', async () => {
    const name = `${'Tonaufnahmegerätespeicherkarten'.repeat(5)}.png`;
    const { element } = await show(
      { ...photo, name },
      { ...large, name },
      { ...sound, name },
      { ...held, name },
      { ...waiting, name: `\u202e${name}` },
    );
    for (const width of [280, 360, 900]) {
      narrow(element, width);
      expect(overflows(element), `${width}`).to.equal(false);
    }
  });

  it('are offered again when what shows them did not come', async () => {
    const { attachedWords } = await import('../../src/i18n/words/attached.js');
    const group = attachedWords as { en: typeof attachedWords.en };
    const load = group.en;
    let isThere = false;
    group.en = () => (isThere ? load() : Promise.reject(new TypeError()));
    try {
      const portal = mockPortal();
      await keepSignedIn(portal);
      const element = await fixture<PorticoTicket>(
        html`<portico-ticket src=${portal.src} ticket=${portal.tickets[0]!.id}></portico-ticket>`,
      );
      const reader = new Reader(element.shadowRoot!);
      await reader.reads('The portal cannot be reached.');
      isThere = true;
      await reader.click('button', 'Try again');
      await reader.find('article');
    } finally {
      group.en = load;
    }
  });
});
