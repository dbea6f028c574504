import type { ConfirmRequestData, ConfirmRequestResponses } from '../../src/api/schema.ts';
import { allowToken } from '../accounts/attempts.ts';
import { confirmRequest as confirm } from '../accounts/requests.ts';
import type { PublicOperation } from './operation.ts';

/** Makes the ticket of a request whose e-mail address is confirmed; again, it answers the same. */
export const confirmRequest: PublicOperation<ConfirmRequestData, ConfirmRequestResponses> = async (call) => {
  const { input, ports, portal, now, remoteAddress } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const body = await confirm(ports, { portalId: portal.id, token: input.body.token, now });
  return { status: 200, body };
};
