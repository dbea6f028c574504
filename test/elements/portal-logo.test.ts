import { expect, fixture, html } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import '../../src/define/portal.js';
import type { PorticoPortal } from '../../src/index.js';
import { halvesOf, redAndBlue, twoHalves } from '../support/drawn.js';
import type { MockPortal } from '../support/mock-portal.js';
import { answer, keepSignedIn, mockPortal, until } from '../support/portal.js';
import { Reader } from './reader.js';

const name = 'Wrenfield Support';

interface Shown {
  root: ShadowRoot;
  reader: Reader;
}

/** A portal that somebody is signed in to, where pictures are drawn. */
async function put(logo: (portal: MockPortal) => string, heading: string): Promise<Shown> {
  const portal = mockPortal();
  portal.portal.logo = logo(portal);
  const bytes = await (await fetch(await twoHalves(80, 40))).arrayBuffer();
  answer(
    http.get(`${portal.src}/logo.png`, () => HttpResponse.arrayBuffer(bytes)),
    http.get('https://elsewhere.test/logo.png', () => HttpResponse.arrayBuffer(bytes)),
    http.get(`${portal.src}/logo.svg`, () => HttpResponse.text('<svg xmlns="http://www.w3.org/2000/svg"/>')),
  );
  await keepSignedIn(portal);
  const { shadowRoot } = await fixture<PorticoPortal>(
    html`<portico-portal src=${portal.src} images="canvas" heading=${heading}></portico-portal>`,
  );
  return { root: shadowRoot!, reader: new Reader(shadowRoot!) };
}

const images = (root: ShadowRoot): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('img, canvas')].filter((image) => image.checkVisibility());

describe('the logo of a portal where pictures are drawn', () => {
  it('is drawn, where the portal’s server has it', async () => {
    const { root, reader } = await put(({ src }) => `${src}/logo.png`, name);
    await until(() => root.querySelector('canvas'));
    const canvas = root.querySelector('canvas')!;
    expect(images(root)).to.deep.equal([canvas]);
    expect(halvesOf(canvas)).to.deep.equal(redAndBlue);
    expect([canvas.ariaHidden, canvas.part.value, canvas.offsetWidth]).to.deep.equal(['true', 'logo', 32]);
    expect(reader.all('heading', name)).to.have.length(1);
    await expect(root.host).to.be.accessible();
  });

  it('says the name where no heading does', async () => {
    const { root, reader } = await put(({ src }) => `${src}/logo.png`, '');
    await until(() => root.querySelector('canvas'));
    const { role, ariaLabel } = root.querySelector('canvas')!;
    expect([role, ariaLabel]).to.deep.equal(['img', name]);
    expect(reader.all('heading', name)).to.have.length(0);
    await expect(root.host).to.be.accessible();
  });

  it('is an image, where the page’s own server has it', async () => {
    const { root } = await put(() => new URL('/demo/images/none.svg', location.href).href, name);
    await until(() => root.querySelector('img')?.src.endsWith('none.svg'));
    // It is not there: nothing but the name is left.
    await until(() => !images(root).length);
  });

  for (const [why, logo] of [
    ['is a drawing', ({ src }: MockPortal) => `${src}/logo.svg`],
    ['is of yet another server, which is not asked', () => 'https://elsewhere.test/logo.png'],
  ] as const)
    it(`that ${why} is left out, and the name stands for it`, async () => {
      const { root, reader } = await put(logo, '');
      await reader.find('heading', name);
      expect(images(root)).to.be.empty;
      expect(root.querySelector('img')!.getAttribute('src')).to.equal('');
      await expect(root.host).to.be.accessible();
    });
});
