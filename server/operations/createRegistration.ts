import type { CreateRegistrationData, CreateRegistrationResponses } from '../../src/api/schema.ts';
import { allowRegistration } from '../accounts/attempts.ts';
import { agreedText } from '../accounts/consent.ts';
import { isEmailForAccount, normalizeEmail } from '../accounts/email.ts';
import { cleanName } from '../accounts/names.ts';
import { orderRegistration } from '../accounts/registrations.ts';
import { mayRegister } from '../policies/access.ts';
import { passwordErrors } from '../policies/password.ts';
import { returnPage } from '../policies/return-to.ts';
import { Problem, validationFailed } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Asks for an account. Whether there is one with that e-mail address is looked up when the mail is sent, not here. */
export const createRegistration: PublicOperation<CreateRegistrationData, CreateRegistrationResponses> = async (
  call,
) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  if (!mayRegister(portal, ports.sendsMail)) throw new Problem('not-found');
  const { password, consent, returnTo } = input.body;
  const email = normalizeEmail(input.body.email);
  const name = cleanName(input.body.name);
  const errors = passwordErrors('/password', password, { email, name });
  if (name === '') errors.push({ pointer: '/name', code: 'required' });
  if (!isEmailForAccount(email)) errors.push({ pointer: '/email', code: 'invalid' });
  if (errors.length > 0) throw validationFailed(errors);
  const agreed = await agreedText(ports.db, portal.id, consent);
  await allowRegistration(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  const own = apiUrl.replace(/\/api\/v1$/, '');
  await orderRegistration(
    ports,
    { portalId: portal.id, email, name, password, agreed, now },
    {
      language: languages[0] ?? 'en',
      address: returnPage(returnTo, { address: own, origins: portal.allowed_origins }),
    },
  );
  return { status: 202 };
};
