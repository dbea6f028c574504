import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/define/account.js';
import '../../src/define/portal.js';
import '../../src/define/support-form.js';
import '../../src/define/ticket.js';
import { shared } from '../../src/styles/shared.js';
import { Reader } from '../elements/reader.js';
import { keepSignedIn, mockPortal } from '../support/portal.js';

/** What a person may set who reads with more space (WCAG 1.4.12). */
const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`);

interface View {
  readonly view?: string;
  readonly isOut?: boolean;
  /** What has come when all has. */
  readonly when: [role: 'button' | 'field', name: string | RegExp];
}

const views: Record<string, View> = {
  'the sign-in': { isOut: true, when: ['button', 'Sign in'] },
  'the list': { when: ['button', 'Filters'] },
  'a ticket': { view: 'ticket', when: ['button', 'Print'] },
  'a form': { view: 'new', when: ['button', 'Send'] },
  'an account': { view: 'account', when: ['field', 'Name'] },
};

async function show({ view, isOut, when: [role, name] }: View): Promise<HTMLElement> {
  const portal = mockPortal();
  if (!isOut) await keepSignedIn(portal);
  const element = document.createElement('portico-portal');
  element.src = portal.src;
  element.address = 'memory';
  if (view === 'ticket') element.ticket = portal.tickets[0]!.id;
  else if (view) element.setAttribute('view', view);
  document.body.append(element);
  const reader = new Reader(element.shadowRoot!);
  if (view === 'new') await reader.click('button', 'Ask for support');
  await reader.find(role, name);
  return element;
}

function* under(root: ShadowRoot): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* under(element.shadowRoot);
  }
}

const nameOf = (element: Element): string => `<${element.localName} class="${element.className}">`;

/** What is wider than the window, or cut; what can be scrolled by itself, or says its rest elsewhere, is not. */
function lost(root: ShadowRoot): string[] {
  return [...under(root)].flatMap((element) => {
    const { clipPath, overflowX, overflowY, textOverflow } = getComputedStyle(element);
    if (!element.checkVisibility() || clipPath !== 'none' || element.closest('.hide, .chips')) return [];
    const said: string[] = [];
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 2 && (right > innerWidth + 1 || left < -1) && !element.closest('.body')) said.push('sticks out');
    const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    if (cuts(overflowX) && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1)
      said.push('is cut at its end');
    if (cuts(overflowY) && !element.matches('.clamped') && element.scrollHeight > element.clientHeight + 1)
      said.push('is cut below');
    return said.map((what) => `${nameOf(element)} ${what}`);
  });
}

describe('as people set their browsers', () => {
  before(() => document.body.style.setProperty('margin', '16px'));

  afterEach(() => document.querySelectorAll('portico-portal').forEach((element) => element.remove()));

  after(async () => {
    document.body.style.removeProperty('margin');
    await setViewport({ width: 800, height: 600 });
  });

  for (const [name, view] of Object.entries(views)) {
    it(`${name} at 400 % is read without scrolling sideways`, async () => {
      await setViewport({ width: 320, height: 256 });
      const element = await show(view);
      expect(document.documentElement.scrollWidth).to.be.at.most(innerWidth);
      expect(lost(element.shadowRoot!)).to.deep.equal([]);
    });

    it(`${name} loses nothing when text is spaced`, async () => {
      await setViewport({ width: 360, height: 800 });
      const element = await show(view);
      for (const part of [element, ...under(element.shadowRoot!)]) part.shadowRoot?.adoptedStyleSheets.push(spacing);
      expect(document.documentElement.scrollWidth).to.be.at.most(innerWidth);
      expect(lost(element.shadowRoot!)).to.deep.equal([]);
    });
  }

  it('more contrast makes lines strong and softens nothing', () => {
    const rules = [...shared.styleSheet!.cssRules].filter((rule) => rule instanceof CSSMediaRule);
    const more = rules.find(({ media }) => media.mediaText === '(prefers-contrast: more)')!;
    const asked = new CSSStyleSheet();
    asked.replaceSync([...more.cssRules].map(({ cssText }) => cssText).join('\n'));
    const host = document.createElement('div');
    host.style.cssText = 'color: rgb(20, 30, 40); --portico-muted: #aaa; --portico-line: #eee';
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [shared.styleSheet!, asked];
    const [soft, box, edge] = ['p', 'div', 'input'].map((tag) => document.createElement(tag));
    soft!.className = 'muted';
    box!.className = 'notice';
    root.append(soft!, box!, edge!);
    document.body.append(host);
    expect(getComputedStyle(soft!).color).to.equal('rgb(20, 30, 40)');
    expect(getComputedStyle(box!).borderTopColor).to.equal(getComputedStyle(edge!).borderTopColor);
    host.remove();
  });
});
