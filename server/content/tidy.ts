/**
 * A second look at sanitised HTML, which is well-formed: empties that mail programs leave behind go, and what a mail quotes
 * is put in a `<blockquote>`, so that a reader can fold it.
 */

interface Element {
  tag: string;
  attributes: string;
  children: (Element | string)[];
}

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const TOKEN = /<(\/?)([a-z0-9]+)([^>]*?)\/?>|[^<]+/g;

/** Marks of the attribute `data-fold`, set while sanitising. */
export const FOLD = { rest: 'rest', self: 'self', hidden: 'hidden', signature: 'signature', signed: 'signed' } as const;

/** Applies the marks and drops what is empty. */
export function tidy(html: string): string {
  const root = parse(html);
  return write({ ...root, children: shape(root.children) }).trim();
}

function parse(html: string): Element {
  const root: Element = { tag: '', attributes: '', children: [] };
  const stack = [root];
  for (const [token, closing, tag, attributes] of html.matchAll(TOKEN)) {
    const parent = stack[stack.length - 1]!;
    if (tag === undefined) {
      parent.children.push(token);
    } else if (closing) {
      if (stack.length > 1 && parent.tag === tag) stack.pop();
    } else {
      const element: Element = { tag, attributes: attributes!.trimEnd(), children: [] };
      parent.children.push(element);
      if (!VOID.has(tag)) stack.push(element);
    }
  }
  return root;
}

function shape(nodes: (Element | string)[]): (Element | string)[] {
  const out: (Element | string)[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') {
      out.push(node);
      continue;
    }
    const mark = markOf(node);
    if (mark === FOLD.hidden) continue;
    const children = shape(node.children);
    if ((node.tag === 'span' || node.tag === 'a') && !node.attributes) out.push(...children);
    else if (node.tag === 'div' && children.length === 0) continue;
    else if ((node.tag === 'p' || node.tag === 'span') && isBlank(children)) continue;
    else out.push(takeMark(node, children));
  }
  return sign(fold(out));
}

/** What somebody signs with is put in a `<footer>`: all of a marked element, or what follows a mark up to a quote. */
function sign(nodes: (Element | string)[]): (Element | string)[] {
  const whole = nodes.map((node) =>
    typeof node !== 'string' && markOf(node) === FOLD.signature
      ? { tag: 'footer', attributes: '', children: [{ ...node, attributes: unmarked(node) }] }
      : node,
  );
  const start = whole.findIndex((node) => typeof node !== 'string' && markOf(node) === FOLD.signed);
  if (start < 0) return whole;
  const after = whole.slice(start + 1);
  const quote = after.findIndex((node) => typeof node !== 'string' && hasQuote(node));
  const signed = quote < 0 ? after : after.slice(0, quote);
  if (isBlank(signed)) return whole.filter((_, index) => index !== start);
  const footer: Element = { tag: 'footer', attributes: '', children: signed };
  return [...whole.slice(0, start), footer, ...after.slice(signed.length)];
}

function hasQuote(node: Element): boolean {
  return node.tag === 'blockquote' || node.children.some((child) => typeof child !== 'string' && hasQuote(child));
}

/** From a mark on, everything up to the parent's end is the quoted mail. */
function fold(nodes: (Element | string)[]): (Element | string)[] {
  const start = nodes.findIndex((node) => typeof node !== 'string' && markOf(node) === FOLD.rest);
  if (start < 0) return nodes.map(unmarkSelf);
  const others = nodes.filter((_, index) => index !== start);
  if (isBlank(others)) return [nodes[start]!];
  const before = nodes.slice(0, start);
  while (before.length && (isBlank([before[before.length - 1]!]) || isRule(before[before.length - 1]!))) before.pop();
  const quoted: Element = {
    tag: 'blockquote',
    attributes: '',
    children: nodes
      .slice(start)
      .map((node) => (typeof node === 'string' ? node : { ...node, attributes: unmarked(node) })),
  };
  return [...before, quoted];
}

/** Outlook wraps a mail's header in a div of its own: then the wrapper's siblings are the quoted mail, so it takes the mark. */
function takeMark(node: Element, children: (Element | string)[]): Element {
  const [only] = children;
  const isWrapper =
    node.tag === 'div' && children.length === 1 && typeof only === 'object' && markOf(only) === FOLD.rest;
  if (!isWrapper || markOf(node)) return { ...node, children };
  const inner = { ...only, attributes: unmarked(only) };
  return { ...node, attributes: `${node.attributes} data-fold="${FOLD.rest}"`, children: [inner] };
}

function unmarkSelf(node: Element | string): Element | string {
  if (typeof node === 'string' || markOf(node) !== FOLD.self) return node;
  return { tag: 'blockquote', attributes: unmarked(node), children: node.children };
}

function markOf(element: Element): string | undefined {
  return / data-fold="(\w+)"/.exec(element.attributes)?.[1];
}

function unmarked(element: Element): string {
  return element.attributes.replace(/ data-fold="\w+"/, '');
}

function isBlank(nodes: (Element | string)[]): boolean {
  return nodes.every((node) => (typeof node === 'string' ? node.trim() === '' : node.tag === 'br'));
}

function isRule(node: Element | string): boolean {
  return typeof node !== 'string' && node.tag === 'hr';
}

function write(node: Element | string): string {
  if (typeof node === 'string') return node;
  const inner = node.children.map(write).join('');
  if (!node.tag) return inner;
  const open = `<${node.tag}${unmarked(node)}`;
  return VOID.has(node.tag) ? `${open} />` : `${open}>${inner}</${node.tag}>`;
}
