import type { GetConsentData, GetConsentResponses } from '../../src/api/schema.ts';
import { presentConsent } from '../presenters/consent.ts';
import { Problem } from '../problem.ts';
import { findConsent } from '../stores/consents.ts';
import type { PublicOperation } from './operation.ts';

/** What is to be agreed to. */
export const getConsent: PublicOperation<GetConsentData, GetConsentResponses> = async ({
  ports,
  portal,
  languages,
}) => {
  const consent = await findConsent(ports.db, portal.id);
  if (!consent) throw new Problem('not-found');
  return { status: 200, body: presentConsent(consent, languages) };
};
