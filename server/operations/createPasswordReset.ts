import type { CreatePasswordResetData, CreatePasswordResetResponses } from '../../src/api/schema.ts';
import { allowReset } from '../accounts/attempts.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { returnPage } from '../policies/return-to.ts';
import { Problem } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Orders a mail with a link to a new password. Whether there is such an account is looked up when it is sent, not here. */
export const createPasswordReset: PublicOperation<CreatePasswordResetData, CreatePasswordResetResponses> = async (
  call,
) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  if (!ports.sendsMail) throw new Problem('not-found');
  const email = normalizeEmail(input.body.email);
  await allowReset(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  const own = apiUrl.replace(/\/api\/v1$/, '');
  await ports.jobs.enqueue(ports.db, 'send-mail', {
    kind: 'password-reset',
    portalId: portal.id,
    email,
    language: languages[0] ?? 'en',
    address: returnPage(input.body.returnTo, { address: own, origins: portal.allowed_origins }),
    askedAt: now.toISOString(),
  });
  return { status: 202 };
};
