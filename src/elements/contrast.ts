/** A text and what it lies on, by their tokens. `page` is what is behind the element. */
interface Pair {
  readonly text: string;
  readonly ground: string;
  /** What each is without its token. */
  readonly colour?: string;
  readonly background?: string;
  readonly least: number;
  /** Whether the text is chosen by itself where its token does not say it. */
  readonly isChosen?: true;
}

const page = 'the page';

/** What a designer can make unreadable. */
const pairs: readonly Pair[] = [
  { text: 'on-accent', ground: 'accent', least: 4.5, isChosen: true },
  { text: 'text', ground: page, colour: 'inherit', least: 4.5 },
  { text: 'text', ground: 'surface', colour: 'CanvasText', background: 'Canvas', least: 4.5 },
  { text: 'text', ground: 'field', colour: 'inherit', least: 4.5 },
  { text: 'text', ground: 'tint', colour: 'inherit', least: 4.5 },
  { text: 'text', ground: 'message-customer', colour: 'inherit', least: 4.5 },
  { text: 'text', ground: 'message-team', colour: 'inherit', least: 4.5 },
  { text: 'muted', ground: page, least: 4.5 },
  { text: 'muted', ground: 'tint', least: 4.5 },
  { text: 'muted', ground: 'surface', least: 4.5 },
  { text: 'muted', ground: 'field', least: 4.5 },
  { text: 'link', ground: 'surface', least: 4.5 },
  { text: 'message-event', ground: page, least: 4.5 },
  { text: 'link', ground: page, least: 4.5 },
  { text: 'new', ground: page, least: 4.5 },
  { text: 'danger', ground: page, least: 4.5 },
  { text: 'launcher-color', ground: 'launcher-background', least: 4.5 },
  { text: 'edge', ground: page, least: 3 },
  { text: 'focus', ground: page, least: 3 },
];

const tags = /^[a-z0-9-]+-(?:portal|login|ticket-list|ticket|support-form|account|launcher|link)$/;

type Pixel = readonly [red: number, green: number, blue: number];

/** What colours come to, each over the one before. */
function over(canvas: OffscreenCanvasRenderingContext2D, ...colours: readonly string[]): Pixel {
  for (const colour of colours) {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}

function luminance(pixel: Pixel): number {
  const [red, green, blue] = pixel.map((part) =>
    part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 255 / 12.92,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** How well one colour reads on another, as WCAG counts it. */
function ratio(one: Pixel, other: Pixel): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const hex = (pixel: Pixel): string => `#${pixel.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** The backgrounds behind an element, the farthest first; none where a picture is among them. */
function behind(element: Element): string[] | undefined {
  const found: string[] = [];
  for (let at: Element | null = element; at; at = at.assignedSlot ?? at.parentElement ?? hostOf(at)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    if (backgroundImage !== 'none') return undefined;
    found.unshift(backgroundColor);
  }
  return found;
}

const hostOf = (element: Element): Element | null => (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** Every element of ours under a node that nothing of ours is around. */
function outermost(root: Document | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    if (!element.shadowRoot) return [];
    return tags.test(element.localName) ? [element] : outermost(element.shadowRoot);
  });
}

/** The pairs of an element that cannot be read, as sentences. */
export function unreadable(element: Element): string[] {
  const style = getComputedStyle(element);
  const isSet = (token: string): boolean => !!style.getPropertyValue(`--portico-${token}`);
  const probe = document.createElement('span');
  probe.className = 'root';
  probe.hidden = true;
  const button = document.createElement('button');
  const said = document.createElement('span');
  button.className = 'primary';
  button.append(said);
  probe.append(button);
  element.shadowRoot!.append(probe);
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const backgrounds = behind(element);
  const seen = new Set<string>();
  const found = pairs.flatMap(({ text, ground, colour, background, least, isChosen }) => {
    if (!isSet(text) && !((colour ?? isChosen) && isSet(ground))) return [];
    if (ground === page ? !backgrounds : !background && !isSet(ground)) return [];
    probe.style.backgroundColor = ground === page ? '' : `var(--portico-${ground}, ${background ?? 'transparent'})`;
    probe.style.color = `var(--portico-${text}, ${colour ?? 'inherit'})`;
    const { backgroundColor } = getComputedStyle(probe);
    const isBySelf = isChosen && !isSet(text);
    // A launcher's button may have colours of its own.
    if (isBySelf && (isSet('launcher-color') || getComputedStyle(button).backgroundColor !== backgroundColor))
      return [];
    const { color } = getComputedStyle(isBySelf ? said : probe);
    probe.style.color = 'Canvas';
    const grounds = [getComputedStyle(probe).color, ...(backgrounds ?? []), backgroundColor];
    const [below, above] = [over(canvas, ...grounds), over(canvas, ...grounds, color)];
    const reached = ratio(below, above);
    const key = `${text} ${String(below)}`;
    if (reached >= least || seen.has(key)) return [];
    seen.add(key);
    const on = ground === page ? page : `--portico-${ground}`;
    return [
      `<${element.localName}>: --portico-${text} (${hex(above)}) on ${on} (${hex(below)}) has ${reached.toFixed(1)}:1, and needs ${least}:1.`,
    ];
  });
  probe.remove();
  return found;
}

/**
 * Warns whoever makes a page of each pair of tokens that cannot be read, once. For development: it looks at the page again whenever
 * that changes.
 */
export function watchContrast(): void {
  const told = new Set<string>();
  let isDue = false;
  const look = (): void => {
    isDue = false;
    for (const sentence of new Set(outermost(document).flatMap(unreadable))) {
      if (!told.has(sentence)) console.warn(sentence);
      told.add(sentence);
    }
  };
  const wait = (): void => {
    if (!isDue) setTimeout(look, 200);
    isDue = true;
  };
  new MutationObserver(wait).observe(document, { childList: true, subtree: true, attributes: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', wait);
  addEventListener('load', wait);
  wait();
}
