import type { Messages } from './en.js';

/** The words of one language, and the tag that dates and numbers are written for. */
export interface Locale {
  /** What dates, numbers and sizes follow: the page's own variant (`en-GB`) where the words are of that language. */
  readonly tag: string;
  /** The language the words are in. */
  readonly code: string;
  readonly t: Messages;
}

/** Each language is a chunk of its own, loaded when a page speaks it. */
const languages: Record<string, () => Promise<Messages>> = {
  en: async () => (await import('./en.js')).en,
};

const loaded = new Map<string, Promise<Messages>>();

/** The language an element stands in: the nearest `lang` around it, through shadow roots, else the browser's. */
export function languageOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = (at.getRootNode() as Partial<ShadowRoot>).host) {
    const tag = at.closest<HTMLElement>('[lang]')?.lang;
    if (tag) return tag;
  }
  return navigator.language;
}

/** Loads the words for a BCP 47 tag; a language we do not speak is answered in English. */
export async function loadLocale(wanted: string): Promise<Locale> {
  const base = wanted.split('-')[0]!.toLowerCase();
  const code = base in languages ? base : 'en';
  let words = loaded.get(code);
  if (!words) {
    words = languages[code]!();
    loaded.set(code, words);
    // A chunk that did not arrive may arrive the next time.
    words.catch(() => loaded.delete(code));
  }
  return { t: await words, code, tag: code === base && isTag(wanted) ? wanted : code };
}

function isTag(tag: string): boolean {
  try {
    return Boolean(new Intl.Locale(tag));
  } catch {
    return false;
  }
}
