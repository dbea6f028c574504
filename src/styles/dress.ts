import { type Preset, presets } from './presets.js';

/** Which of them the page around an element was made with. */
export function recognise(element: Element): Preset | undefined {
  const style = getComputedStyle(element);
  return (Object.keys(presets) as Preset[]).find((name) => style.getPropertyValue(presets[name].sign));
}

const sheets = new WeakMap<ShadowRoot, CSSStyleSheet>();

/**
 * Gives an element the look of a preset in place of a former one's. `auto` is what the page was made with; a name that is not known
 * is none. A page's own rules for the element win over it.
 */
export function dress(root: ShadowRoot, name: string | undefined): void {
  const preset = name === 'auto' ? recognise(root.host) : (name as Preset);
  const sheet = preset && Object.hasOwn(presets, preset) ? presets[preset].styles.styleSheet : undefined;
  const former = sheets.get(root);
  if (former === sheet) return;
  const others = root.adoptedStyleSheets.filter((other) => other !== former);
  // Before the element's own rules, which say what is not mapped.
  root.adoptedStyleSheets = sheet ? [sheet, ...others] : others;
  if (sheet) sheets.set(root, sheet);
  else sheets.delete(root);
}
