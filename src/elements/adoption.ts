import { added, elsewhere } from '../styles/added.js';
import { PorticoElement } from './portico-element.js';

const copies = new WeakMap<Window, WeakMap<CSSStyleSheet, CSSStyleSheet>>();

/** A style sheet serves one document: any other needs a copy of its own. */
function copyFor(view: Window & typeof globalThis, sheet: CSSStyleSheet): CSSStyleSheet {
  if (view === window) return sheet;
  const own = copies.get(view) ?? new WeakMap<CSSStyleSheet, CSSStyleSheet>();
  copies.set(view, own);
  let copy = own.get(sheet);
  if (!copy) {
    own.set(sheet, (copy = new view.CSSStyleSheet()));
    copy.replaceSync(Array.from(sheet.cssRules, ({ cssText }) => cssText).join('\n'));
  }
  return copy;
}

/** Gives a shadow root the styles of its element, and those that were added, as the document takes them that it is in by now. */
function restyle(root: ShadowRoot): void {
  const { defaultView: view } = root.ownerDocument;
  const { elementStyles } = root.host.constructor as typeof PorticoElement;
  const own = elementStyles.map((styles) => (styles instanceof CSSStyleSheet ? styles : styles.styleSheet!));
  // A document without a window shows nothing.
  if (view) root.adoptedStyleSheets = [...own, ...(added.get(root) ?? [])].map((sheet) => copyFor(view, sheet));
}

const createRenderRoot = function (this: PorticoElement): ShadowRoot {
  const { shadowRootOptions } = this.constructor as typeof PorticoElement;
  const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
  restyle(root);
  return root;
};

// What is made from now on may be in another document from its beginning.
Object.assign(PorticoElement.prototype, { createRenderRoot });
elsewhere.restyle = restyle;

/** Gives an element that was moved into another document its styles there: they do not come along. */
export async function adopt(element: PorticoElement): Promise<void> {
  const { shadowRoot, preset } = element;
  if (!shadowRoot) return;
  restyle(shadowRoot);
  if (preset) (await import('../styles/dress.js')).dress(element);
}
