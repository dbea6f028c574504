import type {
  CreateSessionData,
  CreateSessionResponses,
  Credentials,
  GivenConsent,
  LinkSignIn,
  StaffToken,
} from '../../src/api/schema.ts';
import { ConsentRequired, endEntry, type Entrant, ENTRY_SECONDS, entryKey, pendingEntry } from '../accounts/access.ts';
import {
  allowAttempt,
  allowHostToken,
  allowToken,
  attemptSucceeded,
  hostTokenSucceeded,
} from '../accounts/attempts.ts';
import { agreedText, giveReceipt } from '../accounts/consent.ts';
import { giveCookie, type SessionCookie, takeCookie } from '../accounts/cookies.ts';
import { deviceOf } from '../accounts/devices.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { contactOfHost } from '../accounts/host-contacts.ts';
import { redeemHostToken } from '../accounts/host-tokens.ts';
import { rememberDevice } from '../accounts/known-devices.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { invalid } from '../accounts/proofs.ts';
import { startSession } from '../accounts/sessions.ts';
import { redeemLinkCode, redeemLinkToken } from '../accounts/sign-in-links.ts';
import { startStaffView } from '../accounts/staff-view.ts';
import { scopesOf } from '../policies/scope.ts';
import { offersEmailLink } from '../policies/sign-in.ts';
import { presentSession } from '../presenters/session.ts';
import { Problem } from '../problem.ts';
import { findContactByEmail } from '../stores/contacts.ts';
import type { PublicCall, PublicOperation } from './operation.ts';

type CustomerBody = Exclude<CreateSessionData['body'], StaffToken>;

/**
 * Signs in with e-mail and password, with a token of the host's own login,
 * by an identity provider, by a link of a mail, by a link of
 * staff, or with the consent that was missing then.
 */
export const createSession: PublicOperation<CreateSessionData, CreateSessionResponses> = async (call) => {
  const { input, portal, keyThumbprint, cookie } = call;
  if (keyThumbprint === null && cookie === null) throw invalid('no DPoP header');
  const { body } = input;
  const { token, person } = 'staffToken' in body ? await byStaff(call, body) : await byCustomer(call, body);
  const session = presentSession(person, portal, scopesOf(person));
  if (cookie) {
    const given = giveCookie(cookie, token, portal.absolute_seconds);
    const headers = { 'Set-Cookie': 'link' in body ? [given, takeCookie(cookie.link)] : given };
    return { status: 201, headers, body: { session } };
  }
  return { status: 201, body: { token, session } };
};

/** Staff come in by a link of their own, to see the portal as a contact does. */
async function byStaff(call: PublicCall<CreateSessionData>, { staffToken, timeZone }: StaffToken) {
  const { ports, portal, now, keyThumbprint, remoteAddress, userAgent } = call;
  // Staff are never signed in to every page of a site.
  if (keyThumbprint === null) throw invalid('no DPoP header');
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const device = deviceOf(userAgent);
  return startStaffView(ports, portal, staffToken, { keyThumbprint, device, timeZone, now });
}

async function byCustomer(call: PublicCall<CreateSessionData>, body: CustomerBody) {
  const { ports, portal, now, languages, apiUrl, keyThumbprint, cookie, userAgent } = call;
  const entrant = await whoComes(call, body);
  const device = deviceOf(userAgent);
  const { timeZone } = body;
  const beginning = { keyThumbprint, device, timeZone, now };
  const started = await startSession(ports, portal, entrant, beginning).catch((error: unknown) => {
    throw withCookie(error, cookie);
  });
  if ('consent' in body) await endEntry(ports.db, portal.id, entryKey(keyThumbprint, cookie?.token ?? null));
  await rememberDevice(ports, started.person, device, {
    language: languages[0] ?? 'en',
    address: apiUrl.replace(/\/api\/v1$/, ''),
    isVouchedFor: 'hostToken' in body || entrant.providerId !== null,
    timeZone,
    now,
  });
  return started;
}

async function whoComes(call: PublicCall<CreateSessionData>, body: CustomerBody): Promise<Entrant> {
  if ('consent' in body) return byConsent(call, body.consent);
  if ('singleSignOn' in body) return call.ports.singleSignOn.redeem(call.portal.id, body.singleSignOn, call.now);
  const contactId = await ('hostToken' in body
    ? byHost(call, body.hostToken)
    : 'link' in body
      ? byLink(call, body.link)
      : byPassword(call, body));
  return { contactId, providerId: null };
}

async function byLink(call: PublicCall<CreateSessionData>, link: LinkSignIn['link']): Promise<string> {
  const { ports, portal, now, remoteAddress, keyThumbprint, cookie } = call;
  // As long as links are sent: one that was on its way when they were switched off is worth nothing.
  if (!offersEmailLink(portal, ports.sendsMail)) throw new Problem('link-expired');
  const browser = entryKey(keyThumbprint, cookie?.link.token ?? null);
  const use = { portalId: portal.id, browser, remoteAddress, now };
  if ('code' in link) return redeemLinkCode(ports.db, use, link);
  await allowToken(ports.db, portal.id, remoteAddress, now);
  return redeemLinkToken(ports.db, use, link.token);
}

/** Where no key is there to go on with, a cookie is. */
function withCookie(error: unknown, cookie: SessionCookie | null): unknown {
  if (!cookie || !(error instanceof ConsentRequired) || error.pendingToken === null) return error;
  const headers = { 'Set-Cookie': giveCookie(cookie, error.pendingToken, ENTRY_SECONDS) };
  return new Problem('consent-required', { headers });
}

/** Whoever showed who they are with this key, and now agrees. */
async function byConsent(
  { ports, portal, now, keyThumbprint, cookie }: PublicCall<CreateSessionData>,
  given: GivenConsent,
): Promise<Entrant> {
  const key = entryKey(keyThumbprint, cookie?.token ?? null);
  const entrant = await pendingEntry(ports.db, portal.id, key, now);
  const agreed = await agreedText(ports.db, portal.id, given);
  if (agreed) await giveReceipt(ports.db, entrant.contactId, agreed, now);
  return entrant;
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
