import type { ChangePasswordData, ChangePasswordResponses } from '../../src/api/schema.ts';
import { allowAttempt, attemptSucceeded } from '../accounts/attempts.ts';
import { hashPassword, passwordMatches } from '../accounts/passwords.ts';
import { passwordErrors } from '../policies/password.ts';
import { validationFailed } from '../problem.ts';
import { findPasswordHash, updatePassword } from '../stores/contacts.ts';
import { deleteOtherSessions } from '../stores/sessions.ts';
import type { Operation } from './operation.ts';

/** Changes one's own password and signs out everywhere else: whoever knew the former one is out. */
export const changePassword: Operation<ChangePasswordData, ChangePasswordResponses> = async (call) => {
  const { person, input, ports, portal, now, remoteAddress } = call;
  const { currentPassword, newPassword } = input.body;
  const errors = passwordErrors('/newPassword', newPassword, person);
  if (errors.length > 0) throw validationFailed(errors);

  // A session that was left open must not be a way to try passwords.
  const attempt = { portalId: portal.id, email: person.email, remoteAddress };
  await allowAttempt(ports.db, attempt, now);
  const before = await findPasswordHash(person, ports.db);
  if (!(await passwordMatches(currentPassword, before)))
    throw validationFailed([{ pointer: '/currentPassword', code: 'invalid' }]);
  await attemptSucceeded(ports.db, attempt);

  const after = await hashPassword(newPassword);
  await ports.db.transaction().execute(async (transaction) => {
    await updatePassword(person, transaction, after);
    await deleteOtherSessions(person, transaction, person.sessionId);
  });
  return { status: 204 };
};
