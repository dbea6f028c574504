import type { PortalClient } from '../client.js';
import type {
  Consent,
  Invitation,
  InvitationCompletion,
  NewAccessRequest,
  NewRegistration,
  OwnConsent,
  Registered,
  RegistrationCompletion,
} from '../schema.js';

const speaking = (language: string) => ({ 'Accept-Language': language });

/** What is to be agreed to, in the language. */
export function getConsent(client: PortalClient, language: string, signal?: AbortSignal): Promise<Consent> {
  return client.call('GET', '/consent', { headers: speaking(language), signal });
}

/** Asks for an account; the mail is in the language. */
export function createRegistration(
  client: PortalClient,
  body: NewRegistration,
  language: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('POST', '/registrations', { body, headers: speaking(language), signal });
}

/** Confirms the e-mail address with the token of a link. */
export function completeRegistration(
  client: PortalClient,
  body: RegistrationCompletion,
  signal?: AbortSignal,
): Promise<Registered> {
  return client.call('POST', '/registrations/complete', { body, signal });
}

/** Whom an invitation is for. */
export function openInvitation(client: PortalClient, token: string, signal?: AbortSignal): Promise<Invitation> {
  return client.call('POST', '/invitations/open', { body: { token }, signal });
}

/** Accepts an invitation. */
export function completeInvitation(
  client: PortalClient,
  body: InvitationCompletion,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('POST', '/invitations/complete', { body, signal });
}

/** Asks the administrators to be let in. */
export function createAccessRequest(client: PortalClient, body: NewAccessRequest, signal?: AbortSignal): Promise<void> {
  return client.call('POST', '/access-requests', { body, signal });
}

/** What the person has agreed to. */
export function getOwnConsent(client: PortalClient, signal?: AbortSignal): Promise<OwnConsent> {
  return client.call('GET', '/person/consent', { signal });
}

/** Withdraws what the person has agreed to. */
export function withdrawConsent(client: PortalClient, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/person/consent', { signal });
}
