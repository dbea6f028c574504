import type { Words } from '../db/tables.ts';

/** The words in the best language there is, or in any at all. */
export function inLanguage(words: Words, languages: readonly string[]): string {
  for (const language of languages) {
    const text = words[language] ?? words[language.split('-', 1)[0] ?? ''];
    if (text !== undefined) return text;
  }
  return Object.values(words)[0] ?? '';
}

/** As {@link inLanguage}; null stays null, and so does what is missing. */
export function inLanguageOrNull(words: Words | null | undefined, languages: readonly string[]): string | null {
  return words ? inLanguage(words, languages) : null;
}
