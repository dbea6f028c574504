import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { Problem } from '../problem.ts';
import { findConsent } from '../stores/consents.ts';
import {
  findRegistrationByLink,
  insertRegistration,
  insertRegistrationLink,
  takeRegistration,
} from '../stores/registrations.ts';
import { type AgreedText, giveReceipt } from './consent.ts';
import { newToken } from './one-use-tokens.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { sha256 } from './proofs.ts';

const REGISTRATION_MS = 24 * 60 * 60 * 1000;

/** Who asks for an account; everything is checked. */
export interface NewRegistration {
  readonly portalId: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly agreed: AgreedText | null;
  readonly now: Date;
}

/** Writes down who asks for an account and orders the mail: the same work whether the e-mail address is known or not. */
export async function orderRegistration(
  { db, jobs }: { db: Database; jobs: JobQueue },
  { portalId, email, name, password, agreed, now }: NewRegistration,
  mail: { language: string; address: string },
): Promise<void> {
  const id = newId();
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (transaction) => {
    await insertRegistration(transaction, {
      id,
      portal_id: portalId,
      email,
      name,
      password_hash: passwordHash,
      consent_id: agreed?.consent.id ?? null,
      consent_language: agreed?.language ?? null,
      created_at: now,
      expires_at: new Date(now.getTime() + REGISTRATION_MS),
    });
    await jobs.enqueue(transaction, 'send-mail', { kind: 'registration', portalId, registrationId: id, ...mail });
  });
}

/** A new link's token. */
export async function issueRegistrationLink(db: Database, registrationId: string): Promise<string> {
  const { token, tokenHash } = newToken();
  await insertRegistrationLink(db, { token_hash: tokenHash, registration_id: registrationId });
  return token;
}

/** Who is confirmed by a link, if the password is the one that was chosen. */
export async function findConfirmed(
  db: Database,
  { portalId, token, now }: { portalId: string; token: string; now: Date },
) {
  const registration = await findRegistrationByLink(db, { portalId, tokenHash: sha256(token), now });
  if (!registration) throw new Problem('link-expired');
  return registration;
}

/**
 * Makes the account, once. The password has to be the one that was chosen at the registration: otherwise whoever registers with the
 * address of somebody else would have an account with it as soon as that person follows the link.
 */
export async function completeRegistration(
  db: Database,
  registration: Awaited<ReturnType<typeof findConfirmed>>,
  password: string,
  now: Date,
): Promise<void> {
  if (!(await passwordMatches(password, registration.password_hash))) throw new Problem('credentials-wrong');
  await db.transaction().execute(async (transaction) => {
    const contactId = await takeRegistration(transaction, registration, newId());
    if (contactId === null) throw new Problem('link-expired');
    const agreed = await agreedAtRegistration(transaction, registration);
    if (agreed) await giveReceipt(transaction, contactId, agreed, now);
  });
}

/** What was agreed to, while it is the newest version: an older one is asked for again at the sign-in. */
async function agreedAtRegistration(
  db: Database,
  { portal_id, consent_id, consent_language }: Awaited<ReturnType<typeof findConfirmed>>,
): Promise<AgreedText | null> {
  if (consent_id === null || consent_language === null) return null;
  const consent = await findConsent(db, portal_id);
  return consent?.id === consent_id ? { consent, language: consent_language } : null;
}
