import { PorticoElement } from './portico-element.js';

/**
 * Hands parts of an element on through every element of ours around it, so that a page's style sheet reaches them. What the core draws
 * is handed on from the beginning; this is for what is loaded later.
 */
export function handOn(element: Element, ...parts: string[]): void {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  // An element of the page's own decides by itself what it hands on.
  if (!host || !(host instanceof PorticoElement || element.localName === 'portico-launcher-panel')) return;
  const before = element.getAttribute('exportparts')?.split(/,\s*/) ?? [];
  element.setAttribute('exportparts', [...new Set([...before, ...parts])].join(', '));
  handOn(host, ...parts.map((part) => part.replace(/^.*: /, '')));
}
