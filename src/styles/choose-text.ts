const sheetOf = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

const white = sheetOf('.primary > * { color: var(--portico-on-accent, #fff) }');
const black = sheetOf('.primary > * { color: var(--portico-on-accent, #000) }');

/** How bright a colour is, from 0 to 1, as WCAG counts it. */
function luminance(colour: string): number {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
    part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3295,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** What the accent of an element comes to, where text lies on it. */
function accentIn(root: ShadowRoot): string {
  const place = document.createElement('div');
  const ground = document.createElement('span');
  place.className = 'root';
  ground.className = 'primary';
  place.append(ground);
  root.append(place);
  const { backgroundColor } = getComputedStyle(ground);
  place.remove();
  return backgroundColor;
}

/** Chooses the text on the accent where the browser cannot do that by itself, and again when the page turns light or dark. */
export function chooseText(root: ShadowRoot): void {
  if (CSS.supports('color:color(from currentColor xyz x y z)') || root.ownerDocument !== document) return;
  const others = root.adoptedStyleSheets.filter((sheet) => sheet !== white && sheet !== black);
  root.adoptedStyleSheets = [...others, luminance(accentIn(root)) < 0.1833 ? white : black];
  matchMedia('(prefers-color-scheme: dark)').addEventListener(
    'change',
    () => root.host.isConnected && chooseText(root),
    { once: true },
  );
}
