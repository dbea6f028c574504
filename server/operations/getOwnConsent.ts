import type { GetOwnConsentData, GetOwnConsentResponses } from '../../src/api/schema.ts';
import { presentReceipt } from '../presenters/consent.ts';
import { findOwnReceipt } from '../stores/consents.ts';
import type { Operation } from './operation.ts';

/** What the person has agreed to. */
export const getOwnConsent: Operation<GetOwnConsentData, GetOwnConsentResponses> = async ({ person, ports }) => {
  const receipt = await findOwnReceipt(person, ports.db);
  return { status: 200, body: { receipt: receipt ? presentReceipt(receipt) : null } };
};
