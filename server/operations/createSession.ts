import type { CreateSessionData, CreateSessionResponses, Credentials } from '../../src/api/schema.ts';
import {
  allowAttempt,
  allowHostToken,
  allowToken,
  attemptSucceeded,
  hostTokenSucceeded,
} from '../accounts/attempts.ts';
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

/** Signs in with e-mail and password, with a token of the host's own login, or by a link of staff. */
export const createSession: PublicOperation<CreateSessionData, CreateSessionResponses> = async (call) => {
  const { input, ports, portal, now, keyThumbprint, userAgent } = call;
  if (keyThumbprint === null) throw invalid('no DPoP header');
  const { body } = input;
  if ('staffToken' in body) return byStaff(call, body.staffToken, keyThumbprint);
  const contactId = 'hostToken' in body ? await byHost(call, body.hostToken) : await byPassword(call, body);
  const { token, person } = await startSession(ports, portal, contactId, keyThumbprint, now, deviceOf(userAgent));
  return { status: 201, body: { token, session: presentSession(person, portal, scopesOf(person)) } };
};

/** Staff come in by a link of their own, to see the portal as a contact does. */
async function byStaff(call: PublicCall<CreateSessionData>, staffToken: string, keyThumbprint: string) {
  const { ports, portal, now, remoteAddress, userAgent } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const device = deviceOf(userAgent);
  const { token, person } = await startStaffView(ports, portal, staffToken, { keyThumbprint, device, now });
  return { status: 201 as const, body: { token, session: presentSession(person, portal, scopesOf(person)) } };
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
