import type { Words } from '../db/tables.ts';

/** The words in the best language there is, or in any at all. */
export function inLanguage(words: Words, languages: readonly string[]): string {
  return words[languageOf(words, languages)] ?? '';
}

/** The best language that the words are in. */
export function languageOf(words: Words, languages: readonly string[]): string {
  for (const wished of languages) {
    for (const language of [wished, wished.split('-', 1)[0] ?? '']) if (Object.hasOwn(words, language)) return language;
  }
  return Object.keys(words)[0] ?? '';
}

/** As {@link inLanguage}; null stays null, and so does what is missing. */
export function inLanguageOrNull(words: Words | null | undefined, languages: readonly string[]): string | null {
  return words ? inLanguage(words, languages) : null;
}
