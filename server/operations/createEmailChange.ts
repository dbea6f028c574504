import type { CreateEmailChangeData, CreateEmailChangeResponses } from '../../src/api/schema.ts';
import { allowAttempt, allowEmailChange, attemptSucceeded } from '../accounts/attempts.ts';
import { EMAIL_CHANGE_MS } from '../accounts/email-changes.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { newId } from '../ids.ts';
import { returnPage } from '../policies/return-to.ts';
import { presentEmailChange } from '../presenters/email-change.ts';
import { Problem, validationFailed } from '../problem.ts';
import { findPasswordHash } from '../stores/contacts.ts';
import { replaceEmailChange } from '../stores/email-changes.ts';
import type { Call, Operation } from './operation.ts';

/** Orders a mail to the present address and one to the address that is to be. */
export const createEmailChange: Operation<CreateEmailChangeData, CreateEmailChangeResponses> = async (call) => {
  const { person, input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  if (!ports.sendsMail) throw new Problem('not-found');
  const email = normalizeEmail(input.body.email);
  if (email === person.email || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw validationFailed([{ pointer: '/email', code: 'invalid' }]);
  await checkPassword(call);
  await allowEmailChange(ports.db, { portalId: portal.id, email: person.email, remoteAddress }, now);
  const expiresAt = new Date(now.getTime() + EMAIL_CHANGE_MS);
  const change = { id: newId(), new_email: email, created_at: now, expires_at: expiresAt };
  const order = {
    kind: 'email-change',
    portalId: portal.id,
    contactId: person.contactId,
    changeId: change.id,
    language: languages[0] ?? 'en',
    address: returnPage(input.body.returnTo, {
      address: apiUrl.replace(/\/api\/v1$/, ''),
      origins: portal.allowed_origins,
    }),
  } as const;
  await ports.db.transaction().execute(async (transaction) => {
    await replaceEmailChange(person, transaction, change);
    for (const side of ['old', 'new'] as const) await ports.jobs.enqueue(transaction, 'send-mail', { ...order, side });
  });
  return {
    status: 202,
    body: presentEmailChange({ ...change, old_confirmed_at: null, new_confirmed_at: null }),
  };
};

/** Asks for the password there is. Where there is none, the link to the present address is what asks. */
async function checkPassword({ person, input, ports, portal, now, remoteAddress }: Call<CreateEmailChangeData>) {
  const hash = await findPasswordHash(person, ports.db);
  if (hash === null) return;
  // A session that was left open must not be a way to try passwords.
  const attempt = { portalId: portal.id, email: person.email, remoteAddress };
  await allowAttempt(ports.db, attempt, now);
  if (!(await passwordMatches(input.body.currentPassword ?? '', hash)))
    throw validationFailed([{ pointer: '/currentPassword', code: 'invalid' }]);
  await attemptSucceeded(ports.db, attempt);
}
