import type { HTMLAttributes } from 'svelte/elements';
import type { PorticoElements } from './elements.js';

type Entry = PorticoElements[keyof PorticoElements];

/** What Svelte 5 sets on an element: attributes, properties, and `on` before the name of an event. */
type Props<E extends Entry> = Omit<HTMLAttributes<E['element']>, keyof E['attributes']> &
  E['attributes'] &
  Partial<Pick<E['element'], E['properties'] & keyof E['element']>> & {
    [Event in E['events'] as `on${Event}`]?: (event: HTMLElementEventMap[Event]) => void;
  };

type PorticoTags = { [Tag in keyof PorticoElements]: Props<PorticoElements[Tag]> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends PorticoTags {}
}
