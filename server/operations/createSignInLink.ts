import type { CreateSignInLinkData, CreateSignInLinkResponses } from '../../src/api/schema.ts';
import { allowLink } from '../accounts/attempts.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { invalid } from '../accounts/proofs.ts';
import { askForLink } from '../accounts/sign-in-links.ts';
import { offersEmailLink } from '../policies/sign-in.ts';
import { returnPage } from '../policies/return-to.ts';
import { Problem } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Orders a mail with a link that signs in. Whether there is such an account is looked up when it is sent, not here. */
export const createSignInLink: PublicOperation<CreateSignInLinkData, CreateSignInLinkResponses> = async (call) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress, keyThumbprint, userAgent } = call;
  if (!offersEmailLink(portal, ports.sendsMail)) throw new Problem('not-found');
  if (keyThumbprint === null) throw invalid('no DPoP header');
  const email = normalizeEmail(input.body.email);
  await allowLink(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  const wish = { portalId: portal.id, email, keyThumbprint, device: deviceOf(userAgent), now };
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
  return { status: 202, body: { linkId, expiresAt: expiresAt.toISOString() } };
};
