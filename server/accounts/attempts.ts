import type { Database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { countUse, countUses, refundUse, type RateLimit } from '../stores/rate-limits.ts';
import { networkOf } from './networks.ts';
import { sha256 } from './proofs.ts';

/** Wrong tries a minute: for one account, wherever they come from, and from one address, whichever account they are for. */
const PER_ACCOUNT = { points: 5, seconds: 60 };
const PER_ADDRESS = { points: 50, seconds: 60 };

/** A try to sign in. */
export interface Attempt {
  readonly portalId: string;
  /** Normalised. */
  readonly email: string;
  readonly remoteAddress: string;
}

/** Counts a try before the password is looked at; the one too many is refused even when it would be right. */
export async function allowAttempt(db: Database, attempt: Attempt, now: Date): Promise<void> {
  const { account, address } = keysOf(attempt);
  const waits = [await countUse(db, address, PER_ADDRESS, now), await countUse(db, account, PER_ACCOUNT, now)];
  const retryAfter = Math.max(0, ...waits.map((wait) => wait ?? 0));
  if (retryAfter > 0) throw new Problem('too-many-attempts', { retryAfter });
}

/** The try was right: it does not count. The wrong ones before it still do. */
export async function attemptSucceeded(db: Database, attempt: Attempt): Promise<void> {
  const { account, address } = keysOf(attempt);
  await refundUse(db, account);
  await refundUse(db, address);
}

/** Counts a try to come in with a token of a host; it is taken back by `hostTokenSucceeded`. */
export async function allowHostToken(db: Database, attempt: Omit<Attempt, 'email'>, now: Date): Promise<void> {
  const retryAfter = await countUse(db, keysOf({ ...attempt, email: '' }).address, PER_ADDRESS, now);
  if (retryAfter !== null) throw new Problem('too-many-attempts', { retryAfter });
}

/** The token was good: it does not count. */
export async function hostTokenSucceeded(db: Database, attempt: Omit<Attempt, 'email'>): Promise<void> {
  await refundUse(db, keysOf({ ...attempt, email: '' }).address);
}

/** Links to a new password in a quarter of an hour: for one account, and asked for from one address. */
const RESETS = { account: { points: 3, seconds: 900 }, address: { points: 20, seconds: 900 } };
/** Tokens tried from one address in a minute. Nobody guesses 32 random bytes; it keeps the noise down. */
const TOKENS_PER_ADDRESS = { points: 20, seconds: 60 };

/** The same for links that sign in: as many people ask twice. */
const LINKS = { account: { points: 5, seconds: 900 }, address: { points: 20, seconds: 900 } };
/** Codes tried in a quarter of an hour: for one account, whichever link they are for, and from one address. */
const CODES = { account: { points: 10, seconds: 900 }, address: { points: 30, seconds: 900 } };

/** Counts a wish for a link to a new password, for an account that is there or not. */
export async function allowReset(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'reset'), RESETS, now);
}

/** Accounts asked for in a quarter of an hour: with one e-mail address, and from one address. */
const REGISTRATIONS = { account: { points: 3, seconds: 900 }, address: { points: 20, seconds: 900 } };

/** Counts a wish for an account, for an e-mail address that has one or not. */
export async function allowRegistration(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'registration'), REGISTRATIONS, now);
}

/** Wishes to be let in, in a day: with one e-mail address, and from one address. */
const ACCESS_REQUESTS = { account: { points: 3, seconds: 86_400 }, address: { points: 10, seconds: 86_400 } };
/** Mails about them that the administrators of one portal get in an hour. */
const ACCESS_MAILS = { points: 30, seconds: 3600 };

/** Counts a wish to be let in. */
export async function allowAccessRequest(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'access'), ACCESS_REQUESTS, now);
}

/** Whether the administrators are to be told of one more wish; else it is only written down. */
export async function mayTellAdministrators(db: Database, portalId: string, now: Date): Promise<boolean> {
  return (await countUse(db, `access-mails:${portalId}`, ACCESS_MAILS, now)) === null;
}

/** Requests without an account in a quarter of an hour: confirmed by one e-mail address, and from one address. */
const REQUESTS = { account: { points: 3, seconds: 900 }, address: { points: 20, seconds: 900 } };

/** Counts a request, for an e-mail address that is known or not. */
export async function allowRequest(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'request'), REQUESTS, now);
}

/** Challenges that one address gets in a quarter of an hour. */
const CHALLENGES = { points: 200, seconds: 900 };

/** Counts a challenge; how many the address has had in the last quarter of an hour. */
export async function countChallenge(
  db: Database,
  { portalId, remoteAddress }: Omit<Attempt, 'email'>,
  now: Date,
): Promise<number> {
  const { address } = keysOf({ portalId, email: '', remoteAddress }, 'challenge');
  const count = await countUses(db, address, CHALLENGES.seconds, now);
  if (count > CHALLENGES.points) throw new Problem('rate-limited', { retryAfter: CHALLENGES.seconds });
  return count;
}

/** Looks into the knowledge base from one address in a minute: more than anybody types. */
const SUGGESTIONS = { points: 120, seconds: 60 };

/** Counts a look into the knowledge base. */
export async function allowSuggestions(
  db: Database,
  { portalId, remoteAddress }: Omit<Attempt, 'email'>,
  now: Date,
): Promise<void> {
  const { address } = keysOf({ portalId, email: '', remoteAddress }, 'articles');
  const retryAfter = await countUse(db, address, SUGGESTIONS, now);
  if (retryAfter !== null) throw new Problem('rate-limited', { retryAfter });
}

/** Counts a wish for a link that signs in, for an account that is there or not. */
export async function allowLink(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'link'), LINKS, now);
}

/** Counts a code that is tried, for whichever link of an address. Its link ends sooner; this is for who asks for many. */
export async function allowCode(
  db: Database,
  attempt: { portalId: string; emailHash: Uint8Array; remoteAddress: string },
  now: Date,
): Promise<void> {
  const email = Buffer.from(attempt.emailHash).toString('base64url');
  await allowBoth(db, keysOf({ ...attempt, email }, 'code'), CODES, now);
}

/** Counts a wish for another e-mail address. */
export async function allowEmailChange(db: Database, attempt: Attempt, now: Date): Promise<void> {
  await allowBoth(db, keysOf(attempt, 'email-change'), LINKS, now);
}

async function allowBoth(
  db: Database,
  { account, address }: { account: string; address: string },
  limits: { account: RateLimit; address: RateLimit },
  now: Date,
): Promise<void> {
  const waits = [await countUse(db, address, limits.address, now), await countUse(db, account, limits.account, now)];
  const retryAfter = Math.max(0, ...waits.map((wait) => wait ?? 0));
  if (retryAfter > 0) throw new Problem('too-many-attempts', { retryAfter });
}

/** Counts a token that is tried. */
export async function allowToken(db: Database, portalId: string, remoteAddress: string, now: Date): Promise<void> {
  const { address } = keysOf({ portalId, email: '', remoteAddress }, 'token');
  const retryAfter = await countUse(db, address, TOKENS_PER_ADDRESS, now);
  if (retryAfter !== null) throw new Problem('too-many-attempts', { retryAfter });
}

// Hashed: the table of counts is no list of people. An account that is not there is counted like one that is.
function keysOf({ portalId, email, remoteAddress }: Attempt, purpose = 'sign-in') {
  const key = (kind: string, value: string) =>
    `${purpose}-${kind}:${sha256(`${portalId}\n${value}`).toString('base64url')}`;
  return { account: key('account', email), address: key('address', networkOf(remoteAddress)) };
}
