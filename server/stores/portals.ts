import type { Database } from '../db/database.ts';
import type { Row } from '../db/tables.ts';

/** The portal at a slug. A demo portal is there for a demo server only. */
export async function findPortal(db: Database, slug: string, demo: boolean): Promise<Row<'portals'> | undefined> {
  return db
    .selectFrom('portals')
    .where('slug', '=', slug)
    .$if(!demo, (query) => query.where('is_demo', '=', false))
    .selectAll()
    .executeTakeFirst();
}

/** A portal by its id, for what is done when nobody asks. */
export async function findPortalById(db: Database, id: string): Promise<Row<'portals'> | undefined> {
  return db.selectFrom('portals').where('id', '=', id).selectAll().executeTakeFirst();
}

/** The stages of a portal in the order of their pipelines. */
export async function listStages(db: Database, portalId: string) {
  return db
    .selectFrom('stages')
    .innerJoin('pipelines', 'pipelines.id', 'stages.pipeline_id')
    .where('pipelines.portal_id', '=', portalId)
    .orderBy('pipelines.position')
    .orderBy('pipelines.id')
    .orderBy('stages.position')
    .orderBy('stages.id')
    .select(['stages.id', 'stages.customer_label', 'stages.status'])
    .execute();
}
