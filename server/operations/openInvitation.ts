import type { OpenInvitationData, OpenInvitationResponses } from '../../src/api/schema.ts';
import { allowToken } from '../accounts/attempts.ts';
import { findInvited } from '../accounts/invitations.ts';
import type { PublicOperation } from './operation.ts';

/** Says whom an invitation is for. */
export const openInvitation: PublicOperation<OpenInvitationData, OpenInvitationResponses> = async (call) => {
  const { input, ports, portal, now, remoteAddress } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const { email, name } = await findInvited(ports.db, { portalId: portal.id, token: input.body.token, now });
  return { status: 200, body: { email, name } };
};
