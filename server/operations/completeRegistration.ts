import type { CompleteRegistrationData, CompleteRegistrationResponses } from '../../src/api/schema.ts';
import { allowAttempt, allowToken, attemptSucceeded } from '../accounts/attempts.ts';
import { completeRegistration as complete, findConfirmed } from '../accounts/registrations.ts';
import { mayRegister } from '../policies/access.ts';
import { Problem } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Makes the account of a registration whose e-mail address is confirmed. */
export const completeRegistration: PublicOperation<CompleteRegistrationData, CompleteRegistrationResponses> = async (
  call,
) => {
  const { input, ports, portal, now, remoteAddress } = call;
  const { token, password } = input.body;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  if (!mayRegister(portal, ports.sendsMail)) throw new Problem('not-found');
  const registration = await findConfirmed(ports.db, { portalId: portal.id, token, now });
  const { email } = registration;
  const attempt = { portalId: portal.id, email, remoteAddress };
  await allowAttempt(ports.db, attempt, now);
  await complete(ports.db, registration, password, now);
  await attemptSucceeded(ports.db, attempt);
  return { status: 200, body: { email } };
};
