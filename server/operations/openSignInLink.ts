import type { OpenSignInLinkData, OpenSignInLinkResponses } from '../../src/api/schema.ts';
import { allowToken } from '../accounts/attempts.ts';
import { openLink } from '../accounts/sign-in-links.ts';
import type { PublicOperation } from './operation.ts';

/** Shows the code of a link to whoever reads the mail in another browser. */
export const openSignInLink: PublicOperation<OpenSignInLinkData, OpenSignInLinkResponses> = async (call) => {
  const { input, ports, portal, now, remoteAddress } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const { code, device, askedAt } = await openLink(ports.db, portal.id, input.body.token, now);
  return { status: 200, body: { code, device, askedAt: askedAt.toISOString() } };
};
