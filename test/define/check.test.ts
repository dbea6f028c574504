import { expect } from '@open-wc/testing';
import '../../src/define/launcher.js';
import '../../src/define/login.js';
import { mockPortal, until } from '../support/portal.js';

const page: Element[] = [];
const warned: string[] = [];

function put(tokens: Record<string, string>, tag = 'portico-login'): HTMLElement {
  const place = document.createElement('div');
  for (const [name, value] of Object.entries(tokens)) place.style.setProperty(name, value);
  const element = document.createElement(tag);
  element.setAttribute('src', mockPortal().src);
  place.append(element);
  page.push(place);
  document.body.append(place);
  return place;
}

describe('the check of contrast', () => {
  const { warn } = console;

  before(async () => {
    console.warn = (text: string) => warned.push(text);
    await import('../../src/define/check.js');
  });

  beforeEach(() => void warned.splice(0));

  afterEach(() => {
    for (const element of page.splice(0)) element.remove();
  });

  after(() => {
    console.warn = warn;
  });

  it('names the pair, its colours, what it has and what it needs, once', async () => {
    const bad = { '--portico-accent': '#ffd400', '--portico-on-accent': '#fff', 'background-color': '#fff' };
    const place = put(bad);
    put(bad);
    await until(() => warned.length);
    place.style.setProperty('--portico-text', 'rgb(0 0 0 / 40%)');
    await until(() => warned.length > 1);
    expect(warned).to.deep.equal([
      '<portico-login>: --portico-on-accent (#ffffff) on --portico-accent (#ffd400) has 1.4:1, and needs 4.5:1.',
      '<portico-login>: --portico-text (#999999) on the page (#ffffff) has 2.8:1, and needs 4.5:1.',
    ]);
  });

  it('sees what is behind an element, and what only one of two tokens says', async () => {
    put({ 'background-color': '#1b1d21', 'color-scheme': 'dark', '--portico-muted': '#555', '--portico-link': '#9cf' });
    put({ 'background-color': '#fff', color: '#222', '--portico-message-team': '#124', '--portico-edge': '#eee' });
    put({ '--portico-launcher-background': '#fd0', '--portico-launcher-color': '#fff' }, 'portico-launcher');
    await until(() => warned.length > 3);
    expect(warned.map((sentence) => /--portico-\S+ .* on \S+ ?\S+/.exec(sentence)![0]).sort()).to.deep.equal([
      '--portico-edge (#eeeeee) on the page',
      '--portico-launcher-color (#ffffff) on --portico-launcher-background (#ffdd00)',
      '--portico-muted (#555555) on the page',
      '--portico-text (#222222) on --portico-message-team (#112244)',
    ]);
  });

  it('names what cannot be read over the page and in a field', async () => {
    put({
      'background-color': '#fff',
      '--portico-text': '#000',
      '--portico-muted': '#666',
      '--portico-link': '#555',
      '--portico-surface': '#777',
      '--portico-field': '#888',
    });
    await until(() => warned.length > 2);
    expect(warned.map((sentence) => /--portico-\S+ .* on \S+/.exec(sentence)![0]).sort()).to.deep.equal([
      '--portico-link (#555555) on --portico-surface',
      '--portico-muted (#666666) on --portico-field',
      '--portico-muted (#666666) on --portico-surface',
    ]);
  });

  it('names an accent that lets shine through what no text was chosen for', async () => {
    put({ 'background-color': '#fff', '--portico-accent': 'rgb(0 0 0 / 20%)' });
    put({ 'background-color': '#fff', '--portico-accent': 'rgb(0 0 0 / 20%)' }, 'portico-launcher');
    await until(() => warned.length > 1);
    expect(warned.sort()).to.deep.equal([
      '<portico-launcher>: --portico-on-accent (#ffffff) on --portico-accent (#cccccc) has 1.6:1, and needs 4.5:1.',
      '<portico-login>: --portico-on-accent (#ffffff) on --portico-accent (#cccccc) has 1.6:1, and needs 4.5:1.',
    ]);
  });

  it('is silent of what is chosen by itself, of what reads, and of what lies on a picture', async () => {
    put({
      'background-color': '#fff',
      '--portico-accent': '#ffd400',
      '--portico-text': '#222',
      '--portico-danger': '#a00',
    });
    put({ 'background-image': 'linear-gradient(#fff, #000)', '--portico-muted': '#777' });
    const ownColours = { '--portico-launcher-background': '#124', '--portico-launcher-color': '#fff' };
    put({ 'background-color': '#fff', '--portico-accent': '#ffd400', ...ownColours }, 'portico-launcher');
    // Something that it tells of comes last.
    put({ 'background-color': '#fff', '--portico-focus': '#eee' });
    await until(() => warned.length);
    expect(warned).to.have.length(1);
    expect(warned[0]).to.contain('--portico-focus');
  });
});
