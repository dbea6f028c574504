import type { CompletePasswordResetData, CompletePasswordResetResponses } from '../../src/api/schema.ts';
import { allowToken } from '../accounts/attempts.ts';
import { completeReset } from '../accounts/password-resets.ts';
import type { PublicOperation } from './operation.ts';

/** Sets a new password with the token of a link. */
export const completePasswordReset: PublicOperation<CompletePasswordResetData, CompletePasswordResetResponses> = async (
  call,
) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  await completeReset(
    ports,
    { portalId: portal.id, ...input.body, now },
    { language: languages[0] ?? 'en', address: apiUrl.replace(/\/api\/v1$/, '') },
  );
  return { status: 204 };
};
