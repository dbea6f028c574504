import type { DefineComponent, HTMLAttributes } from 'vue';
import type { PorticoElements } from './elements.js';

type Entry = PorticoElements[keyof PorticoElements];

/** The name of an event as a template's `@` makes a property of it: `portico-ticket-open` is `PorticoTicketOpen`. */
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Camel<Tail>}`
  : Capitalize<Name>;

/** What a template sets: attributes, properties (`.session`), and the listeners of events. */
type Props<E extends Entry> = HTMLAttributes &
  E['attributes'] &
  Partial<Pick<E['element'], E['properties'] & keyof E['element']>> & {
    [Event in E['events'] as `on${Camel<Event>}`]?: (event: HTMLElementEventMap[Event]) => void;
  };

type PorticoTags = { [Tag in keyof PorticoElements]: DefineComponent<Props<PorticoElements[Tag]>> };

declare module 'vue' {
  interface GlobalComponents extends PorticoTags {}
}
