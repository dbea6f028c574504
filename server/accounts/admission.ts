import { renderMail } from '../content/index.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { ConsentText, Row } from '../db/tables.ts';
import { newId } from '../ids.ts';
import type { JobQueue } from '../jobs/jobs.ts';
import { returnPage } from '../policies/return-to.ts';
import { StartError } from '../start-error.ts';
import {
  addMember,
  chooseLists,
  deleteSessionsOffLists,
  findList,
  findOrMakeList,
  removeMember,
} from '../stores/access-lists.ts';
import { listAccessRequests } from '../stores/access-requests.ts';
import { insertConsent } from '../stores/consents.ts';
import { endGuest } from '../stores/contacts.ts';
import { deleteSessionsOffProviders } from '../stores/identity-providers.ts';
import { deleteInvitationsOf } from '../stores/invitations.ts';
import { deleteSessionsOf, deleteSessionsOfGuests } from '../stores/sessions.ts';
import { mayEnter } from './access.ts';
import { isEmailForAccount, normalizeEmail } from './email.ts';
import { cleanName } from './names.ts';

const MOST_ADMINISTRATORS = 10;
const NAME_LENGTH = 100;
/** Characters of a text to agree to, and of the words beside its box. */
const CONSENT_LENGTH = 100_000;
const LABEL_LENGTH = 500;

/** Who may come in to a portal. */
export interface Access {
  readonly portal: string;
  readonly access: string;
  /** The names of the lists that let in; without any, all that there are do. */
  readonly lists: readonly string[];
  /** Who is told of wishes to be let in; undefined: as before. */
  readonly adminEmails: readonly string[] | undefined;
}

/** Decides who may come in. Whoever may not any more is signed out. */
export async function setAccess(db: Database, { portal: slug, access, lists, adminEmails }: Access): Promise<void> {
  if (access !== 'contacts' && access !== 'open' && access !== 'lists')
    throw new StartError(`--access ${access} is none of contacts, open and lists.`);
  if (lists.length > 0 && access !== 'lists') throw new StartError('--list goes with --access lists.');
  const emails = adminEmails?.map((email) => emailOf(email, '--admin-email'));
  if (emails && emails.length > MOST_ADMINISTRATORS)
    throw new StartError(`--admin-email may be given ${MOST_ADMINISTRATORS} times.`);
  await db.transaction().execute(async (transaction) => {
    const portal = await portalAt(transaction, slug);
    await transaction
      .updateTable('portals')
      .set({ access, ...(emails && { admin_emails: emails }) })
      .where('id', '=', portal.id)
      .execute();
    if (access === 'contacts') await deleteSessionsOfGuests(transaction, portal.id);
    if (access !== 'lists') return;
    const chosen = [];
    for (const name of lists) chosen.push(await findOrMakeList(transaction, portal.id, listName(name)));
    if (chosen.length > 0) await chooseLists(transaction, portal.id, chosen);
    await deleteSessionsOffLists(transaction, portal.id);
  });
}

/** Somebody who is put on a list. */
export interface NewMember {
  readonly portal: string;
  readonly list: string;
  readonly email: string;
  readonly name: string | null;
  /** The page the invitation leads to; null: the portal's own. */
  readonly page: string | null;
  readonly language: string | null;
}

/** Puts somebody on a list; list and contact are made when they are new. Orders the mail where there is an address to lead to. */
export async function addToList(
  { db, jobs }: { db: Database; jobs: JobQueue },
  { portal: slug, list, email: given, name: givenName, page, language }: NewMember,
  publicUrl: string | null,
): Promise<void> {
  const email = emailOf(given, '--email');
  const name = cleanName(givenName ?? '').slice(0, NAME_LENGTH) || email.replace(/@.*/, '');
  await db.transaction().execute(async (transaction) => {
    const portal = await portalAt(transaction, slug);
    const listId = await findOrMakeList(transaction, portal.id, listName(list));
    await transaction
      .insertInto('contacts')
      .values({ id: newId(), portal_id: portal.id, name, email })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { id: contactId } = await contactAt(transaction, portal.id, email);
    await endGuest(transaction, contactId);
    await addMember(transaction, listId, contactId);
    if (publicUrl === null) return;
    const own = `${publicUrl}/${portal.slug}`;
    const address = returnPage(page ?? own, { address: own, origins: portal.allowed_origins });
    if (page !== null && address === own && page !== own)
      throw new StartError(`--page ${page} is not on a web site of the portal.`);
    await jobs.enqueue(transaction, 'send-mail', {
      kind: 'invitation',
      portalId: portal.id,
      contactId,
      language: language ?? portal.languages[0] ?? 'en',
      address,
    });
  });
}

/** Takes somebody from a list. Where no other list lets them in, to the portal or by the provider they came by, they are signed out at once. */
export async function removeFromList(
  db: Database,
  { portal: slug, list, email }: { portal: string; list: string; email: string },
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const portal = await portalAt(transaction, slug);
    const { id: contactId } = await contactAt(transaction, portal.id, normalizeEmail(email));
    const listId = await findList(transaction, portal.id, list);
    if (listId === undefined || !(await removeMember(transaction, listId, contactId)))
      throw new StartError(`${email} is not on ${list}.`);
    await deleteSessionsOffProviders(transaction, portal.id);
    if (await mayEnter(transaction, portal, contactId)) return;
    await deleteSessionsOf(transaction, contactId);
    await deleteInvitationsOf(transaction, contactId);
  });
}

/** Who asks to be let in, the latest first. */
export async function accessRequests(db: Database, slug: string) {
  return listAccessRequests(db, (await portalAt(db, slug)).id);
}

/** A new version of what people agree to, by language, as HTML. */
export interface NewConsent {
  readonly portal: string;
  readonly isRequired: boolean;
  readonly texts: Readonly<Record<string, ConsentText>>;
}

/** Has a portal ask for consent to a new text; answers its version. */
export async function setConsent(db: Database, { portal: slug, isRequired, texts }: NewConsent): Promise<number> {
  if (Object.keys(texts).length === 0) throw new StartError('--file is missing. See --help.');
  for (const [language, { html, label }] of Object.entries(texts)) {
    if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language))
      throw new StartError(`${language} is not a language tag.`);
    if (html.trim() === '' || html.length > CONSENT_LENGTH)
      throw new StartError(`The text for ${language} is empty or too long.`);
    if (label.trim() === '' || label.length > LABEL_LENGTH)
      throw new StartError(`--label ${language}=… is missing or too long.`);
  }
  return db.transaction().execute(async (transaction) => {
    const portal = await portalAt(transaction, slug);
    const safe = Object.entries(texts).map(([language, text]) => [language, sanitized(text)] as const);
    return insertConsent(transaction, portal.id, { id: newId(), isRequired, texts: Object.fromEntries(safe) });
  });
}

/** A text as it is kept: nothing in it does anything. */
export function sanitized({ html, label }: ConsentText): ConsentText {
  return { html: renderMail(html).html, label: label.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim() };
}

async function portalAt(db: Database | DatabaseTransaction, slug: string): Promise<Row<'portals'>> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).selectAll().executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  return portal;
}

async function contactAt(db: DatabaseTransaction, portalId: string, email: string): Promise<{ id: string }> {
  const contact = await db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .select('id')
    .executeTakeFirst();
  if (!contact) throw new StartError(`There is no contact with the e-mail address ${email}.`);
  return contact;
}

function emailOf(given: string, option: string): string {
  const email = normalizeEmail(given);
  if (!isEmailForAccount(email)) throw new StartError(`${option} ${given} is not an e-mail address.`);
  return email;
}

function listName(given: string): string {
  const name = cleanName(given);
  if (name === '' || name.length > NAME_LENGTH) throw new StartError('--list needs a name.');
  return name;
}
