import type { Channel } from '../db/tables.ts';
import type { DemoFile } from './files.ts';
import type { MailProgram } from './mail.ts';

export type CustomerKey = 'mika' | 'lena' | 'rosa' | 'karim';
export type AgentKey = 'ines' | 'tom' | 'sanna';
export type AuthorKey = CustomerKey | AgentKey;
export type StageKey =
  | 'support.received'
  | 'support.looking'
  | 'support.waiting'
  | 'support.engineering'
  | 'support.solved'
  | 'orders.received'
  | 'orders.rma'
  | 'orders.on-its-way'
  | 'orders.workshop'
  | 'orders.quote'
  | 'orders.shipped'
  | 'orders.completed';

/** Something said, so long before the newest thing of the whole demo. */
export interface Turn {
  readonly by: AuthorKey;
  /** `3d 4h 20m` */
  readonly ago: string;
  readonly channel: Channel;
  /** Markdown, plain text or, with a mail program, paragraphs that it dresses as its own HTML. */
  readonly text: string;
  readonly as: 'markdown' | 'plain' | MailProgram;
  readonly files: readonly DemoFile[];
}

/** What colleagues say to each other; no customer ever reads it. */
export interface NoteTurn {
  readonly by: AgentKey;
  readonly ago: string;
  readonly text: string;
}

/** One ticket and everything that was said about it. */
export interface Story {
  readonly key: string;
  readonly by: CustomerKey;
  readonly subject: string;
  readonly stage: StageKey;
  readonly properties: Readonly<Record<string, string>>;
  readonly turns: readonly Turn[];
  readonly notes: readonly NoteTurn[];
}

/** Writes a story down. A note's text begins with `NOTE-`, so that a test can look for it where it must not be. */
export function story(
  key: string,
  by: CustomerKey,
  subject: string,
  stage: StageKey,
  properties: Record<string, string>,
  turns: Turn[],
  notes: NoteTurn[] = [],
): Story {
  return { key, by, subject, stage, properties, turns, notes };
}

/** The ways a person says something: `tom.mail('2d', …)`. */
export function voice(by: AuthorKey) {
  const turn =
    (channel: Channel, as: Turn['as']) =>
    (ago: string, text: string, ...files: DemoFile[]): Turn => ({ by, ago, channel, as, text, files });
  return {
    portal: turn('portal', 'markdown'),
    form: turn('form', 'markdown'),
    plain: turn('email', 'plain'),
    outlook: turn('email', 'outlook'),
    gmail: turn('email', 'gmail'),
    apple: turn('email', 'apple'),
    chat: turn('chat', 'plain'),
    messenger: turn('messenger', 'plain'),
    phone: turn('phone', 'plain'),
  };
}

/** A note of an agent. */
export function note(by: AgentKey, ago: string, text: string): NoteTurn {
  return { by, ago, text: `NOTE-${text}` };
}

/** Milliseconds of `3d 4h 20m`. */
export function milliseconds(ago: string): number {
  const units: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
  return ago.split(' ').reduce((sum, part) => sum + Number(part.slice(0, -1)) * units[part.at(-1)!]!, 0);
}
