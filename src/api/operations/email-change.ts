import type { PortalClient } from '../client.js';
import type {
  AnsweredEmailChange,
  EmailChange,
  EmailChangeAnswer,
  NewEmailChange,
  PendingEmailChange,
} from '../schema.js';

/** The change of one's own e-mail address that is under way. */
export function getEmailChange(client: PortalClient, signal?: AbortSignal): Promise<PendingEmailChange> {
  return client.call('GET', '/person/email-change', { signal });
}

/** Begins to change one's own e-mail address; the mails are in the language. */
export function createEmailChange(
  client: PortalClient,
  body: NewEmailChange,
  language: string,
  signal?: AbortSignal,
): Promise<EmailChange> {
  return client.call('POST', '/person/email-change', {
    body,
    headers: { 'Accept-Language': language },
    signal,
    read: (response) => response.json() as Promise<EmailChange>,
  });
}

/** Keeps one's own e-mail address after all. */
export function cancelEmailChange(client: PortalClient, signal?: AbortSignal): Promise<void> {
  return client.call('DELETE', '/person/email-change', { signal });
}

/** Confirms or refuses a change with the token of a link. */
export function answerEmailChange(
  client: PortalClient,
  body: EmailChangeAnswer,
  language: string,
  signal?: AbortSignal,
): Promise<AnsweredEmailChange> {
  return client.call('POST', '/email-changes/answer', { body, headers: { 'Accept-Language': language }, signal });
}
