import type { Database } from '../db/database.ts';

/** The properties that a portal shows to customers, in order. */
export async function listShownProperties(db: Database, portalId: string) {
  return db
    .selectFrom('property_definitions')
    .where('portal_id', '=', portalId)
    .where('is_shown', '=', true)
    .orderBy('position')
    .orderBy('name')
    .select(['name', 'label', 'type', 'options'])
    .execute();
}

/** A property that customers see. */
export type ShownProperty = Awaited<ReturnType<typeof listShownProperties>>[number];
