import { expect } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import '../../src/define/launcher.js';
import '../../src/define/link.js';
import '../../src/define/login.js';
import '../../src/define/portal.js';
import { Reader } from '../elements/reader.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';

const places: Element[] = [];

/** An element that has been drawn, in a place of a page. */
async function put(look: string, tag: 'portico-login' | 'portico-link' = 'portico-login'): Promise<HTMLElement> {
  const place = document.createElement('div');
  place.style.cssText = look;
  const element = document.createElement(tag);
  element.setAttribute('src', mockPortal().src);
  place.append(element);
  places.push(place);
  document.body.append(place);
  await new Reader(element.shadowRoot!).find(tag === 'portico-link' ? 'link' : 'heading');
  return element;
}

const rootOf = (element: Element): Element => element.shadowRoot!.querySelector('.root')!;

describe('in a page of its own habits', () => {
  afterEach(async () => {
    for (const place of places.splice(0)) place.remove();
    await resetMouse();
  });

  it('what a page does to its letters stays outside', async () => {
    const habits = `text-indent: 3em; text-shadow: 1px 1px red; word-spacing: 1em; letter-spacing: 1em; word-break: break-all;
      text-align: center; text-transform: uppercase; font-style: italic; white-space: pre; text-align-last: right;
      font-variant-caps: small-caps; text-emphasis-style: dot; cursor: none; user-select: none;
      -webkit-text-fill-color: transparent; -webkit-text-stroke-width: 2px`;
    const there = await put(habits);
    const asked = habits.split(/;\s*/).map((habit) => habit.split(':')[0]!);
    const said = (element: Element): string[] =>
      asked.map((name) => `${name}: ${getComputedStyle(rootOf(element)).getPropertyValue(name)}`);
    expect(said(there)).to.deep.equal(said(await put('')));
  });

  it('what a page hides in its own letters is seen inside, in a launcher too', async () => {
    const habits = 'color: rgb(1, 2, 3); -webkit-text-fill-color: transparent; -webkit-text-stroke: 3px red';
    const there = await put(habits);
    const { session } = there as HTMLElementTagNameMap['portico-login'];
    const reader = new Reader(there.shadowRoot!);
    const launcher = document.createElement('portico-launcher');
    launcher.setAttribute('src', session!.src);
    launcher.setAttribute('text', 'Support');
    there.after(launcher);
    for (const element of [
      await reader.find('heading'),
      await reader.find('field', 'E-mail'),
      await reader.find('button', 'Sign in'),
      launcher.shadowRoot!.querySelector('button')!,
    ]) {
      const { color, webkitTextFillColor, webkitTextStrokeWidth } = getComputedStyle(element);
      expect([webkitTextFillColor, webkitTextStrokeWidth], element.localName).to.deep.equal([color, '0px']);
    }
  });

  it('its text can be marked and copied where the page forbids that', async () => {
    const there = await put('user-select: none');
    const heading = await new Reader(there.shadowRoot!).find('heading');
    const box = heading.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(box.left) + 2, Math.round(box.top + box.height / 2)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(box.right) - 2, Math.round(box.top + box.height / 2)] });
    await sendMouse({ type: 'up' });
    expect(getSelection()!.toString()).to.contain('Sign in');
  });

  it('the pointer is that of a text over text, and a hand over what can be pressed', async () => {
    const there = await put('cursor: none');
    const reader = new Reader(there.shadowRoot!);
    const over = async (role: string, name?: string): Promise<string> =>
      getComputedStyle(await reader.find(role, name)).cursor;
    expect(await over('heading')).to.equal('auto');
    expect(await over('field', 'E-mail')).to.equal('text');
    expect(await over('button', 'Sign in')).to.equal('pointer');
    expect(await over('button', 'Show password')).to.equal('pointer');
    expect(await over('link', 'Forgotten your password?')).to.equal('pointer');
  });

  it('the figures, ligatures and kerning of the page come inside', async () => {
    const habits =
      "font-variant-numeric: tabular-nums; font-variant-ligatures: none; font-feature-settings: 'ss01'; font-kerning: none";
    const there = await put(habits);
    const style = getComputedStyle(await new Reader(there.shadowRoot!).find('button', 'Sign in'));
    for (const [name, value] of habits.split(/;\s*/).map((habit) => habit.split(': ') as [string, string]))
      expect(style.getPropertyValue(name).replaceAll('"', "'"), name).to.equal(value);
  });

  it('font, size and weight come inside, and a form keeps its lines unless it is told otherwise', async () => {
    const habits = 'font: 300 18px/2 Georgia, serif; color: rgb(1, 2, 3)';
    const there = await put(habits);
    const { fontFamily, fontSize, fontWeight, color } = getComputedStyle(rootOf(there));
    expect([fontFamily, fontSize, fontWeight, color]).to.deep.equal(['Georgia, serif', '18px', '300', 'rgb(1, 2, 3)']);
    const lineOf = (element: Element): string =>
      getComputedStyle(element.shadowRoot!.querySelector('form')!).lineHeight;
    expect(lineOf(there)).to.equal('27px');
    expect(lineOf(await put(`${habits}; --portico-line-height: 2`))).to.equal('36px');
  });

  it('what one reads in a ticket has lines as high as the page has them, in a portal too', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal);
    const place = document.body.appendChild(document.createElement('div'));
    places.push(place);
    place.style.cssText = 'font: 18px/2 serif';
    const element = document.createElement('portico-portal');
    Object.assign(element, { src: portal.src, address: 'memory' });
    place.append(element);
    const reader = new Reader(element.shadowRoot!);
    await reader.click('link', portal.tickets[0]!.subject);
    const line = getComputedStyle((await reader.find('article')).querySelector('[part=body]')!).lineHeight;
    expect(line).to.equal('36px');
  });

  for (const look of [
    'display: flex; justify-content: center',
    'display: flex; flex-direction: column; align-items: center',
    'display: grid; place-items: center',
  ]) {
    it(`it is as wide as there is room where a page has ${look}`, async () => {
      const element = await put(`inline-size: 500px; ${look}`);
      expect(element.offsetWidth).to.equal(500);
    });
  }

  it('it leaves room for what is beside it', async () => {
    const element = await put('inline-size: 500px; display: flex');
    const beside = document.createElement('div');
    beside.style.cssText = 'flex: none; inline-size: 200px';
    element.after(beside);
    element.style.margin = '10px';
    expect(element.offsetWidth).to.equal(280);
  });

  it('a link to the portal is as wide as its words', async () => {
    const element = await put('inline-size: 500px', 'portico-link');
    expect(element.offsetWidth).to.be.within(20, 300);
  });

  it('what a launcher opens has the surface, the text and the shadow of the tokens', async () => {
    const place = document.createElement('div');
    place.style.cssText =
      '--portico-surface: rgb(10, 20, 30); --portico-text: rgb(240, 240, 240); --portico-shadow: 0 0 3px rgb(1, 2, 3)';
    const launcher = document.createElement('portico-launcher');
    launcher.setAttribute('src', mockPortal().src);
    place.append(launcher);
    places.push(place);
    document.body.append(place);
    await launcher.open();
    const panel = launcher.shadowRoot!.querySelector('portico-launcher-panel')!;
    await until(() => panel.shadowRoot!.querySelector('dialog[open]'));
    const { backgroundColor, color, boxShadow } = getComputedStyle(panel.shadowRoot!.querySelector('dialog')!);
    expect([backgroundColor, color]).to.deep.equal(['rgb(10, 20, 30)', 'rgb(240, 240, 240)']);
    expect(boxShadow).to.contain('rgb(1, 2, 3)');
  });
});
