import { sql } from 'kysely';
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

/** Whether a provider lets a contact in, as its lists are now. */
export async function letsIn(db: Database, providerId: string, contactId: string): Promise<boolean> {
  const provider = await db
    .selectFrom('identity_providers')
    .where('id', '=', providerId)
    .select(['portal_id', 'access', 'list_ids'])
    .executeTakeFirst();
  return provider !== undefined && (provider.access === 'all' || (await isOnList(db, provider, contactId)));
}

/** Whether the session of a row in `sessions` began by a provider whose lists its person is on no more. */
export const hasLeftProvider = sql<boolean>`exists (
  select from identity_providers as provider
  where provider.id = sessions.provider_id and provider.access = 'lists' and not exists (
    select from access_list_members as member
    where member.contact_id = sessions.contact_id and member.list_id = any(provider.list_ids)
  )
)`;

/** Ends every session of a portal that began by a provider whose lists its person is on no more. */
export async function deleteSessionsOffProviders(db: Database, portalId: string): Promise<void> {
  await db.deleteFrom('sessions').where('portal_id', '=', portalId).where(hasLeftProvider).execute();
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
