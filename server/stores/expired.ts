import type { Database } from '../db/database.ts';
import { insertAudit } from './audit-log.ts';
import { deleteEventsBefore } from './live-events.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long it is kept who asked to be let in. */
const KEPT_REQUESTS_DAYS = 90;

/** Forgets what has had its time: sessions, proofs, counts. Idempotency keys are none of it: a reply may wait on a device for months. */
export async function deleteExpiredRows(db: Database, now: Date): Promise<void> {
  const idle = new Date(now.getTime() - DAY_MS);
  await db.transaction().execute(async (transaction) => {
    const ended = await transaction
      .deleteFrom('sessions')
      // No portal's idle limit is longer than a day.
      .where((eb) => eb.or([eb('ends_at', '<', now), eb('last_used_at', '<', idle)]))
      .returning(['id', 'portal_id', 'contact_id', 'staff', 'ends_at'])
      .execute();
    for (const { id, portal_id: portalId, contact_id: contactId, staff, ends_at: at } of ended) {
      if (staff === null) continue;
      const details = { session: id };
      await insertAudit(transaction, { portalId, contactId, at, actor: staff, action: 'staff-view-ended', details });
    }
  });
  await db.deleteFrom('used_proofs').where('expires_at', '<', now).execute();
  await db.deleteFrom('used_host_tokens').where('expires_at', '<', now).execute();
  await db.deleteFrom('password_resets').where('expires_at', '<', now).execute();
  await db.deleteFrom('staff_links').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in_attempts').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in_codes').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in_protocol_values').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in_links').where('expires_at', '<', now).execute();
  await db.deleteFrom('email_changes').where('expires_at', '<', now).execute();
  // A mail that comes back does so within days.
  await db
    .deleteFrom('sent_mails')
    .where('sent_at', '<', new Date(now.getTime() - 14 * DAY_MS))
    .execute();
  await db.deleteFrom('requests').where('expires_at', '<', now).execute();
  await db.deleteFrom('used_work').where('expires_at', '<', now).execute();
  await db.deleteFrom('registrations').where('expires_at', '<', now).execute();
  await db.deleteFrom('invitations').where('expires_at', '<', now).execute();
  await db.deleteFrom('pending_entries').where('expires_at', '<', now).execute();
  await db
    .deleteFrom('access_requests')
    .where('created_at', '<', new Date(now.getTime() - KEPT_REQUESTS_DAYS * DAY_MS))
    .execute();
  await deleteEventsBefore(db, idle);
  await db.deleteFrom('rate_limits').where('resets_at', '<', now).execute();
}
