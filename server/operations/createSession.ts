import type { CreateSessionData, CreateSessionResponses, Credentials, StaffToken } from '../../src/api/schema.ts';
import {
  allowAttempt,
  allowHostToken,
  allowToken,
  attemptSucceeded,
  hostTokenSucceeded,
} from '../accounts/attempts.ts';
import { giveCookie } from '../accounts/cookies.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { contactOfHost } from '../accounts/host-contacts.ts';
import { redeemHostToken } from '../accounts/host-tokens.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { invalid } from '../accounts/proofs.ts';
import { startSession } from '../accounts/sessions.ts';
import { startStaffView } from '../accounts/staff-view.ts';
import { scopesOf } from '../policies/scope.ts';
import { presentSession } from '../presenters/session.ts';
import { Problem } from '../problem.ts';
import { findContactByEmail } from '../stores/contacts.ts';
import type { PublicCall, PublicOperation } from './operation.ts';

type CustomerBody = Exclude<CreateSessionData['body'], StaffToken>;

/** Signs in with e-mail and password, with a token of the host's own login, by an identity provider, or by a link of staff. */
export const createSession: PublicOperation<CreateSessionData, CreateSessionResponses> = async (call) => {
  const { input, portal, keyThumbprint, cookie } = call;
  if (keyThumbprint === null && cookie === null) throw invalid('no DPoP header');
  const { body } = input;
  const { token, person } = 'staffToken' in body ? await byStaff(call, body.staffToken) : await byCustomer(call, body);
  const session = presentSession(person, portal, scopesOf(person));
  if (cookie) return { status: 201, headers: giveCookie(cookie, token, portal.absolute_seconds), body: { session } };
  return { status: 201, body: { token, session } };
};

/** Staff come in by a link of their own, to see the portal as a contact does. */
async function byStaff(call: PublicCall<CreateSessionData>, staffToken: string) {
  const { ports, portal, now, keyThumbprint, remoteAddress, userAgent } = call;
  // Staff are never signed in to every page of a site.
  if (keyThumbprint === null) throw invalid('no DPoP header');
  await allowToken(ports.db, portal.id, remoteAddress, now);
  return startStaffView(ports, portal, staffToken, { keyThumbprint, device: deviceOf(userAgent), now });
}

async function byCustomer(call: PublicCall<CreateSessionData>, body: CustomerBody) {
  const { ports, portal, now, keyThumbprint, userAgent } = call;
  const contactId =
    'hostToken' in body
      ? await byHost(call, body.hostToken)
      : 'singleSignOn' in body
        ? await ports.singleSignOn.redeem(portal.id, body.singleSignOn, now)
        : await byPassword(call, body);
  return startSession(ports, portal, contactId, keyThumbprint, now, deviceOf(userAgent));
}

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
