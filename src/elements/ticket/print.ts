import { css, type CSSResult, type LitElement } from 'lit';
import type { TicketController } from '../../controllers/ticket.js';
import type { Conversation } from './conversation.js';

const paper = css`
  html {
    color-scheme: light;
  }
  body {
    margin: 0;
    font:
      11pt/1.45 system-ui,
      sans-serif;
    color: #000;
    background: #fff;
  }
`;

/** What is printed has nothing to press and nothing cut short. */
const printStyles = css`
  :is(button:not(.attached *), form, textarea, summary, .row, .tools, .after, .reply, [role='status'], #_) {
    display: none;
  }
  p:is(.row, #_) {
    display: flex;
  }
  .attached button {
    display: block;
    border: 0;
    padding: 0;
    min-block-size: 0;
    font: inherit;
    text-align: start;
  }
  .attached :is(img, canvas) {
    display: block;
    max-inline-size: 12em;
    max-block-size: 8em;
  }
  .attached svg {
    inline-size: 1em;
    block-size: 1em;
  }
  :is(.clamped, #_) {
    max-block-size: none;
    mask: none;
  }
  details::details-content {
    content-visibility: visible;
    block-size: auto;
  }
  article {
    break-inside: auto;
    padding-block: 0.6em;
  }
  article > p:first-of-type,
  h3,
  dt {
    break-after: avoid;
  }
  img,
  canvas,
  tr,
  pre {
    break-inside: avoid;
  }
  a[href]::after {
    content: ' (' attr(href) ')';
    font-size: 0.85em;
    overflow-wrap: anywhere;
  }
`;

/** Loads what is not there yet of a ticket, and prints all of it. */
export async function printTicket(
  element: LitElement,
  controller: TicketController,
  conversation: Conversation,
  lang: string,
  whole: (id: string) => Promise<void>,
): Promise<void> {
  const items = () => controller.messages.value?.items ?? [];
  while (controller.messages.value?.earlierCursor) {
    await controller.loadEarlier();
    // It is told where the earlier messages are asked for.
    if (controller.earlier.error) return;
  }
  for (const { id, shortened } of items()) if (shortened) await whole(id).catch(() => {});
  await element.updateComplete;
  await conversation.done;
  const { number, subject } = controller.ticket.value!;
  await printParts(element.renderRoot, 'h3, [part=details], section > div', {
    title: `#${number} ${subject}`,
    lang,
    dir: getComputedStyle(element).direction,
    styles: (element.constructor as typeof LitElement).styles as CSSResult[],
  });
}

/**
 * Prints parts of an element by themselves: in a frame of their own, so that nothing of the page around comes along and nothing of it is
 * touched. Resolves when the print dialog was closed.
 */
async function printParts(
  from: HTMLElement | DocumentFragment,
  parts: string,
  { title, lang, dir, styles }: { title: string; lang: string; dir: string; styles: readonly CSSResult[] },
): Promise<void> {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.ariaHidden = 'true';
  frame.tabIndex = -1;
  frame.className = 'hide';
  from.append(frame);
  try {
    const { contentDocument, contentWindow } = frame;
    const page = contentDocument!;
    const view = contentWindow as Window & typeof globalThis;
    page.title = title;
    page.documentElement.lang = lang;
    page.documentElement.dir = dir;
    const adopt = (to: DocumentOrShadowRoot, ...styles: readonly CSSResult[]): void => {
      to.adoptedStyleSheets = styles.map(({ cssText }) => {
        const sheet = new view.CSSStyleSheet();
        sheet.replaceSync(cssText);
        return sheet;
      });
    };
    adopt(page, paper);
    const host = page.createElement('div');
    const shadow = host.attachShadow({ mode: 'open' });
    adopt(shadow, ...styles, printStyles);
    const root = page.createElement('div');
    root.className = 'root';
    for (const part of from.querySelectorAll(parts)) {
      const copy = page.importNode(part, true);
      root.append(copy);
      const drawn = part.querySelectorAll('canvas');
      copy.querySelectorAll('canvas').forEach((canvas, index) => drawAgain(drawn[index]!, canvas));
    }
    for (const folded of root.querySelectorAll('details')) folded.open = true;
    shadow.append(root);
    page.body.append(host);
    await Promise.all([...root.querySelectorAll('img')].map((image) => image.decode().catch(() => {})));
    view.focus();
    view.print();
  } finally {
    // Some browsers go on reading the frame after the dialog was opened.
    setTimeout(() => frame.remove(), 60_000);
  }
}

/** A copy of a canvas is empty, and has not the size that it was given. */
function drawAgain(from: HTMLCanvasElement, to: HTMLCanvasElement): void {
  to.getContext('2d')?.drawImage(from, 0, 0);
  for (const { effect } of from.getAnimations())
    if (effect instanceof KeyframeEffect) to.animate(effect.getKeyframes(), { fill: 'both' });
}
