import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** The channel that every copy of the server listens on. */
export const LIVE_CHANNEL = 'portico_live';

/** Tells every copy of the server that somebody of the team is writing. Nothing of it is kept: later it would not be true. */
export async function tellWriting(
  db: Database,
  { portalId, ticketId, name }: { portalId: string; ticketId: string; name: string },
): Promise<void> {
  const told = JSON.stringify({ kind: 'writing', portalId, ticketId, name: name.slice(0, 100) });
  await sql`select pg_notify(${LIVE_CHANNEL}, ${told})`.execute(db);
}
