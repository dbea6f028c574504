import type { AccountWords } from './en.js';

/** Apart from the other words, which every visitor loads. */
const languages: Record<string, () => Promise<AccountWords>> = {
  en: async () => (await import('./en.js')).en,
};

const loaded = new Map<string, Promise<AccountWords>>();

/** Loads the words for the code of a loaded locale. */
export function loadAccountWords(code: string): Promise<AccountWords> {
  let words = loaded.get(code);
  if (!words) {
    words = (languages[code] ?? languages['en']!)();
    loaded.set(code, words);
    // A chunk that did not arrive may arrive the next time.
    words.catch(() => loaded.delete(code));
  }
  return words;
}
