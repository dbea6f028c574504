import { fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { visualDiff } from '@web/test-runner-visual-regression';
import '../../src/define/account.js';
import '../../src/define/portal.js';
import '../../src/define/support-form.js';
import '../../src/define/ticket.js';
import '../../src/define/ticket-list.js';
import type { PorticoElement } from '../../src/elements/portico-element.js';
import { Reader } from '../elements/reader.js';
import { keepSignedIn, mockPortal, until } from '../support/portal.js';
import type { Scene } from '../support/mock-portal.js';

/** When the pictures of the baseline were taken: times are told from now. */
const moment = Date.UTC(2026, 10, 22, 9, 0);
const font = '/node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

interface Look {
  readonly tag: 'portal' | 'login' | 'ticket-list' | 'ticket' | 'support-form' | 'account';
  /** What has come when all has. */
  readonly when: [role: string, name?: string];
  readonly width: number;
  readonly scheme?: 'light' | 'dark';
  readonly direction?: 'ltr' | 'rtl';
  readonly scene?: Scene;
  /** Who looks; nobody is signed in without. */
  readonly signedIn?: boolean;
}

const looks: Record<string, Look> = {
  'sign-in, narrow': { tag: 'login', when: ['button', 'Sign in'], width: 360, signedIn: false },
  'list, wide': { tag: 'ticket-list', when: ['button', 'Filters'], width: 960 },
  'list, narrow and dark': { tag: 'ticket-list', when: ['button', 'Filters'], width: 360, scheme: 'dark' },
  'list, empty': { tag: 'ticket-list', when: ['heading'], width: 360, scene: 'empty' },
  'list, failed': { tag: 'ticket-list', when: ['alert'], width: 360, scene: 'failed' },
  'ticket, wide and dark': { tag: 'ticket', when: ['field', 'Reply'], width: 960, scheme: 'dark' },
  'ticket, narrow, right to left': { tag: 'ticket', when: ['field', 'Reply'], width: 360, direction: 'rtl' },
  'form, narrow': { tag: 'support-form', when: ['button', 'Send'], width: 360 },
  'portal, wide': { tag: 'portal', when: ['button', 'Filters'], width: 960 },
};

async function show({
  tag,
  when: [role, name],
  width,
  scheme,
  direction,
  scene,
  signedIn = true,
}: Look): Promise<HTMLElement> {
  await emulateMedia({ colorScheme: scheme ?? 'light', reducedMotion: 'reduce' });
  const portal = mockPortal(scene);
  if (signedIn) await keepSignedIn(portal);
  const stage = await fixture<HTMLElement>(html`<div class="stage" dir=${direction ?? 'ltr'}></div>`);
  stage.style.inlineSize = `${width}px`;
  const element = document.createElement(`portico-${tag}`) as PorticoElement;
  element.setAttribute('src', portal.src);
  element.setAttribute('address', 'memory');
  if (tag === 'ticket') element.setAttribute('ticket', portal.tickets[0]?.id ?? 'tk_1058');
  if (tag === 'support-form') element.setAttribute('form', portal.portal.forms[0]!.id);
  stage.append(element);
  const reader = new Reader(element.shadowRoot!);
  await reader.find(role, name);
  await until(() => !reader.all('status', /Loading/).length);
  // Pictures of files come when they are nearly seen.
  for (const picture of element.shadowRoot!.querySelectorAll('.thumb')) {
    // The ticket itself goes to where it is new.
    await until(() => {
      picture.scrollIntoView({ behavior: 'instant' });
      return picture.querySelector('canvas');
    });
  }
  scrollTo(0, 0);
  await document.fonts.ready;
  // A form is drawn in pieces.
  let [height, since] = [0, 0];
  await until(() => {
    const now = performance.now();
    if (stage.offsetHeight !== height) [height, since] = [stage.offsetHeight, now];
    return now > since + 300;
  });
  return stage;
}

// A stable part of what `npm run gallery` shows. When a change is meant: npm run test:unit -- --files test/visual/looks.test.ts --update-visual-baseline
describe('looks as it did', () => {
  const { now } = Date;
  const RealDate = Date;
  const off = moment - now();
  const sheet = new CSSStyleSheet();

  before(async () => {
    const face = new FontFace('Inter Test', `url(${font})`, { weight: '100 900' });
    document.fonts.add(await face.load());
    sheet.replaceSync(`
      :root { color-scheme: light dark; font: 16px/1.5 'Inter Test' }
      body { margin: 0 }
      .stage { padding: 16px; background: light-dark(#fff, #16181c); color: light-dark(#1b1d21, #e8eaee) }
      textarea { caret-color: transparent }
    `);
    document.adoptedStyleSheets.push(sheet);
    globalThis.Date = class extends RealDate {
      constructor(...args: []) {
        if (args.length) super(...args);
        else super(now() + off);
      }
      static override now = () => now() + off;
    } as DateConstructor;
  });

  after(async () => {
    globalThis.Date = RealDate;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    await emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  });

  for (const [name, look] of Object.entries(looks)) {
    it(name, async () => {
      await visualDiff(await show(look), name.replaceAll(/[ ,]+/g, '-'));
    });
  }
});
