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

const worn = new WeakMap<Element, CSSStyleSheet>();
const unknown = new Set<string>();

/**
 * Gives an element the look of its preset in place of a former one's. `auto` is what the page was made with; a name that is not known
 * is none. A page's own rules for the element win over it.
 */
export function dress(element: Dressed): void {
  const preset = 'preset' in element ? element.preset : element.getAttribute('preset');
  const root = element.shadowRoot!;
  const { defaultView: view, readyState } = root.ownerDocument;
  // A document without a window shows nothing.
  if (!view) return;
  const look = preset === 'auto' ? recognise(element) : preset && known(preset);
  // The style sheets of the page may be on their way still.
  if (preset === 'auto' && !look && readyState !== 'complete')
    view.addEventListener('load', () => dress(element), { once: true });
  const others = root.adoptedStyleSheets.filter((other) => other !== worn.get(element));
  // A style sheet serves one document; it stands before the element's own rules, which say what is not mapped.
  const sheet = new view.CSSStyleSheet();
  if (look) sheet.replaceSync(presets[look].styles.cssText);
  root.adoptedStyleSheets = [sheet, ...others];
  worn.set(element, sheet);
  chooseText(root);
}

/** A name that is not known is told to whoever makes the page, once. */
function known(name: string): Preset | undefined {
  if (Object.hasOwn(presets, name)) return name as Preset;
  if (!unknown.has(name))
    console.warn(`Portico has no preset “${name}”. It knows ${Object.keys(presets).join(', ')} and auto.`);
  unknown.add(name);
  return undefined;
}
