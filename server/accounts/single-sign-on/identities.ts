import type { Database, DatabaseTransaction } from '../../db/database.ts';
import type { Properties, Row } from '../../db/tables.ts';
import { newId } from '../../ids.ts';
import { provesEmail } from '../../policies/email-trust.ts';
import { endGuest } from '../../stores/contacts.ts';
import { isOnList } from '../../stores/identity-providers.ts';
import { companyNamed } from '../companies.ts';
import { normalizeEmail } from '../email.ts';
import type { Assertion } from './engine.ts';

const LENGTH = 200;
const PROPERTY_LENGTH = 1000;

/** Somebody of a provider, in our terms. */
interface Person {
  readonly subject: string;
  /** Normalised; null where there is none. */
  readonly email: string | null;
  /** Whether the address is theirs, as far as this portal believes the provider. */
  readonly isProven: boolean;
  readonly name: string | null;
  readonly company: string | null;
  /** As the provider writes it. */
  readonly language: string | null;
  readonly properties: Said;
  readonly companyProperties: Said;
}

/** What a provider says now of the properties it is asked for; null where it says nothing. */
type Said = Readonly<Record<string, string | null>>;

/** Who it is here, or why nobody may come in. */
export type Identified = { readonly contactId: string } | { readonly problem: 'access-denied' | 'email-unverified' };

type Provider = Row<'identity_providers'>;

/**
 * The contact of somebody whom a provider vouches for: who they were the last time, else who has their e-mail address in this
 * portal, else somebody new. An address counts only where the portal believes the provider.
 */
export async function contactOfAssertion(
  { db, demo }: { readonly db: Database; readonly demo: boolean },
  provider: Provider,
  assertion: Assertion,
): Promise<Identified> {
  const person = readPerson(provider, assertion);
  if (person === null) return { problem: 'access-denied' };
  return db.transaction().execute(async (transaction) => {
    const before = await findByIdentity(transaction, provider, person.subject);
    if (!before && (person.email === null || !person.isProven)) return { problem: 'email-unverified' };
    const known = before ?? (await findByEmail(transaction, provider.portal_id, person.email ?? ''));
    if (provider.access === 'lists' && !(known && (await isOnList(transaction, provider, known.id))))
      return { problem: 'access-denied' };
    const contact = known ?? (await add(transaction, provider, person));
    if (contact.is_demo && !demo) return { problem: 'access-denied' };
    if (!before) await remember(transaction, provider, person.subject, contact.id);
    await endGuest(transaction, contact.id);
    await takeOver(transaction, provider, contact, person);
    // Another sign-in of the same person may have been quicker.
    const owner = before ?? (await findByIdentity(transaction, provider, person.subject));
    return { contactId: owner?.id ?? contact.id };
  });
}

/** Null where the provider does not say who it is. */
function readPerson(provider: Provider, { subject, email, emailVerified, attributes }: Assertion): Person | null {
  const names = provider.attributes;
  const first = (...candidates: (string | undefined)[]) =>
    candidates
      .map((name) => (name === undefined ? undefined : attributes[name]?.[0]))
      .find((value) => value !== undefined);
  const named = names.subject === undefined ? subject : first(names.subject);
  if (named === undefined || named === '' || named.length > 255 || named.includes('\0')) return null;
  const claimed = normalizeEmail(
    (names.email === undefined ? (email ?? first(...EMAIL_NAMES)) : first(names.email)) ?? '',
  );
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(claimed) && claimed.length <= 254;
  const isOfItself = names.email === undefined || names.email === 'email';
  return {
    subject: named,
    email: isAddress ? claimed : null,
    isProven: isAddress && provesEmail(provider, { email: claimed, isVerified: emailVerified && isOfItself }),
    name: line(names.name === undefined ? (first(...NAME_NAMES) ?? fullName(first)) : first(names.name)),
    company: names.company === undefined ? null : line(first(names.company)),
    language: names.language === undefined ? null : line(first(names.language)),
    properties: said(names.contactProperties, attributes),
    companyProperties: said(names.companyProperties, attributes),
  };
}

function said(properties: Properties = {}, attributes: Assertion['attributes']): Said {
  return Object.fromEntries(
    Object.entries(properties).map(([ours, theirs]) => [
      ours,
      line((Object.hasOwn(attributes, theirs) ? attributes[theirs] : undefined)?.join(', '), PROPERTY_LENGTH),
    ]),
  );
}

const EMAIL_NAMES = [
  'email',
  'mail',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
];
const NAME_NAMES = [
  'name',
  'displayName',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
];

function fullName(first: (...names: string[]) => string | undefined): string | undefined {
  const parts = [first('given_name', 'givenName', 'urn:oid:2.5.4.42'), first('family_name', 'sn', 'urn:oid:2.5.4.4')];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

/** One line of text, or nothing. */
function line(value: string | undefined, length = LENGTH): string | null {
  const text = value?.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim() ?? '';
  return text === '' ? null : text.slice(0, length).toWellFormed();
}

async function findByIdentity(db: DatabaseTransaction, provider: Provider, subject: string) {
  return db
    .selectFrom('identities')
    .innerJoin('contacts', 'contacts.id', 'identities.contact_id')
    .where('identities.provider_id', '=', provider.id)
    .where('identities.subject', '=', subject)
    .where('contacts.portal_id', '=', provider.portal_id)
    .select(COLUMNS)
    .executeTakeFirst();
}

async function findByEmail(db: DatabaseTransaction, portalId: string, email: string) {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .select(COLUMNS)
    .executeTakeFirst();
}

const COLUMNS = [
  'contacts.id',
  'contacts.name',
  'contacts.email',
  'contacts.company_id',
  'contacts.is_demo',
  'contacts.language',
  'contacts.properties',
] as const;
type Known = Pick<Row<'contacts'>, 'id' | 'name' | 'email' | 'company_id' | 'is_demo' | 'language' | 'properties'>;

async function add(db: DatabaseTransaction, provider: Provider, { email, name }: Person): Promise<Known> {
  const address = email ?? '';
  await db
    .insertInto('contacts')
    .values({ id: newId(), portal_id: provider.portal_id, name: name ?? address.replace(/@.*/, ''), email: address })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const added = await findByEmail(db, provider.portal_id, address);
  if (!added) throw new Error('The contact that was made is not there');
  return added;
}

async function remember(db: DatabaseTransaction, { id }: Provider, subject: string, contactId: string): Promise<void> {
  await db
    .insertInto('identities')
    .values({ provider_id: id, subject, contact_id: contactId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * What the provider says of name, company, properties and a proven e-mail address is taken over. A language is, as long as the
 * person has none: who has chosen one knows better.
 */
async function takeOver(
  db: DatabaseTransaction,
  { portal_id }: Provider,
  contact: Known,
  { name, email, isProven, company, language, properties, companyProperties }: Person,
): Promise<void> {
  const company_id = company === null ? contact.company_id : await companyNamed(db, portal_id, company);
  const changes = {
    name: name ?? contact.name,
    company_id,
    language: contact.language ?? (language === null ? null : await languageOf(db, portal_id, language)),
  };
  const isOther = (Object.keys(changes) as (keyof typeof changes)[]).some((key) => changes[key] !== contact[key]);
  if (isOther) await db.updateTable('contacts').set(changes).where('id', '=', contact.id).execute();
  const own = merged(contact.properties, properties);
  if (own) await db.updateTable('contacts').set({ properties: own }).where('id', '=', contact.id).execute();
  if (company !== null && company_id !== null) await takeOverCompany(db, company_id, companyProperties);
  // An address that somebody else has here stays theirs.
  if (email !== null && isProven && email !== contact.email && !(await findByEmail(db, portal_id, email)))
    await db.updateTable('contacts').set({ email }).where('id', '=', contact.id).execute();
}

async function takeOverCompany(db: DatabaseTransaction, id: string, said: Said): Promise<void> {
  if (Object.keys(said).length === 0) return;
  const company = await db
    .selectFrom('companies')
    .where('id', '=', id)
    .select('properties')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const properties = merged(company.properties, said);
  if (properties) await db.updateTable('companies').set({ properties }).where('id', '=', id).execute();
}

/** The properties with what is said of them now, as JSON; undefined where nothing is new. What nobody was asked for stays. */
function merged(properties: Properties, said: Said): string | undefined {
  const news = Object.entries(said).filter(
    ([name, value]) => value !== (Object.hasOwn(properties, name) ? properties[name] : null),
  );
  if (news.length === 0) return undefined;
  const all = new Map<string, string | null>([...Object.entries(properties), ...news]);
  return JSON.stringify(Object.fromEntries([...all].filter(([, value]) => value !== null)));
}

/** The portal's language that a provider means: its own way to write it, `fi-FI` for `fi`, or none. */
async function languageOf(db: DatabaseTransaction, portalId: string, said: string): Promise<string | null> {
  const { languages } = await db
    .selectFrom('portals')
    .where('id', '=', portalId)
    .select('languages')
    .executeTakeFirstOrThrow();
  const wanted = said.toLowerCase().replaceAll('_', '-');
  const named = (tag: string) => languages.find((language) => language.toLowerCase() === tag);
  return named(wanted) ?? named(wanted.split('-', 1)[0] ?? '') ?? null;
}
