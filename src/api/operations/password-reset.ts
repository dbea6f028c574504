import type { PortalClient } from '../client.js';
import type { NewPasswordReset, PasswordReset } from '../schema.js';

/** Asks for a link to a new password; the mail is in the language. */
export function createPasswordReset(
  client: PortalClient,
  body: NewPasswordReset,
  language: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('POST', '/password-resets', { body, headers: { 'Accept-Language': language }, signal });
}

/** Sets a new password with the token of a link. */
export function completePasswordReset(
  client: PortalClient,
  body: PasswordReset,
  language: string,
  signal?: AbortSignal,
): Promise<void> {
  return client.call('POST', '/password-resets/complete', { body, headers: { 'Accept-Language': language }, signal });
}
