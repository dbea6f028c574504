import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';

/** Whether a contact is on one of the portal's lists that let in. */
export async function isOnList(db: Database, portalId: string, contactId: string): Promise<boolean> {
  const row = await db
    .selectFrom('access_list_members')
    .innerJoin('access_lists', 'access_lists.id', 'access_list_members.list_id')
    .where('access_list_members.contact_id', '=', contactId)
    .where('access_lists.portal_id', '=', portalId)
    .where('access_lists.lets_in', '=', true)
    .select('access_lists.id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The list of a name. */
export async function findList(db: Database, portalId: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('access_lists')
    .where('portal_id', '=', portalId)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** The list of a name, made when it is new. */
export async function findOrMakeList(db: Database, portalId: string, name: string): Promise<string> {
  await db
    .insertInto('access_lists')
    .values({ id: newId(), portal_id: portalId, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const id = await findList(db, portalId, name);
  if (id === undefined) throw new Error('the list is not there');
  return id;
}

/** Puts a contact on a list. */
export async function addMember(db: Database, listId: string, contactId: string): Promise<void> {
  await db
    .insertInto('access_list_members')
    .values({ list_id: listId, contact_id: contactId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a contact from a list; false when they were not on it. */
export async function removeMember(db: Database, listId: string, contactId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('access_list_members')
    .where('list_id', '=', listId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Has just these lists of a portal let in. */
export async function chooseLists(db: Database, portalId: string, listIds: readonly string[]): Promise<void> {
  await db.updateTable('access_lists').set({ lets_in: false }).where('portal_id', '=', portalId).execute();
  await db
    .updateTable('access_lists')
    .set({ lets_in: true })
    .where('portal_id', '=', portalId)
    .where('id', 'in', [...listIds])
    .execute();
}

/** Ends every session of a portal whose person is on no list that lets in. */
export async function deleteSessionsOffLists(db: Database, portalId: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('portal_id', '=', portalId)
    .where('kind', '=', 'customer')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('access_list_members')
            .innerJoin('access_lists', 'access_lists.id', 'access_list_members.list_id')
            .whereRef('access_list_members.contact_id', '=', 'sessions.contact_id')
            .where('access_lists.portal_id', '=', portalId)
            .where('access_lists.lets_in', '=', true)
            .select('access_lists.id'),
        ),
      ),
    )
    .execute();
}
