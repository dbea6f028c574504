import type { Database } from '../db/database.ts';
import type { AuditAction, Row } from '../db/tables.ts';

/** Something that is written down in the audit log. */
export interface AuditEntry {
  readonly portalId: string;
  readonly at: Date;
  /** Who did it. */
  readonly actor: string;
  readonly action: AuditAction;
  /** Whose account it was about. */
  readonly contactId: string;
  /** Ids and names of operations; nothing that was read. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Writes an entry down. */
export async function insertAudit(db: Database, entry: AuditEntry): Promise<void> {
  const { portalId: portal_id, contactId: contact_id, details = {}, ...rest } = entry;
  await db
    .insertInto('audit_log')
    .values({ ...rest, portal_id, contact_id, details: JSON.stringify(details) })
    .execute();
}

/** The log of a portal with the contacts' addresses, the oldest entry first. */
export async function listAudit(
  db: Database,
  portalId: string,
): Promise<(Omit<Row<'audit_log'>, 'id' | 'portal_id'> & { email: string | null })[]> {
  return db
    .selectFrom('audit_log')
    .leftJoin('contacts', 'contacts.id', 'audit_log.contact_id')
    .where('audit_log.portal_id', '=', portalId)
    .orderBy('audit_log.id')
    .select([
      'audit_log.at',
      'audit_log.actor',
      'audit_log.action',
      'audit_log.contact_id',
      'audit_log.details',
      'contacts.email',
    ])
    .execute();
}
