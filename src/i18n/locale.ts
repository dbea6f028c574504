import type { CoreWords } from './en/core.js';

/** The words of one part of the library: in each language a chunk of its own, loaded when the part is. */
export interface Group<W> {
  readonly [code: string]: undefined | (() => Promise<{ words: W }>);
  /** Says by its type what every language has to say, and speaks for those that are not there yet. */
  readonly en: () => Promise<{ words: W }>;
}

/** The words of several groups together; sentences for problems and for errors of fields are those of all. */
export type WordsOf<G extends readonly Group<object>[]> = G extends readonly [
  Group<infer W>,
  ...infer Rest extends readonly Group<object>[],
]
  ? W & WordsOf<Rest>
  : unknown;

/** The words of one language, and the tag that dates and numbers are written for. */
export interface Locale<W = unknown> {
  /** What dates, numbers and sizes follow: the page's own variant (`en-GB`) where the words are of that language. */
  readonly tag: string;
  /** The language the words are in. */
  readonly code: string;
  readonly t: CoreWords & W;
}

/** What everybody needs. A language is spoken as soon as it is here. */
const core: Group<CoreWords> = { en: () => import('./en/core.js') };

const loaded = new Map<unknown, Promise<{ words: object }>>();

/** The language an element stands in: the nearest `lang` around it, through shadow roots, else the browser's. */
export function languageOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = (at.getRootNode() as Partial<ShadowRoot>).host) {
    const tag = at.closest<HTMLElement>('[lang]')?.lang;
    if (tag) return tag;
  }
  return navigator.language;
}

/**
 * Loads the core's words and those of some groups for a BCP 47 tag. A language we do not speak is answered in English, and so is a
 * group that a language lacks.
 */
export async function loadLocale<const G extends readonly Group<object>[] = []>(
  wanted: string,
  groups?: G,
): Promise<Locale<WordsOf<G>>> {
  const base = wanted.split('-')[0]!.toLowerCase();
  const code = base in core ? base : 'en';
  const chunks = await Promise.all([core, ...(groups ?? [])].map((group) => load(group[code] ?? group.en)));
  const all: Partial<CoreWords>[] = chunks.map(({ words }) => words);
  const join = (name: 'problems' | 'fieldErrors') => Object.assign({}, ...all.map((words) => words[name])) as unknown;
  const t = Object.assign({}, ...all, { problems: join('problems'), fieldErrors: join('fieldErrors') }) as CoreWords &
    WordsOf<G>;
  return { t, code, tag: code === base && isTag(wanted) ? wanted : code };
}

function load(chunk: () => Promise<{ words: object }>): Promise<{ words: object }> {
  let words = loaded.get(chunk);
  if (!words) {
    loaded.set(chunk, (words = chunk()));
    // A chunk that did not arrive may arrive the next time.
    words.catch(() => loaded.delete(chunk));
  }
  return words;
}

function isTag(tag: string): boolean {
  try {
    return Boolean(new Intl.Locale(tag));
  } catch {
    return false;
  }
}
