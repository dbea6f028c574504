import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** How often within how many seconds. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/**
 * Counts one use of a key, in one statement, so that uses at the same moment are all counted.
 *
 * @returns null when it is within the limit, else the seconds to wait
 */
export async function countUse(db: Database, key: string, limit: RateLimit, now: Date): Promise<number | null> {
  const { points, resets_at } = await addUse(db, key, limit.seconds, now);
  if (points <= limit.points) return null;
  return Math.max(1, Math.ceil((resets_at.getTime() - now.getTime()) / 1000));
}

/** Counts one use of a key, and says how many there have been in the time. */
export async function countUses(db: Database, key: string, seconds: number, now: Date): Promise<number> {
  return (await addUse(db, key, seconds, now)).points;
}

async function addUse(db: Database, key: string, seconds: number, now: Date) {
  const resetsAt = new Date(now.getTime() + seconds * 1000);
  return db
    .insertInto('rate_limits')
    .values({ key, points: 1, resets_at: resetsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        points: sql<number>`case when rate_limits.resets_at <= ${now} then 1 else rate_limits.points + 1 end`,
        resets_at: sql<Date>`case when rate_limits.resets_at <= ${now} then excluded.resets_at else rate_limits.resets_at end`,
      }),
    )
    .returning(['points', 'resets_at'])
    .executeTakeFirstOrThrow();
}

/** Takes one use back: a try that was right after all. */
export async function refundUse(db: Database, key: string): Promise<void> {
  await db
    .updateTable('rate_limits')
    .set({ points: sql<number>`greatest(points - 1, 0)` })
    .where('key', '=', key)
    .execute();
}
