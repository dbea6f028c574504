import type { GivenConsent } from '../../src/api/schema.ts';
import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';
import { newId } from '../ids.ts';
import { Problem, validationFailed } from '../problem.ts';
import { findConsent, insertReceipt } from '../stores/consents.ts';
import { sha256 } from './proofs.ts';

/** A text that somebody agreed to, as the portal had it. */
export interface AgreedText {
  readonly consent: Row<'consents'>;
  readonly language: string;
}

/** What somebody who comes to an account agreed to; null where nothing is asked, or they need not and did not. */
export async function agreedText(
  db: Database,
  portalId: string,
  given: GivenConsent | undefined,
): Promise<AgreedText | null> {
  const consent = await findConsent(db, portalId);
  if (!consent) return null;
  if (!given) {
    if (consent.is_required) throw validationFailed([{ pointer: '/consent', code: 'required' }]);
    return null;
  }
  if (given.version !== consent.version) throw new Problem('consent-required');
  if (!Object.hasOwn(consent.texts, given.language))
    throw validationFailed([{ pointer: '/consent/language', code: 'unknown-value' }]);
  return { consent, language: given.language };
}

/** Writes down who agreed to what and when. The hash is of the very words that were shown. */
export async function giveReceipt(
  db: Database,
  contactId: string,
  { consent, language }: AgreedText,
  now: Date,
): Promise<void> {
  const { label = '', html = '' } = consent.texts[language] ?? {};
  await insertReceipt(db, {
    id: newId(),
    consent_id: consent.id,
    contact_id: contactId,
    language,
    text_hash: sha256(`${label}\n${html}`),
    given_at: now,
  });
}
