import type { RecoveryWords } from './recovery/en.js';

const languages: Record<string, () => Promise<RecoveryWords>> = {
  en: async () => (await import('./recovery/en.js')).recovery,
};

/** Loads what is said on the way to a new password, in a language that {@link Locale.code} names. */
export function loadRecoveryWords(code: string): Promise<RecoveryWords> {
  return (languages[code] ?? languages['en']!)();
}

export type { RecoveryWords };
