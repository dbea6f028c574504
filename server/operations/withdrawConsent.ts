import type { WithdrawConsentData, WithdrawConsentResponses } from '../../src/api/schema.ts';
import { findConsent, withdrawReceipts } from '../stores/consents.ts';
import { deleteSessionsOf } from '../stores/sessions.ts';
import type { Operation } from './operation.ts';

/** Withdraws what the person has agreed to; where nobody comes in without, it ends their sessions. */
export const withdrawConsent: Operation<WithdrawConsentData, WithdrawConsentResponses> = async ({
  person,
  ports,
  portal,
  now,
}) => {
  await ports.db.transaction().execute(async (transaction) => {
    await withdrawReceipts(person, transaction, now);
    const consent = await findConsent(transaction, portal.id);
    if (consent?.is_required) await deleteSessionsOf(transaction, person.contactId);
  });
  return { status: 204 };
};
