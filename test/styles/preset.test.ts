import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../src/define/launcher.js';
import '../../src/define/login.js';
import type { PorticoLogin } from '../../src/index.js';
import { type Preset, presets } from '../../src/styles/presets.js';
import { Reader } from '../elements/reader.js';
import { mockPortal, until } from '../support/portal.js';

const names = Object.keys(presets) as Preset[];
const page: Element[] = [];

/** The property of the page that a preset takes its accent from. */
const accentOf = (name: Preset): string =>
  /--portico-accent:[^;]*?var\((--[\w-]+)/.exec(presets[name].styles.cssText)![1]!;

/** What a preset makes of the accent of the page around. */
function expected(where: HTMLElement, name: Preset): string {
  const probe = document.createElement('span');
  probe.style.backgroundColor = /--portico-accent:([^;]*)/.exec(presets[name].styles.cssText)![1]!;
  where.append(probe);
  const { backgroundColor } = getComputedStyle(probe);
  probe.remove();
  return backgroundColor;
}

/** A place in a page that is made with something, by what the page says. */
function place(properties: Record<string, string>): HTMLElement {
  const made = document.createElement('div');
  for (const [name, value] of Object.entries(properties)) made.style.setProperty(name, value);
  page.push(made);
  document.body.append(made);
  return made;
}

function put(where: HTMLElement, preset?: string): PorticoLogin {
  const element = document.createElement('portico-login');
  if (preset) element.setAttribute('preset', preset);
  element.src = mockPortal().src;
  where.append(element);
  return element;
}

/** The main button, once it is there. */
const button = (element: Element): Promise<HTMLElement> => new Reader(element.shadowRoot!).find('button', 'Sign in');

const ground = async (element: Element): Promise<string> => getComputedStyle(await button(element)).backgroundColor;
const text = async (element: Element): Promise<string> =>
  getComputedStyle((await button(element)).firstElementChild!).color;
const token = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(`--portico-${name}`);

describe('preset', () => {
  const { warn } = console;
  const warned: string[] = [];

  beforeEach(() => {
    warned.length = 0;
    console.warn = (text: string) => warned.push(text);
  });

  afterEach(() => {
    console.warn = warn;
    for (const element of page.splice(0)) element.remove();
  });

  for (const name of names) {
    it(`${name} takes the accent of the page, from the first thing that is drawn`, async () => {
      const where = place({ [accentOf(name)]: 'rgb(10, 120, 30)', '--portico-duration': '0s' });
      const element = put(where, name);
      const first = await new Promise((resolve) => {
        new MutationObserver(() => resolve(token(element, 'accent'))).observe(element.shadowRoot!, { childList: true });
      });
      expect(first).to.contain('rgb(10, 120, 30)');
      const before = expected(where, name);
      expect(await ground(element)).to.equal(before);
      where.style.setProperty(accentOf(name), 'rgb(200, 120, 30)');
      expect(expected(where, name)).not.to.equal(before);
      expect(await ground(element)).to.equal(expected(where, name));
    });

    it(`auto recognises ${name}`, async () => {
      const where = place({ [presets[name].signs[0]!]: 'initial-value', [accentOf(name)]: 'rgb(10, 120, 30)' });
      expect(await ground(put(where, 'auto'))).to.equal(expected(where, name));
    });
  }

  it('softens text of a Tailwind page no more than can be read on what is set apart', async () => {
    const where = place({ '--muted-foreground': 'rgb(115, 115, 115)', color: 'rgb(10, 10, 10)' });
    const element = put(where, 'tailwind');
    await button(element);
    const soft = element.shadowRoot!.querySelector('.muted')!;
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
    canvas.fillStyle = getComputedStyle(soft).color;
    canvas.fillRect(0, 0, 1, 1);
    // On what it makes of a white page where it lies on its own tint, a bit more would have 4.5:1.
    expect(canvas.getImageData(0, 0, 1, 1).data[0]).to.be.at.most(0x6e);
  });

  it('auto recognises Material as Angular has it', async () => {
    expect(await ground(put(place({ '--mat-sys-primary': 'rgb(10, 120, 30)' }), 'auto'))).to.equal('rgb(10, 120, 30)');
  });

  it('auto is nothing on a page that has no sign of any, and looks again once the page is whole', async () => {
    Object.defineProperty(document, 'readyState', { configurable: true, get: () => 'interactive' });
    try {
      const where = place({});
      const element = put(where, 'auto');
      await button(element);
      expect(token(element, 'accent')).to.equal('');
      where.style.setProperty('--bs-primary', 'rgb(1, 2, 3)');
      dispatchEvent(new Event('load'));
      expect(token(element, 'accent')).to.equal('rgb(1, 2, 3)');
    } finally {
      Reflect.deleteProperty(document, 'readyState');
    }
  });

  it('of a name that is not known is none, and says once which there are', async () => {
    const where = place({ '--bs-primary': 'rgb(1, 2, 3)' });
    const [element, other] = [put(where, 'bootstrop'), put(where, 'bootstrop')];
    await Promise.all([button(element), button(other)]);
    expect(token(element, 'accent')).to.equal('');
    expect(warned).to.have.length(1);
    expect(warned[0]).to.contain('bootstrop');
    for (const name of [...names, 'auto']) expect(warned[0]).to.contain(name);
  });

  it('can be changed and taken away, as an attribute and as a property', async () => {
    const element = put(place({ '--bs-primary': 'rgb(1, 2, 3)', '--pico-primary-background': 'rgb(4, 5, 6)' }));
    await button(element);
    expect(token(element, 'accent')).to.equal('');
    element.setAttribute('preset', 'bootstrap');
    await until(() => token(element, 'accent') === 'rgb(1, 2, 3)');
    element.preset = 'pico';
    await until(() => token(element, 'accent') === 'rgb(4, 5, 6)');
    expect(element.shadowRoot!.adoptedStyleSheets.filter((sheet) => /pico/.test(sheet.cssRules[0]!.cssText)))
      .to.have //
      .length(1);
    element.preset = null;
    await until(() => token(element, 'accent') === '');
    expect(warned).to.deep.equal([]);
  });

  it('gives way to the rules of the page, and leaves the rest as it is', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('portico-login { --portico-accent: rgb(9, 9, 9) }');
    document.adoptedStyleSheets.push(sheet);
    const element = put(place({ '--bs-primary': 'rgb(1, 2, 3)', '--bs-border-radius': '3px' }), 'bootstrap');
    try {
      expect(await ground(element)).to.equal('rgb(9, 9, 9)');
      const { borderRadius, minBlockSize, fontSize } = getComputedStyle(await button(element));
      expect(borderRadius).to.equal('3px');
      // No preset speaks of the density.
      expect(parseFloat(minBlockSize)).to.equal(2.75 * parseFloat(fontSize));
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    }
  });

  for (const tag of ['portico-login', 'portico-launcher'] as const)
    it(`is worn by a ${tag} in another document, and when it is back`, async () => {
      const here = place({ '--bs-primary': 'rgb(1, 2, 3)' });
      const frame = document.createElement('iframe');
      page.push(frame);
      document.body.append(frame);
      const there = frame.contentDocument!.body;
      there.style.setProperty('--bs-primary', 'rgb(4, 5, 6)');
      const element = document.createElement(tag);
      element.setAttribute('src', mockPortal().src);
      element.setAttribute('preset', 'bootstrap');
      for (const [where, colour] of [
        [here, 'rgb(1, 2, 3)'],
        [there, 'rgb(4, 5, 6)'],
        [here, 'rgb(1, 2, 3)'],
      ] as const) {
        where.append(element);
        await until(() => token(element, 'accent') === colour);
        expect(element.shadowRoot!.adoptedStyleSheets.filter((sheet) => /--bs-/.test(sheet.cssRules[0]!.cssText)))
          .to.have //
          .length(1);
      }
    });

  it('is each element’s own', async () => {
    const where = place({ '--bs-primary': 'rgb(1, 2, 3)', '--pico-primary-background': 'rgb(4, 5, 6)' });
    const [one, other, third] = [put(where, 'bootstrap'), put(where, 'pico'), put(where)];
    expect(await ground(one)).to.equal('rgb(1, 2, 3)');
    expect(await ground(other)).to.equal('rgb(4, 5, 6)');
    expect(await ground(third)).not.to.equal('rgb(1, 2, 3)');
  });

  it('keeps no element from drawing when it cannot be had', async () => {
    const { getComputedStyle: compute } = globalThis;
    globalThis.getComputedStyle = () => {
      throw new Error('no look');
    };
    const element = put(place({}), 'auto');
    await until(() => element.shadowRoot!.querySelector('form'));
    globalThis.getComputedStyle = compute;
    await button(element);
  });

  it('reaches a launcher and what it opens', async () => {
    const launcher = document.createElement('portico-launcher');
    launcher.setAttribute('src', mockPortal().src);
    launcher.setAttribute('preset', 'auto');
    place({ '--bs-primary': 'rgb(1, 2, 3)' }).append(launcher);
    const own = launcher.shadowRoot!.querySelector('button')!;
    await until(() => getComputedStyle(own).backgroundColor === 'rgb(1, 2, 3)');
    await launcher.open();
    await until(() =>
      launcher.shadowRoot!.querySelector('portico-launcher-panel')!.shadowRoot!.querySelector('dialog'),
    );
    expect(token(launcher.shadowRoot!.querySelector('portico-launcher-panel')!, 'accent')).to.equal('rgb(1, 2, 3)');
    launcher.removeAttribute('preset');
    await until(() => token(launcher, 'accent') === '');
  });
});

describe('where the browser chooses no text for an accent', () => {
  const { supports } = CSS;

  before(() => {
    // As a browser that knows no relative colours.
    CSS.supports = (...args: [string]) => !args.join().includes('(from') && supports(...args);
  });

  after(async () => {
    CSS.supports = supports;
    for (const element of page.splice(0)) element.remove();
    await emulateMedia({ colorScheme: 'light' });
  });

  it('it is chosen by how bright that is, and again when the page turns dark', async () => {
    await emulateMedia({ colorScheme: 'light' });
    const where = place({ 'color-scheme': 'light dark', '--portico-accent': 'light-dark(#124, #fd6)' });
    where.style.setProperty('--portico-duration', '0s');
    const element = put(where);
    expect(await text(element)).to.equal('rgb(255, 255, 255)');
    await emulateMedia({ colorScheme: 'dark' });
    await until(async () => (await text(element)) === 'rgb(0, 0, 0)');
  });

  it('what a designer chose stays', async () => {
    const where = place({ '--portico-accent': '#fff', '--portico-on-accent': 'rgb(1, 2, 3)' });
    expect(await text(put(where))).to.equal('rgb(1, 2, 3)');
  });
});
