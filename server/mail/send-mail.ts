import { issueEmailChangeToken } from '../accounts/email-changes.ts';
import { issueReset, RESET_MS } from '../accounts/password-resets.ts';
import { placeOf } from '../accounts/places.ts';
import { issueLinkToken } from '../accounts/sign-in-links.ts';
import type { Database } from '../db/database.ts';
import type { RunningJob } from '../jobs/jobs.ts';
import { findMailContact, markMail } from '../stores/contacts.ts';
import { findPortalById } from '../stores/portals.ts';
import { rememberMail } from '../stores/sent-mails.ts';
import { type EntryOrder, isEntryOrder, readyEntryMail } from './entry-mails.ts';
import type { MailOrder } from './order.ts';
import { writeMail, type Content } from './templates/index.ts';
import { MailRefused, type MailTransport } from './transport.ts';

/** What mails are written and sent with. */
export interface MailPorts {
  readonly db: Database;
  readonly demo: boolean;
  /** Null: mails that were ordered while there was one are dropped. */
  readonly transport: MailTransport | null;
  readonly clock: () => Date;
}

/** A mail for somebody who has an account. */
type ContactOrder = Exclude<MailOrder, EntryOrder>;

/** A contact as mails need it. */
export type MailContact = NonNullable<Awaited<ReturnType<typeof findMailContact>>>;

/** Mails that their reader asked for and waits for. News goes to no address that mail came back from. */
const ASKED_FOR: readonly MailOrder['kind'][] = [
  'password-reset',
  'sign-in-link',
  'email-change',
  'registration',
  'invitation',
  'request',
];

/** A mail whose reader and link are known. */
export interface ReadyMail {
  readonly content: Content;
  /** Where its link leads. */
  readonly href: string;
  readonly to: { readonly name: string; readonly email: string };
  /** Whose mail it is, where that is a contact. */
  readonly contact: MailContact | null;
}

/**
 * Does the job `send-mail`: finds who gets it, writes it in their language and hands it over. A refusal for good is written
 * down on the contact and not tried again; whatever else fails is.
 */
export function sendMail(ports: MailPorts) {
  const { db, demo, transport, clock } = ports;
  return async (order: MailOrder, { id }: RunningJob): Promise<void> => {
    const portal = await findPortalById(db, order.portalId);
    if (!portal || !transport) return;
    const ready = isEntryOrder(order) ? await readyEntryMail(ports, portal, order) : await readyContactMail(order);
    if (!ready) return;
    const { content, href, to, contact } = ready;
    const address = to.email;
    const isOwn = address === contact?.email;
    if (isOwn && contact.mail_failed_at !== null && !ASKED_FOR.includes(order.kind)) return;
    const { name, accent, logo_url } = portal;
    const language = contact?.language ?? order.language;
    const logo = logo_url === null ? null : addressOf(logo_url, href);
    const mail = writeMail(content, { portal: name, accent, logo, name: to.name, address, language, href });
    if (contact) await rememberMail(db, { id, contact_id: contact.id, address, sent_at: clock() });
    try {
      await transport.send({ id, ...mail });
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      if (isOwn) await markMail(db, contact.id, clock());
    }
  };

  async function readyContactMail(order: ContactOrder): Promise<ReadyMail | null> {
    const who = 'email' in order ? { email: order.email } : { id: order.contactId };
    const contact = await findMailContact(db, order.portalId, who, demo);
    const prepared = contact && (await prepare(order, contact));
    if (!prepared) return null;
    const { content, href, to: email = contact.email } = prepared;
    return { content, href, to: { name: contact.name, email }, contact };
  }

  /** What the mail says and where its link leads; null when there is nothing to send. */
  async function prepare(
    order: ContactOrder,
    contact: MailContact,
  ): Promise<{ content: Content; href: string; to?: string } | null> {
    const { address } = order;
    switch (order.kind) {
      case 'password-changed':
        return { content: { kind: order.kind }, href: address };
      case 'new-sign-in': {
        const { browser, system, timeZone, at } = order;
        const device = { browser, system };
        const place = placeOf(timeZone);
        return { content: { kind: order.kind, device, place, at: new Date(at) }, href: address };
      }
      case 'email-changed':
        return { content: { kind: order.kind, email: contact.email }, href: address, to: order.to };
      case 'password-reset': {
        // A link sets a new password; whoever never had one was not let in by this way. Nor does anybody wait for hours.
        const now = clock();
        if (contact.password_hash === null || now.getTime() - Date.parse(order.askedAt) > RESET_MS) return null;
        const token = await issueReset(db, order.portalId, contact.id, now);
        return { content: { kind: order.kind }, href: `${address}#/reset/${token}` };
      }
      case 'sign-in-link': {
        const issued = await issueLinkToken(db, order.linkId, contact.id, clock());
        if (!issued) return null;
        return { content: { kind: order.kind, device: issued.device }, href: `${address}#/link/${issued.token}` };
      }
      case 'email-change': {
        const { changeId, side } = order;
        const issued = await issueEmailChangeToken(db, changeId, side, clock());
        if (!issued) return null;
        const content = { kind: order.kind, side, email: issued.newEmail };
        return { content, href: `${address}#/email/${issued.token}`, to: issued.to };
      }
    }
  }
}

/** A logo's address: its own, or that of a path at the server that the mail leads to. */
function addressOf(logo: string, href: string): string | null {
  return URL.parse(logo, href || undefined)?.href ?? null;
}
