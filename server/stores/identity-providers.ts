import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';

/** The providers of a portal, in the order customers see them. */
export async function listIdentityProviders(db: Database, portalId: string): Promise<Row<'identity_providers'>[]> {
  return db
    .selectFrom('identity_providers')
    .where('portal_id', '=', portalId)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('slug')
    .selectAll()
    .execute();
}

/** The provider of a portal at a slug. */
export async function findIdentityProvider(
  db: Database,
  portalId: string,
  slug: string,
): Promise<Row<'identity_providers'> | undefined> {
  return db
    .selectFrom('identity_providers')
    .where('portal_id', '=', portalId)
    .where('slug', '=', slug.replaceAll('\0', ''))
    .selectAll()
    .executeTakeFirst();
}

/** Whether a contact is on one of the lists of a provider. */
export async function isOnList(
  db: Database,
  { portal_id, list_ids }: Pick<Row<'identity_providers'>, 'portal_id' | 'list_ids'>,
  contactId: string,
): Promise<boolean> {
  const member = await db
    .selectFrom('access_list_members')
    .innerJoin('access_lists', 'access_lists.id', 'access_list_members.list_id')
    .where('access_lists.portal_id', '=', portal_id)
    .where('access_lists.id', 'in', list_ids)
    .where('access_list_members.contact_id', '=', contactId)
    .select('access_lists.id')
    .executeTakeFirst();
  return member !== undefined;
}
