import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** A device as it is remembered: the names of browser and system, empty where they could not be told. */
export interface KnownDevice {
  readonly contactId: string;
  readonly browser: string;
  readonly system: string;
}

/** How many devices a contact has signed in with, and whether this is one of them since a moment. */
export async function countDevices(db: Database, { contactId, browser, system }: KnownDevice, since: Date) {
  const isThis = sql<boolean>`coalesce(bool_or(browser = ${browser} and system = ${system} and last_seen_at > ${since}), false)`;
  return db
    .selectFrom('known_devices')
    .where('contact_id', '=', contactId)
    .select((eb) => [eb.fn.countAll<number>().as('all'), isThis.as('knows_it')])
    .executeTakeFirstOrThrow();
}

/** Writes down that a contact signed in with a device. */
export async function seeDevice(db: Database, { contactId, browser, system }: KnownDevice, now: Date): Promise<void> {
  await db
    .insertInto('known_devices')
    .values({ contact_id: contactId, browser, system, last_seen_at: now })
    .onConflict((conflict) => conflict.columns(['contact_id', 'browser', 'system']).doUpdateSet({ last_seen_at: now }))
    .execute();
}
