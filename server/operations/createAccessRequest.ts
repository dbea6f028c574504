import type { CreateAccessRequestData, CreateAccessRequestResponses } from '../../src/api/schema.ts';
import { allowAccessRequest, mayTellAdministrators } from '../accounts/attempts.ts';
import { isEmailForAccount, normalizeEmail } from '../accounts/email.ts';
import { cleanName } from '../accounts/names.ts';
import { newId } from '../ids.ts';
import { takesAccessRequests } from '../policies/access.ts';
import { Problem, validationFailed } from '../problem.ts';
import { insertAccessRequest } from '../stores/access-requests.ts';
import type { PublicOperation } from './operation.ts';

/** Tells the administrators that somebody asks to be let in. Nobody is looked up for it. */
export const createAccessRequest: PublicOperation<CreateAccessRequestData, CreateAccessRequestResponses> = async (
  call,
) => {
  const { input, ports, portal, now, remoteAddress } = call;
  if (!takesAccessRequests(portal, ports.sendsMail)) throw new Problem('not-found');
  const email = normalizeEmail(input.body.email);
  const name = cleanName(input.body.name);
  const message = input.body.message.replaceAll('\0', '').trim();
  const errors = [];
  if (name === '') errors.push({ pointer: '/name', code: 'required' as const });
  if (!isEmailForAccount(email)) errors.push({ pointer: '/email', code: 'invalid' as const });
  if (errors.length > 0) throw validationFailed(errors);
  await allowAccessRequest(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  const id = newId();
  const isTold = await mayTellAdministrators(ports.db, portal.id, now);
  await ports.db.transaction().execute(async (transaction) => {
    await insertAccessRequest(transaction, { id, portal_id: portal.id, email, name, message, created_at: now });
    for (const to of isTold ? portal.admin_emails : []) {
      const language = portal.languages[0] ?? 'en';
      const order = { kind: 'access-request', portalId: portal.id, requestId: id, to, language } as const;
      await ports.jobs.enqueue(transaction, 'send-mail', order);
    }
  });
  return { status: 202 };
};
