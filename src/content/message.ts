import DOMPurify, { type Config } from 'dompurify';
import { policy } from './policy.js';

/** How a message's HTML is shown. */
export interface ContentOptions {
  /** Whether remote images may load; without it each stands as an `<img>` without `src`. */
  images: boolean;
  /** What a folded quote is called, in the reader's language; without it quotes stay as they are. */
  quote?: string;
  /** What a folded signature is called; without it signatures stay as they are. */
  signature?: string;
}

/** A message that is safe to put into the page. */
export interface SafeContent {
  readonly fragment: DocumentFragment;
  /** How many remote images were held back. */
  readonly blockedImages: number;
  /** The pictures that are files of the message, by the ids of those: nothing loads them yet. */
  readonly pictures: readonly (readonly [image: HTMLImageElement, attachmentId: string])[];
}

const list = (names: string) => names.split(' ');

const harmless = list('align alt colspan datetime dir height lang reversed rowspan scope span start title width');

const config = {
  // What mail and Markdown say things with; nothing that acts, asks, names itself or styles.
  ALLOWED_TAGS: list(
    '#text a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure footer ' +
      'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th ' +
      'thead time tr u ul var wbr',
  ),
  ALLOWED_ATTR: ['href', 'src', ...harmless],
  // Else their values would have to look like addresses too.
  ADD_URI_SAFE_ATTR: harmless,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  // A relative address would mean something else on the host's page.
  ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel|attachment):/i,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

const shortQuote = 240;

/** Whether words come after an element. */
const followed = (element: Element, root: Node) => {
  for (let node: Node | null = element; node && node !== root; node = node.parentNode)
    for (let next = node.nextSibling; next; next = next.nextSibling) if (next.textContent?.trim()) return true;
  return false;
};

/** More than this no portal has to send: what comes after it is left out. */
const most = 600_000;

/** The last two labels of a host: enough to see that a link leads elsewhere than its words say. */
const site = (host: string) => host.toLowerCase().split('.').slice(-2).join('.');

/** What reads HTML, with a policy or without. */
interface Reader {
  parseFromString(html: unknown, type: 'text/html'): Document;
}

/** Untrusted HTML in an inert document, as untrusted as before: parts of it can be made safe one by one. Throws where it may not be read. */
export function parse(source: string): Element {
  const reader: Reader = new DOMParser();
  const html = source.slice(0, most);
  return reader.parseFromString(policy?.createHTML(html) ?? html, 'text/html').body;
}

/** Untrusted HTML as safe DOM: the second lock, after the server's. */
export function toFragment(source: string | Node, { images, quote, signature }: ContentOptions): SafeContent {
  const html = typeof source === 'string' ? source.slice(0, most) : source;
  // Parsed and changed in a document of its own: nothing loads before it is put into the page.
  const clean = DOMPurify.sanitize(html, policy ? { ...config, TRUSTED_TYPES_POLICY: policy } : config);
  // Of a frameset it leaves nothing at all.
  const fragment = (clean as DocumentFragment | null) ?? new DocumentFragment();
  const all = <T extends Element>(selector: string) => fragment.querySelectorAll<T & HTMLElement>(selector);
  const set = (element: Element, attributes: Record<string, string>) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]!);
  };
  let blockedImages = 0;
  const pictures: [HTMLImageElement, string][] = [];
  for (const link of all<HTMLAnchorElement>('a[href]')) {
    if (/^attachment:/i.test(link.href)) link.removeAttribute('href');
    else set(link, { target: '_blank', rel: 'noopener noreferrer nofollow' });
    // Words that look like one address and lead to another say so.
    const said = /^\s*(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?=[\s/:?#]|$)/i.exec(link.textContent);
    if (said && /^http/.test(link.href) && site(said[1]!) !== site(link.hostname)) link.append(` (${link.hostname})`);
  }
  for (const image of all<HTMLImageElement>('img')) {
    const source = image.getAttribute('src') ?? '';
    const [, own] = /^attachment:(.+)/.exec(source) ?? [];
    if (own) {
      image.removeAttribute('src');
      pictures.push([image, own]);
      continue;
    }
    const size = Math.max(...['width', 'height'].map((name) => parseInt(image.getAttribute(name) ?? '99')));
    // A picture of a pixel is there to watch the reader; one of no address cannot be shown.
    if (size < 3 || !/^https?:/i.test(source)) {
      image.replaceWith(size < 3 ? '' : image.alt);
      continue;
    }
    set(image, { loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
    if (images) continue;
    image.removeAttribute('src');
    blockedImages++;
  }
  const fold = (element: HTMLElement, name: string) => {
    const details = fragment.ownerDocument.createElement('details');
    const summary = fragment.ownerDocument.createElement('summary');
    details.className = 'quote';
    summary.textContent = name;
    element.replaceWith(details);
    details.append(summary, element);
  };
  if (quote)
    for (const quoted of all('blockquote')) {
      // A line that is answered right below it is part of the answer.
      if (quoted.parentElement?.closest('blockquote')) continue;
      if (quoted.textContent.length < shortQuote && followed(quoted, fragment)) continue;
      fold(quoted, quote);
    }
  if (signature)
    for (const signed of all('footer'))
      // One in a quote is folded with it; a message that is nothing else is shown.
      if (
        !signed.parentElement?.closest('details, footer') &&
        fragment.textContent.trim() !== signed.textContent.trim()
      )
        fold(signed, signature);
  return { fragment, blockedImages, pictures };
}
