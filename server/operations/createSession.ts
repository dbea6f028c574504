import type { CreateSessionData, CreateSessionResponses } from '../../src/api/schema.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { invalid } from '../accounts/proofs.ts';
import { startSession } from '../accounts/sessions.ts';
import { allowAttempt, attemptSucceeded } from '../accounts/attempts.ts';
import { scopesOf } from '../policies/scope.ts';
import { presentSession } from '../presenters/session.ts';
import { Problem } from '../problem.ts';
import { findContactByEmail } from '../stores/contacts.ts';
import type { PublicOperation } from './operation.ts';

/** Signs in with e-mail and password: the same answer, and the same work, for an account that is not there. */
export const createSession: PublicOperation<CreateSessionData, CreateSessionResponses> = async (call) => {
  const { input, ports, portal, now, keyThumbprint, remoteAddress, userAgent } = call;
  if (keyThumbprint === null) throw invalid('no DPoP header');
  const email = normalizeEmail(input.body.email);
  const attempt = { portalId: portal.id, email, remoteAddress };

  await allowAttempt(ports.db, attempt, now);
  const contact = await findContactByEmail(ports.db, portal.id, email, ports.demo);
  const matches = await passwordMatches(input.body.password, contact?.password_hash ?? null);
  if (!contact || !matches) throw new Problem('credentials-wrong');
  await attemptSucceeded(ports.db, attempt);

  const { token, person } = await startSession(ports, portal, contact.id, keyThumbprint, now, deviceOf(userAgent));
  return { status: 201, body: { token, session: presentSession(person, portal, scopesOf(person)) } };
};
