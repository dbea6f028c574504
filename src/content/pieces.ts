import type * as Content from './message.js';
import type { ContentOptions, SafeContent } from './message.js';

/** What a piece of a message holds that is not text. */
export type Piece = Omit<SafeContent, 'fragment'>;

/** So much is made safe and put into the page at once: characters, and what elements and pictures cost in characters. */
const most = 6000;
const perElement = 30;
const perPicture = 300;

const sections = /^(tbody|thead|tfoot)$/;
/** What holds nothing but elements of its own kind. */
const strict = /^(table|tbody|thead|tfoot|tr|colgroup|ul|ol|dl)$/;
/** What a line ends at. */
const ends = /^(br|p|div|table|ul|ol|dl|blockquote|pre|h[1-6]|hr|center)$/i;

/** How heavy a node is, or something over the most. */
function weightOf(node: Node): number {
  const walker = document.createTreeWalker(node);
  let weight = 0;
  for (let at: Node | null = node; at && weight <= most; at = walker.nextNode())
    weight += at instanceof Text ? at.length : at instanceof HTMLImageElement ? perPicture : perElement;
  return weight;
}

/** A text in parts that end at a line, or at a word. */
function* partsOf({ data }: Text): Generator<Text> {
  for (let from = 0; from < data.length;) {
    let to = from + most;
    if (to < data.length) {
      const part = data.slice(from, to);
      const end = part.lastIndexOf('\n') + 1 || part.lastIndexOf(' ') + 1;
      // Two halves of one character stay together.
      to = end ? from + end : to - Number(/[\uD800-\uDBFF]$/.test(part));
    }
    yield new Text(data.slice(from, to));
    from = to;
  }
}

/** A table that goes on where another has become long enough: one that is very long would be laid out all at once. */
function nextSection(section: Element): Element {
  const table = section.closest('table')!;
  const [nextTable, next] = [table, section].map((element) => element.cloneNode(false) as Element);
  nextTable!.append(next!);
  table.after(nextTable!);
  return next!;
}

/**
 * Puts untrusted HTML into an element, piece by piece: every step makes a few thousand characters safe, by the same rules as a message
 * that is read at once, and adds them at the end. Throws where HTML may not be read.
 */
export function* putInPieces(
  target: Element,
  source: string,
  { parse, toFragment }: Pick<typeof Content, 'parse' | 'toFragment'>,
  options: ContentOptions,
): Generator<Piece> {
  const unsafe = parse(source);
  // They would not run, but browsers tell the policy of those that are moved.
  for (const script of unsafe.querySelectorAll('script')) script.remove();
  /** Not of the page's document: what is put into one of that loads and runs. */
  const newRun = () => unsafe.ownerDocument.createDocumentFragment();
  /** What is quoted is folded once, by what is around it. */
  const safe = (dirty: Node, into: Element) =>
    toFragment(dirty, into.closest('blockquote') ? { images: options.images } : options);

  /** Adds what an element of the source holds; answers where the last of it was put. */
  function* fill(from: Node, into: Element): Generator<Piece, Element> {
    let run = newRun();
    let weight = 0;
    const put = function* (): Generator<Piece> {
      const isLine = ends.test(run.lastChild?.nodeName ?? '') || weight > most;
      const { fragment, ...piece } = safe(run, into);
      run = newRun();
      weight = 0;
      if (!fragment.hasChildNodes()) return;
      if (sections.test(into.localName) && into.hasChildNodes()) into = nextSection(into);
      let place = into;
      // A box of its own: what comes after it is laid out without it.
      if (isLine && !strict.test(into.localName) && target.hasChildNodes())
        into.append((place = document.createElement('div')));
      place.append(fragment);
      yield piece;
    };
    for (const child of [...from.childNodes]) {
      const weighs = weightOf(child);
      if (weighs > most) {
        yield* put();
        into = yield* child instanceof Text ? texts(child, into) : element(child, into);
        continue;
      }
      run.append(child);
      weight += weighs;
      // A line is broken only where it does not end.
      const mayEnd = strict.test(into.localName) || ends.test(child.nodeName);
      if (weight > (mayEnd ? most : 2 * most)) yield* put();
    }
    yield* put();
    return into;
  }

  function* texts(text: Text, into: Element): Generator<Piece, Element> {
    for (const part of partsOf(text)) {
      const line = document.createElement('div');
      line.append(part);
      into.append(line);
      yield { blockedImages: 0, pictures: [] };
    }
    return into;
  }

  function* element(heavy: Node, into: Element): Generator<Piece, Element> {
    const shell = heavy.cloneNode(false);
    shell.appendChild(new Text('-'));
    const { fragment } = safe(shell, into);
    const made = fragment.firstElementChild;
    const kept = made?.localName === 'details' ? made.lastElementChild : made;
    // Of some not even what they hold may stay.
    if (!kept) return fragment.textContent ? yield* fill(heavy, into) : into;
    kept.replaceChildren();
    into.append(fragment);
    const last = yield* fill(heavy, kept);
    return into.localName === 'table' ? (last.closest('table') ?? into) : into;
  }

  yield* fill(unsafe, target);
}
