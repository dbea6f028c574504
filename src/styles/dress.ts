import { chooseText } from './choose-text.js';
import { type Preset, presets } from './presets.js';

/** Which of them the page around an element was made with. */
export function recognise(element: Element): Preset | undefined {
  const style = getComputedStyle(element);
  return (Object.keys(presets) as Preset[]).find((name) =>
    presets[name].signs.some((sign) => style.getPropertyValue(sign)),
  );
}

/** An element that says what its page was made with, by a property or an attribute alone. */
interface Dressed extends Element {
  readonly preset?: string | null;
}

const sheets = new Map<Preset, CSSStyleSheet>();
const worn = new WeakMap<Element, CSSStyleSheet>();
const unknown = new Set<string>();

/**
 * Gives an element the look of its preset in place of a former one's. `auto` is what the page was made with; a name that is not known
 * is none. A page's own rules for the element win over it.
 */
export function dress(element: Dressed): void {
  const preset = 'preset' in element ? element.preset : element.getAttribute('preset');
  const root = element.shadowRoot!;
  const look = preset === 'auto' ? recognise(element) : preset && known(preset);
  const sheet = look ? sheetFor(look) : undefined;
  // The style sheets of the page may be on their way still.
  if (preset === 'auto' && !look && document.readyState !== 'complete')
    addEventListener('load', () => dress(element), { once: true });
  const former = worn.get(element);
  if (former === sheet) return chooseText(root);
  const others = root.adoptedStyleSheets.filter((other) => other !== former);
  // Before the element's own rules, which say what is not mapped.
  root.adoptedStyleSheets = sheet ? [sheet, ...others] : others;
  if (sheet) worn.set(element, sheet);
  else worn.delete(element);
  chooseText(root);
}

function sheetFor(preset: Preset): CSSStyleSheet {
  let sheet = sheets.get(preset);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(presets[preset].styles.cssText);
    sheets.set(preset, sheet);
  }
  return sheet;
}

/** A name that is not known is told to whoever makes the page, once. */
function known(name: string): Preset | undefined {
  if (Object.hasOwn(presets, name)) return name as Preset;
  if (!unknown.has(name))
    console.warn(`Portico has no preset “${name}”. It knows ${Object.keys(presets).join(', ')} and auto.`);
  unknown.add(name);
  return undefined;
}
