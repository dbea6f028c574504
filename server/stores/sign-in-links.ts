import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { NewRow } from '../db/tables.ts';

/** Wrong codes after which a link is worth nothing. */
export const WRONG_CODES = 5;

// Good ones only; what is not is deleted later.
const liveLinks = (db: Database, portalId: string, now: Date) =>
  db
    .selectFrom('sign_in_links')
    .where('sign_in_links.portal_id', '=', portalId)
    .where('sign_in_links.expires_at', '>', now)
    .where('wrong_codes', '<', WRONG_CODES);

/** The link that a browser has asked for already, for the same address. */
export async function findAskedLink(
  db: Database,
  asked: { portalId: string; keyThumbprint: string; emailHash: Uint8Array; now: Date },
): Promise<string | undefined> {
  const row = await liveLinks(db, asked.portalId, asked.now)
    .where('key_thumbprint', '=', asked.keyThumbprint)
    .where('email_hash', '=', asked.emailHash)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** Writes down that a browser asked for a link. */
export async function insertLink(db: Database, link: NewRow<'sign_in_links'>): Promise<void> {
  await db.insertInto('sign_in_links').values(link).execute();
}

/** Another mail is wanted: the link lives on. */
export async function renewLink(db: Database, id: string, now: Date, expiresAt: Date): Promise<void> {
  await db.updateTable('sign_in_links').set({ asked_at: now, expires_at: expiresAt }).where('id', '=', id).execute();
}

/** Gives a link its contact and one more token; null when it is used, dead or gone. */
export async function addLinkToken(
  db: Database,
  { linkId, contactId, tokenHash, now }: { linkId: string; contactId: string; tokenHash: Uint8Array; now: Date },
) {
  const link = await db
    .updateTable('sign_in_links')
    .set({ contact_id: contactId })
    .where('id', '=', linkId)
    .where('expires_at', '>', now)
    .where('wrong_codes', '<', WRONG_CODES)
    .returning(['expires_at', 'browser', 'system'])
    .executeTakeFirst();
  if (!link) return null;
  await db
    .insertInto('sign_in_link_tokens')
    .values({ token_hash: tokenHash, link_id: linkId, code_hash: null, expires_at: link.expires_at })
    .execute();
  return link;
}

/** The link of a token. */
export async function findLinkByToken(db: Database, portalId: string, tokenHash: Uint8Array, now: Date) {
  return liveLinks(db, portalId, now)
    .innerJoin('sign_in_link_tokens', 'link_id', 'sign_in_links.id')
    .where('token_hash', '=', tokenHash)
    .where('sign_in_link_tokens.expires_at', '>', now)
    .select(['sign_in_links.id', 'key_thumbprint', 'browser', 'system', 'asked_at'])
    .executeTakeFirst();
}

/** From now on the code of a token is good. */
export async function setLinkCode(db: Database, tokenHash: Uint8Array, codeHash: Uint8Array): Promise<void> {
  await db
    .updateTable('sign_in_link_tokens')
    .set({ code_hash: codeHash })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Counts a try with a code, right or wrong; undefined when there is no such link of that browser, or it is dead. */
export async function countCode(
  db: Database,
  { portalId, linkId, keyThumbprint, now }: { portalId: string; linkId: string; keyThumbprint: string; now: Date },
): Promise<{ email_hash: Uint8Array } | undefined> {
  return db
    .updateTable('sign_in_links')
    .set({ wrong_codes: sql<number>`wrong_codes + 1` })
    .where('id', 'in', liveLinks(db, portalId, now).where('sign_in_links.id', '=', linkId).select('sign_in_links.id'))
    .where('wrong_codes', '<', WRONG_CODES)
    .where('key_thumbprint', '=', keyThumbprint)
    .returning('email_hash')
    .executeTakeFirst();
}

/** Whether one of a link's mails, opened elsewhere, has shown this code. */
export async function hasCode(db: Database, linkId: string, codeHash: Uint8Array, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in_link_tokens')
    .where('link_id', '=', linkId)
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .select('link_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses a link up: whose it was; undefined when somebody was faster. */
export async function takeLink(db: Database, id: string): Promise<{ contact_id: string | null } | undefined> {
  return db.deleteFrom('sign_in_links').where('id', '=', id).returning('contact_id').executeTakeFirst();
}
