import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { ConsentText, NewRow, Row } from '../db/tables.ts';

/** What a portal asks people to agree to now: its newest version. */
export async function findConsent(db: Database, portalId: string): Promise<Row<'consents'> | undefined> {
  return db
    .selectFrom('consents')
    .where('portal_id', '=', portalId)
    .orderBy('version', 'desc')
    .selectAll()
    .executeTakeFirst();
}

/** Writes a new version down; the portal's row is locked, so that two at once are two versions. */
export async function insertConsent(
  transaction: Database,
  portalId: string,
  consent: { id: string; isRequired: boolean; texts: Record<string, ConsentText> },
): Promise<number> {
  await transaction.selectFrom('portals').where('id', '=', portalId).select('id').forUpdate().execute();
  const version = ((await findConsent(transaction, portalId))?.version ?? 0) + 1;
  await transaction
    .insertInto('consents')
    .values({
      id: consent.id,
      portal_id: portalId,
      version,
      is_required: consent.isRequired,
      texts: JSON.stringify(consent.texts),
    })
    .execute();
  return version;
}

/** Whether a contact has agreed to a version, and still does. */
export async function hasReceipt(db: Database, contactId: string, consentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('consent_receipts')
    .where('contact_id', '=', contactId)
    .where('consent_id', '=', consentId)
    .where('withdrawn_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a receipt down, unless there is one. */
export async function insertReceipt(db: Database, receipt: NewRow<'consent_receipts'>): Promise<void> {
  await db
    .insertInto('consent_receipts')
    .values(receipt)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a person has agreed to last and not withdrawn. */
export async function findOwnReceipt(requester: Requester, db: Database) {
  return db
    .selectFrom('consent_receipts')
    .innerJoin('consents', 'consents.id', 'consent_receipts.consent_id')
    .where('consent_receipts.contact_id', '=', requester.contactId)
    .where('consents.portal_id', '=', requester.portalId)
    .where('consent_receipts.withdrawn_at', 'is', null)
    .orderBy('consents.version', 'desc')
    .select([
      'consents.version',
      'consents.is_required',
      'consents.texts',
      'consent_receipts.language',
      'consent_receipts.given_at',
    ])
    .executeTakeFirst();
}

/** Withdraws all that a person has agreed to. */
export async function withdrawReceipts(requester: Requester, db: Database, now: Date): Promise<void> {
  await db
    .updateTable('consent_receipts')
    .set({ withdrawn_at: now })
    .where('contact_id', '=', requester.contactId)
    .where('withdrawn_at', 'is', null)
    .execute();
}
