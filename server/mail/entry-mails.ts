import { mayEnter } from '../accounts/access.ts';
import { issueInvitation } from '../accounts/invitations.ts';
import { issueRegistrationLink } from '../accounts/registrations.ts';
import { issueRequestLink } from '../accounts/requests.ts';
import type { Row } from '../db/tables.ts';
import { findAccessRequest } from '../stores/access-requests.ts';
import { findMailContact } from '../stores/contacts.ts';
import { deleteRegistration, findRegistration } from '../stores/registrations.ts';
import { findWaitingRequest } from '../stores/requests.ts';
import type { AccessRequestOrder, InvitationOrder, MailOrder, RegistrationOrder, RequestOrder } from './order.ts';
import type { MailPorts, ReadyMail } from './send-mail.ts';

/** A mail whose reader may have no account. */
export type EntryOrder = RegistrationOrder | InvitationOrder | AccessRequestOrder | RequestOrder;

/** Whether the reader of an order may have no account. */
export function isEntryOrder(order: MailOrder): order is EntryOrder {
  return ['registration', 'invitation', 'access-request', 'request'].includes(order.kind);
}

/** Finds out who gets a mail without an account, and makes its link; null when there is nothing to send. */
export async function readyEntryMail(
  ports: MailPorts,
  portal: Row<'portals'>,
  order: EntryOrder,
): Promise<ReadyMail | null> {
  switch (order.kind) {
    case 'registration':
      return ofRegistration(ports, order);
    case 'invitation':
      return ofInvitation(ports, portal, order);
    case 'access-request':
      return ofAccessRequest(ports, order);
    case 'request':
      return ofRequest(ports, order);
  }
}

async function ofRegistration(
  { db, demo, clock }: MailPorts,
  { portalId, registrationId, address }: RegistrationOrder,
): Promise<ReadyMail | null> {
  const registration = await findRegistration(db, registrationId, clock());
  if (!registration) return null;
  const { email } = registration;
  const contact = (await findMailContact(db, portalId, { email }, demo)) ?? null;
  if (contact && contact.password_hash !== null) {
    await deleteRegistration(db, registrationId);
    return { content: { kind: 'account-exists' }, to: contact, href: address, contact };
  }
  // Not the name that was typed: it would be a stranger's words in a mail of ours to whomever they like.
  const href = `${address}#/verify/${await issueRegistrationLink(db, registrationId)}`;
  return { content: { kind: 'registration' }, to: { name: '', email }, href, contact };
}

async function ofInvitation(
  { db, demo, clock }: MailPorts,
  portal: Row<'portals'>,
  { contactId, address }: InvitationOrder,
): Promise<ReadyMail | null> {
  const contact = await findMailContact(db, portal.id, { id: contactId }, demo);
  if (!contact || !(await mayEnter(db, portal, contactId))) return null;
  if (contact.password_hash !== null) return { content: { kind: 'admitted' }, to: contact, href: address, contact };
  const href = `${address}#/invitation/${await issueInvitation(db, portal.id, contactId, clock())}`;
  return { content: { kind: 'invitation' }, to: contact, href, contact };
}

async function ofAccessRequest(
  { db }: MailPorts,
  { portalId, requestId, to }: AccessRequestOrder,
): Promise<ReadyMail | null> {
  const asking = await findAccessRequest(db, portalId, requestId);
  if (!asking) return null;
  const { name, email, message } = asking;
  const content = { kind: 'access-request', name, email, message } as const;
  return { content, to: { name: '', email: to }, href: '', contact: null };
}

async function ofRequest(
  { db, demo, clock }: MailPorts,
  { portalId, requestId, address }: RequestOrder,
): Promise<ReadyMail | null> {
  const request = await findWaitingRequest(db, requestId, clock());
  if (!request) return null;
  const { email } = request;
  const contact = (await findMailContact(db, portalId, { email }, demo)) ?? null;
  // Nothing of what was typed: it would be a stranger's words in a mail of ours to whomever they like.
  const href = `${address}#/confirm/${await issueRequestLink(db, requestId)}`;
  return { content: { kind: 'request' }, to: { name: '', email }, href, contact };
}
