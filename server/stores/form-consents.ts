import type { DatabaseTransaction } from '../db/database.ts';
import type { AgreedConsent } from '../db/tables.ts';
import { newId } from '../ids.ts';

/** Writes down who agreed to what with a ticket, in the very words, and when. */
export async function insertFormConsents(
  transaction: DatabaseTransaction,
  { contactId, ticketId, at }: { contactId: string; ticketId: string; at: Date },
  consents: readonly AgreedConsent[],
): Promise<void> {
  if (consents.length === 0) return;
  await transaction
    .insertInto('form_consents')
    .values(
      consents.map((consent) => ({
        id: newId(),
        contact_id: contactId,
        ticket_id: ticketId,
        given_at: at,
        ...consent,
      })),
    )
    .execute();
}
