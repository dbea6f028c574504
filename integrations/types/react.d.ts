import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PorticoElements } from './elements.js';

type Entry = PorticoElements[keyof PorticoElements];

/** What React 19 sets on an element: attributes, properties, and `on` before the name of an event. */
type Props<E extends Entry> = DetailedHTMLProps<
  Omit<HTMLAttributes<E['element']>, keyof E['attributes']>,
  E['element']
> &
  E['attributes'] &
  Partial<Pick<E['element'], E['properties'] & keyof E['element']>> & {
    [Event in E['events'] as `on${Event}`]?: (event: HTMLElementEventMap[Event]) => void;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends PorticoTags {}
  }
}

type PorticoTags = { [Tag in keyof PorticoElements]: Props<PorticoElements[Tag]> };
