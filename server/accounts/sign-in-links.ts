import { createHmac } from 'node:crypto';
import type { SignInLinkCode } from '../../src/api/schema.ts';
import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import { Problem, validationFailed } from '../problem.ts';
import { markMail } from '../stores/contacts.ts';
import {
  addLinkToken,
  countCode,
  findAskedLink,
  findLinkByToken,
  hasCode,
  insertLink,
  renewLink,
  setLinkCode,
  takeLink,
} from '../stores/sign-in-links.ts';
import { allowCode } from './attempts.ts';
import type { Device } from './devices.ts';
import { newToken } from './one-use-tokens.ts';
import { sha256 } from './proofs.ts';

/** How long a link is good. */
export const LINK_MS = 15 * 60 * 1000;

/** A browser that wants a link for an address. */
export interface LinkWish {
  readonly portalId: string;
  /** Normalised. */
  readonly email: string;
  /** What the link belongs to: a key, or a cookie (`entryKey`). */
  readonly browser: string;
  readonly device: Device;
  readonly now: Date;
}

/** Writes a wish down: the same work for an address that is known and for one that is not. */
export async function askForLink(db: Database, { portalId, email, browser, device, now }: LinkWish) {
  const emailHash = sha256(`${portalId}\n${email}`);
  const expiresAt = new Date(now.getTime() + LINK_MS);
  const asked = await findAskedLink(db, { portalId, keyThumbprint: browser, emailHash, now });
  const linkId = asked ?? newId();
  if (asked !== undefined) await renewLink(db, asked, now, expiresAt);
  else
    await insertLink(db, {
      id: linkId,
      portal_id: portalId,
      key_thumbprint: browser,
      email_hash: emailHash,
      contact_id: null,
      browser: device.browser,
      system: device.system,
      asked_at: now,
      expires_at: expiresAt,
    });
  return { linkId, expiresAt };
}

/** A token for the mail of a link; null when nobody waits for it any more. */
export async function issueLinkToken(db: Database, linkId: string, contactId: string, now: Date) {
  const { token, tokenHash } = newToken();
  const link = await addLinkToken(db, { linkId, contactId, tokenHash, now });
  return link && { token, device: { browser: link.browser, system: link.system } };
}

/** The code that a link shows where its key is not. It follows from the token, so that opening it twice shows one code. */
export async function openLink(db: Database, portalId: string, token: string, now: Date) {
  const tokenHash = sha256(token);
  const link = await findLinkByToken(db, portalId, tokenHash, now);
  if (!link) throw new Problem('link-expired');
  const code = codeOf(token);
  await setLinkCode(db, tokenHash, codeHash(link.id, code));
  return { code, device: { browser: link.browser, system: link.system }, askedAt: link.asked_at };
}

/** What a link is used with. */
export interface LinkUse {
  readonly portalId: string;
  readonly browser: string;
  readonly remoteAddress: string;
  readonly now: Date;
}

/** Uses a link in the browser that asked for it: who may come in by it. */
export async function redeemLinkToken(db: Database, use: LinkUse, token: string): Promise<string> {
  const link = await findLinkByToken(db, use.portalId, sha256(token), use.now);
  if (!link) throw new Problem('link-expired');
  if (link.key_thumbprint !== use.browser) throw new Problem('link-other-browser');
  return useUp(db, link.id);
}

/** Uses a link by the code it showed elsewhere. A try counts before it is looked at: many at once are no way around the limit. */
export async function redeemLinkCode(db: Database, use: LinkUse, { linkId, code }: SignInLinkCode): Promise<string> {
  const counted = await countCode(db, { ...use, keyThumbprint: use.browser, linkId });
  if (!counted) throw new Problem('link-expired');
  await allowCode(db, { ...use, emailHash: counted.email_hash }, use.now);
  if (!(await hasCode(db, linkId, codeHash(linkId, code), use.now)))
    throw validationFailed([{ pointer: '/link/code', code: 'invalid' }]);
  return useUp(db, linkId);
}

async function useUp(db: Database, linkId: string): Promise<string> {
  const taken = await takeLink(db, linkId);
  if (!taken?.contact_id) throw new Problem('link-expired');
  // It was read, so mail arrives there.
  await markMail(db, taken.contact_id, null);
  return taken.contact_id;
}

function codeOf(token: string): string {
  const number = createHmac('sha256', token).update('code').digest().readUInt32BE();
  return String(number % 1_000_000).padStart(6, '0');
}

// Six digits are soon guessed from a hash; without the key of the browser that asked they are worth nothing.
function codeHash(linkId: string, code: string): Buffer {
  return sha256(`${linkId}\n${code}`);
}
