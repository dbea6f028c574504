import type { Consent, ConsentReceipt, Portal } from '../../src/api/schema.ts';
import type { ConsentText, Row } from '../db/tables.ts';

/** That there is something to agree to; the text is asked for when it is shown. */
export function presentConsentReference(consent: Row<'consents'> | undefined): Portal['consent'] {
  return consent ? { version: consent.version, isRequired: consent.is_required } : null;
}

/** What is to be agreed to, in the best language there is. */
export function presentConsent(
  { version, is_required, texts }: Pick<Row<'consents'>, 'version' | 'is_required' | 'texts'>,
  languages: readonly string[],
): Consent {
  const [language, { html, label }] = inLanguage(texts, languages);
  return { version, isRequired: is_required, language, html, label };
}

/** What a person agreed to: in the language they read it in. */
export function presentReceipt(receipt: {
  version: number;
  is_required: boolean;
  texts: Record<string, ConsentText>;
  language: string;
  given_at: Date;
}): ConsentReceipt {
  return { ...presentConsent(receipt, [receipt.language]), givenAt: receipt.given_at.toISOString() };
}

const NOTHING: ConsentText = { html: '', label: '' };

function inLanguage(texts: Record<string, ConsentText>, languages: readonly string[]): [string, ConsentText] {
  for (const wanted of languages) {
    for (const language of [wanted, wanted.split('-', 1)[0] ?? '']) {
      const text = texts[language];
      if (text) return [language, text];
    }
  }
  return Object.entries(texts)[0] ?? ['en', NOTHING];
}
