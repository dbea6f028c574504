import { expect } from '@open-wc/testing';
import '../../src/define/launcher.js';
import { linkStyles } from '../../src/elements/link/link.styles.js';
import { toolsStyles } from '../../src/elements/ticket-list/tools.styles.js';
import { shared } from '../../src/styles/shared.js';

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

/** The pixel that colours make, each over the one before. */
function pixel(...colours: string[]): number[] {
  for (const colour of colours) {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
  }
  return [...canvas.getImageData(0, 0, 1, 1).data];
}

function luminance(pixel: number[]): number {
  const [red, green, blue] = pixel.map((part) =>
    part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 255 / 12.92,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** How well one colour reads on another, as WCAG counts it. */
function ratio(one: number[], other: number[]): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const hosts: Element[] = [];

function host(content: string, ...sheets: CSSStyleSheet[]): HTMLElement {
  const made = document.createElement('div');
  const root = made.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = sheets;
  root.append(document.createRange().createContextualFragment(content));
  made.style.setProperty('--portico-duration', '0s');
  hosts.push(made);
  document.body.append(made);
  return made;
}

/** Colours all over what a screen can show: each grey, and a grid of red, green and blue. */
const colours = [
  ...Array.from({ length: 256 }, (_, grey) => `rgb(${grey} ${grey} ${grey})`),
  ...Array.from(
    { length: 9 ** 3 },
    (_, n) =>
      `rgb(${[n % 9, Math.floor(n / 9) % 9, Math.floor(n / 81)].map((part) => Math.round(part * 31.875)).join(' ')})`,
  ),
  // Those of well-known sites that lie near to where white turns into black.
  '#0d6efd',
  '#1877f2',
  '#e7352b',
  '#767676',
  '#777',
  '#d63384',
  '#198754',
  'oklch(60% 0.118 184.704)',
  'oklch(62.7% 0.265 303.9)',
];

/** What text on a colour reads worse than 4.5:1. */
function unreadable(element: HTMLElement, property: string, ground: string, text: string): string[] {
  const [below, above] = [ground, text].map((selector) => element.shadowRoot!.querySelector(selector)!);
  return colours.flatMap((colour) => {
    element.style.setProperty(property, colour);
    const back = pixel(getComputedStyle(below!).backgroundColor);
    const fore = pixel(getComputedStyle(above!).color);
    const found = ratio(back, fore);
    return found >= 4.5 ? [] : [`${colour}: ${found.toFixed(2)}`];
  });
}

/** The worst that a selector's text reads on a page of this text and this background. */
function read(element: HTMLElement, selector: string, text: string, background: string): number {
  element.style.color = text;
  const found = element.shadowRoot!.querySelector(selector)!;
  const { color, backgroundColor } = getComputedStyle(found);
  const back = pixel(background, backgroundColor);
  return ratio(back, pixel(background, backgroundColor, color));
}

/** Texts and backgrounds of pages, down to a text that has hardly 6:1. */
const pages = [
  ['#000', '#fff'],
  ['#1b1d21', '#fff'],
  ['#444', '#fff'],
  ['#666', '#fff'],
  ['#002b36', '#fdf6e3'],
  ['#fff', '#000'],
  ['#e8eaee', '#16181c'],
  ['#ccc', '#222'],
  ['#aaa', '#222'],
  ['#fff', '#1e3a8a'],
] as const;

describe('contrast', () => {
  afterEach(() => {
    for (const element of hosts.splice(0)) element.remove();
  });

  it('of text on the accent is 4.5:1 on any colour', () => {
    const element = host(
      '<div class="root"><button class="primary"><span>Send</span></button></div>',
      shared.styleSheet!,
    );
    expect(unreadable(element, '--portico-accent', 'button', 'span')).to.deep.equal([]);
  });

  it('of a number on the colour of failures is 4.5:1 on any colour', () => {
    const element = host('<span class="count">3</span>', shared.styleSheet!, linkStyles.styleSheet!);
    expect(unreadable(element, '--portico-danger', '.count', '.count')).to.deep.equal([]);
  });

  it('of a launcher’s button and its number is 4.5:1 on any colour', () => {
    const launcher = document.createElement('portico-launcher');
    hosts.push(launcher);
    document.body.append(launcher);
    expect(unreadable(launcher, '--portico-accent', 'button', 'button')).to.deep.equal([]);
    expect(unreadable(launcher, '--portico-launcher-background', 'button', 'button')).to.deep.equal([]);
    expect(unreadable(launcher, '--portico-danger', '.count', '.count')).to.deep.equal([]);
  });

  it('of what matters less is 4.5:1 on any grey, for any grey of the page’s text that has 9:1 there', () => {
    const greys = Array.from({ length: 52 }, (_, n) => `rgb(${n * 5} ${n * 5} ${n * 5})`);
    const element = host('<div class="root"><p class="muted">Soft</p></div>', shared.styleSheet!);
    const soft = element.shadowRoot!.querySelector('.muted')!;
    const found = greys.flatMap((text) => {
      element.style.color = text;
      const { color } = getComputedStyle(soft);
      return greys
        .filter((ground) => ratio(pixel(ground), pixel(text)) >= 9)
        .map((ground) => ratio(pixel(ground), pixel(ground, color)))
        .filter((contrast) => contrast < 4.5);
    });
    expect(found).to.deep.equal([]);
  });

  for (const [text, background] of pages) {
    it(`of what matters less, of errors and of notices is 4.5:1 where the page has ${text} on ${background}`, () => {
      const element = host(
        `<div class="root">
          <p class="muted">Soft <mark>found</mark></p><p class="error">Wrong</p>
          <div class="notice bad"><p>Failed</p></div><div class="notice"><p>Told</p></div>
        </div>`,
        shared.styleSheet!,
        toolsStyles.styleSheet!,
      );
      const found = ['.muted', 'mark', '.error', '.notice', '.bad'].map((selector) => [
        selector,
        read(element, selector, text, background),
      ]);
      expect(found.filter(([, contrast]) => Number(contrast) < 4.5)).to.deep.equal([]);
    });
  }
});
