import type { Database, DatabaseTransaction } from '../db/database.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import { endGuest } from '../stores/contacts.ts';
import { companyNamed } from './companies.ts';
import type { HostPerson } from './host-tokens.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly company_id: string | null;
  readonly is_demo: boolean;
}

const COLUMNS = ['contacts.id', 'contacts.name', 'contacts.email', 'contacts.company_id', 'contacts.is_demo'] as const;

/**
 * The contact of somebody whom a host vouches for: who they were the last time, else who has their e-mail address in this portal,
 * else somebody new. What the host says of name, e-mail and company is taken over.
 */
export async function contactOfHost(
  { db, demo }: { db: Database; demo: boolean },
  portalId: string,
  person: HostPerson,
): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    const known = await findByIdentity(transaction, portalId, person);
    const contact = known ?? (await findByEmail(transaction, portalId, person.email)) ?? (await add(transaction));
    if (contact.is_demo && !demo) throw new Problem('access-denied');
    if (!known) await remember(transaction, contact.id);
    await endGuest(transaction, contact.id);
    await takeOver(transaction, portalId, contact, person);
    // Another sign-in of the same person may have been quicker.
    return known ? contact.id : ((await findByIdentity(transaction, portalId, person))?.id ?? contact.id);
  });

  async function add(transaction: DatabaseTransaction): Promise<Known> {
    const name = person.name ?? person.email.replace(/@.*/, '');
    await transaction
      .insertInto('contacts')
      .values({ id: newId(), portal_id: portalId, name, email: person.email })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const added = await findByEmail(transaction, portalId, person.email);
    if (!added) throw new Problem('internal');
    return added;
  }

  async function remember(transaction: DatabaseTransaction, contactId: string): Promise<void> {
    await transaction
      .insertInto('contact_identities')
      .values({ portal_id: portalId, issuer: person.issuer, subject: person.subject, contact_id: contactId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function findByIdentity(db: DatabaseTransaction, portalId: string, person: HostPerson): Promise<Known | undefined> {
  return db
    .selectFrom('contact_identities')
    .innerJoin('contacts', 'contacts.id', 'contact_identities.contact_id')
    .where('contact_identities.portal_id', '=', portalId)
    .where('contact_identities.issuer', '=', person.issuer)
    .where('contact_identities.subject', '=', person.subject)
    .where('contacts.portal_id', '=', portalId)
    .select(COLUMNS)
    .executeTakeFirst();
}

function findByEmail(db: DatabaseTransaction, portalId: string, email: string): Promise<Known | undefined> {
  return db
    .selectFrom('contacts')
    .where('portal_id', '=', portalId)
    .where('email', '=', email)
    .select(COLUMNS)
    .executeTakeFirst();
}

async function takeOver(
  db: DatabaseTransaction,
  portalId: string,
  contact: Known,
  { name, email, company }: HostPerson,
): Promise<void> {
  const company_id = company === null ? contact.company_id : await companyNamed(db, portalId, company);
  const changes = { name: name ?? contact.name, company_id };
  if (changes.name !== contact.name || changes.company_id !== contact.company_id)
    await db.updateTable('contacts').set(changes).where('id', '=', contact.id).execute();
  // An address that somebody else has here stays theirs; the person is still who they were.
  if (email !== contact.email && !(await findByEmail(db, portalId, email)))
    await db.updateTable('contacts').set({ email }).where('id', '=', contact.id).execute();
}
