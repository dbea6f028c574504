import type { CSSResult } from 'lit';

/** The style sheets that came with parts of elements, by the shadow roots they were added to. */
export const added = new WeakMap<Node, Set<CSSStyleSheet>>();

/** How it is done in another document than the library's; there before anything can be added there. */
export const elsewhere: { restyle?: (root: ShadowRoot) => void } = {};

/** Adds styles to a shadow root, once. They stay with it in every document. */
export function addStyles(root: Node, ...styles: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  const sheets = new Set([...(added.get(root) ?? []), ...styles.map(({ styleSheet }) => styleSheet!)]);
  added.set(root, sheets);
  if (root.ownerDocument === document) root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...sheets])];
  else elsewhere.restyle?.(root);
}
