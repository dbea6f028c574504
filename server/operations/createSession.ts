import type { CreateSessionData, CreateSessionResponses, Credentials } from '../../src/api/schema.ts';
import { allowAttempt, allowHostToken, attemptSucceeded, hostTokenSucceeded } from '../accounts/attempts.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { contactOfHost } from '../accounts/host-contacts.ts';
import { redeemHostToken } from '../accounts/host-tokens.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { invalid } from '../accounts/proofs.ts';
import { startSession } from '../accounts/sessions.ts';
import { scopesOf } from '../policies/scope.ts';
import { presentSession } from '../presenters/session.ts';
import { Problem } from '../problem.ts';
import { findContactByEmail } from '../stores/contacts.ts';
import type { PublicCall, PublicOperation } from './operation.ts';

/** Signs in with e-mail and password, with a token of the host's own login, or with the code of a provider's sign-in. */
export const createSession: PublicOperation<CreateSessionData, CreateSessionResponses> = async (call) => {
  const { input, ports, portal, now, keyThumbprint, userAgent } = call;
  if (keyThumbprint === null) throw invalid('no DPoP header');
  const { body } = input;
  const contactId =
    'hostToken' in body
      ? await byHost(call, body.hostToken)
      : 'singleSignOn' in body
        ? await ports.singleSignOn.redeem(portal.id, body.singleSignOn, now)
        : await byPassword(call, body);
  const { token, person } = await startSession(ports, portal, contactId, keyThumbprint, now, deviceOf(userAgent));
  return { status: 201, body: { token, session: presentSession(person, portal, scopesOf(person)) } };
};

/** The same answer, and the same work, for an account that is not there. */
async function byPassword(call: PublicCall<CreateSessionData>, credentials: Credentials): Promise<string> {
  const { ports, portal, now, remoteAddress } = call;
  const email = normalizeEmail(credentials.email);
  const attempt = { portalId: portal.id, email, remoteAddress };
  await allowAttempt(ports.db, attempt, now);
  const contact = await findContactByEmail(ports.db, portal.id, email, ports.demo);
  const matches = await passwordMatches(credentials.password, contact?.password_hash ?? null);
  if (!contact || !matches) throw new Problem('credentials-wrong');
  await attemptSucceeded(ports.db, attempt);
  return contact.id;
}

/** Looks for an account only once the token is good and used up. */
async function byHost(call: PublicCall<CreateSessionData>, token: string): Promise<string> {
  const { ports, portal, now, remoteAddress } = call;
  const attempt = { portalId: portal.id, remoteAddress };
  await allowHostToken(ports.db, attempt, now);
  const person = await redeemHostToken(ports, portal.id, token, now);
  const contactId = await contactOfHost(ports, portal.id, person);
  await hostTokenSucceeded(ports.db, attempt);
  return contactId;
}
