import { after } from 'node:test';
import { newId } from '../../../server/ids.ts';
import { PgBossJobs } from '../../../server/jobs/pg-boss-jobs.ts';
import { testDatabase } from './database.ts';

/** Queues of a test's own in the test's database, with a second try after a second. Nothing is done before `start`. */
export async function testJobs(schema = `jobs_${newId().replaceAll(/\W/g, '').toLowerCase()}`): Promise<PgBossJobs> {
  const jobs = await PgBossJobs.open(await testDatabase(), { schema, retrySeconds: 1 });
  opened.push(jobs);
  return jobs;
}

const opened: PgBossJobs[] = [];

// Before the database is closed, which was asked for first.
after(async () => {
  for (const jobs of opened) await jobs.stop();
});

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${what}`);
}
