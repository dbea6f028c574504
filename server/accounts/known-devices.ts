import type { Database } from '../db/database.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { countDevices, seeDevice } from '../stores/known-devices.ts';
import type { Device } from './devices.ts';
import { timeZoneOf } from './places.ts';
import type { SignedIn } from './requester.ts';

/** How long a device is known after its last sign-in. */
export const KNOWN_MS = 90 * 24 * 60 * 60 * 1000;

/** What is said of a sign-in. */
export interface SignInNews {
  readonly language: string;
  /** The portal's address. */
  readonly address: string;
  /** A host or an identity provider that says who somebody is has its own ways to tell them. */
  readonly isVouchedFor: boolean;
  /** As the browser says it. */
  readonly timeZone: string | undefined;
  readonly now: Date;
}

/** Remembers what somebody signed in with, and tells them by mail when it is new and not the first. */
export async function rememberDevice(
  { db, jobs, sendsMail }: { db: Database; jobs: JobQueue; sendsMail: boolean },
  { portalId, contactId }: SignedIn,
  { browser, system }: Device,
  { language, address, isVouchedFor, timeZone, now }: SignInNews,
): Promise<void> {
  const device = { contactId, browser: browser ?? '', system: system ?? '' };
  await db.transaction().execute(async (transaction) => {
    const { all, knows_it } = await countDevices(transaction, device, new Date(now.getTime() - KNOWN_MS));
    await seeDevice(transaction, device, now);
    if (all === 0 || knows_it || isVouchedFor || !sendsMail) return;
    const at = now.toISOString();
    const order = { kind: 'new-sign-in', browser, system, timeZone: timeZoneOf(timeZone), at } as const;
    await jobs.enqueue(transaction, 'send-mail', { ...order, portalId, contactId, language, address });
  });
}
