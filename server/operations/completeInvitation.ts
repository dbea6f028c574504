import type { CompleteInvitationData, CompleteInvitationResponses } from '../../src/api/schema.ts';
import { mayEnter } from '../accounts/access.ts';
import { allowToken } from '../accounts/attempts.ts';
import { agreedText } from '../accounts/consent.ts';
import { acceptInvitation, findInvited } from '../accounts/invitations.ts';
import { cleanName } from '../accounts/names.ts';
import { passwordErrors } from '../policies/password.ts';
import { Problem, validationFailed } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Accepts an invitation. */
export const completeInvitation: PublicOperation<CompleteInvitationData, CompleteInvitationResponses> = async (
  call,
) => {
  const { input, ports, portal, now, remoteAddress } = call;
  const { token, password, consent } = input.body;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const { id, email } = await findInvited(ports.db, { portalId: portal.id, token, now });
  if (!(await mayEnter(ports.db, portal, id))) throw new Problem('access-denied');
  const name = cleanName(input.body.name);
  const errors = passwordErrors('/password', password, { email, name });
  if (name === '') errors.push({ pointer: '/name', code: 'required' });
  if (errors.length > 0) throw validationFailed(errors);
  const agreed = await agreedText(ports.db, portal.id, consent);
  await acceptInvitation(ports.db, id, { name, password, agreed, now });
  return { status: 204 };
};
