import type { CreateSignInLinkData, CreateSignInLinkResponses } from '../../src/api/schema.ts';
import { entryKey } from '../accounts/access.ts';
import { allowLink } from '../accounts/attempts.ts';
import { giveCookie } from '../accounts/cookies.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { newToken } from '../accounts/one-use-tokens.ts';
import { invalid } from '../accounts/proofs.ts';
import { askForLink, LINK_MS } from '../accounts/sign-in-links.ts';
import { offersEmailLink } from '../policies/sign-in.ts';
import { returnPage } from '../policies/return-to.ts';
import { Problem } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Orders a mail with a link that signs in. Whether there is such an account is looked up when it is sent, not here. */
export const createSignInLink: PublicOperation<CreateSignInLinkData, CreateSignInLinkResponses> = async (call) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress, keyThumbprint, cookie, userAgent } = call;
  if (!offersEmailLink(portal, ports.sendsMail)) throw new Problem('not-found');
  if (keyThumbprint === null && cookie === null) throw invalid('no DPoP header');
  const email = normalizeEmail(input.body.email);
  await allowLink(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  // A browser that waits already goes on waiting, so that every mail it is sent is good.
  const token = cookie && (cookie.link.token ?? newToken().token);
  const browser = entryKey(keyThumbprint, token);
  const wish = { portalId: portal.id, email, browser, device: deviceOf(userAgent), now };
  const own = apiUrl.replace(/\/api\/v1$/, '');
  const { linkId, expiresAt } = await ports.db.transaction().execute(async (transaction) => {
    const link = await askForLink(transaction, wish);
    await ports.jobs.enqueue(transaction, 'send-mail', {
      kind: 'sign-in-link',
      portalId: portal.id,
      email,
      linkId: link.linkId,
      language: languages[0] ?? 'en',
      address: returnPage(input.body.returnTo, { address: own, origins: portal.allowed_origins }),
    });
    return link;
  });
  const body = { linkId, expiresAt: expiresAt.toISOString() };
  if (!cookie || token === null) return { status: 202, body };
  return { status: 202, headers: { 'Set-Cookie': giveCookie(cookie.link, token, LINK_MS / 1000) }, body };
};
