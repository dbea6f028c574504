import type { Database, DatabaseTransaction } from '../db/database.ts';
import type { Channel, NewRow, TicketStatus } from '../db/tables.ts';
import { newId } from '../ids.ts';

/** Somebody of the team of a portal, as the queries need it: the first parameter of each, as the requester is of a customer's. */
export interface TeamMember {
  readonly portalId: string;
  readonly agentId: string;
  readonly name: string;
}

/** A portal's agent with that e-mail address; made when there is none. Undefined where there is no such portal. */
export async function findOrMakeTeamMember(
  db: Database,
  { slug, email, name }: { slug: string; email: string; name: string },
): Promise<TeamMember | undefined> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!portal) return undefined;
  await db
    .insertInto('agents')
    .values({ id: newId(), portal_id: portal.id, name, email })
    .onConflict((conflict) => conflict.columns(['portal_id', 'email']).doNothing())
    .execute();
  const agent = await db
    .selectFrom('agents')
    .where('portal_id', '=', portal.id)
    .where('email', '=', email)
    .select(['id', 'name'])
    .executeTakeFirstOrThrow();
  return { portalId: portal.id, agentId: agent.id, name: agent.name };
}

/** The ticket that people of the portal call by this number. */
export async function findTicketByNumber(
  member: TeamMember,
  db: Database,
  number: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('tickets')
    .where('portal_id', '=', member.portalId)
    .where('number', '=', number)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** Where a ticket was written, what its writer said of themselves, and what they agreed to with it. */
export async function findTeamContext(member: TeamMember, db: Database, ticketId: string) {
  const ticket = await db
    .selectFrom('tickets')
    .innerJoin('contacts', 'contacts.id', 'tickets.contact_id')
    .where('tickets.portal_id', '=', member.portalId)
    .where('tickets.id', '=', ticketId)
    .select(['tickets.context', 'contacts.name', 'contacts.email', 'contacts.properties'])
    .executeTakeFirst();
  if (!ticket) return undefined;
  const consents = await db
    .selectFrom('form_consents')
    .where('ticket_id', '=', ticketId)
    .orderBy('name')
    .select(['name', 'version', 'language', 'label', 'given_at'])
    .execute();
  const { context, ...contact } = ticket;
  return { context, contact, consents };
}

/** Takes a ticket of the member's portal for the rest of the transaction. */
export async function lockTeamTicket(member: TeamMember, ticketId: string, transaction: DatabaseTransaction) {
  return transaction
    .selectFrom('tickets')
    .where('portal_id', '=', member.portalId)
    .where('id', '=', ticketId)
    .forUpdate()
    .select(['id', 'contact_id', 'company_id', 'inbox_id', 'stage_id', 'status'])
    .executeTakeFirst();
}

/** The newest thread of a ticket that is carried by one of these channels. */
export async function newestThreadOf(
  ticketId: string,
  channels: readonly Channel[],
  transaction: DatabaseTransaction,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('threads')
    .where('ticket_id', '=', ticketId)
    .where('channel', 'in', channels)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

/** Writes down what the team said. */
export async function insertTeamMessage(
  member: TeamMember,
  message: Omit<NewRow<'messages'>, 'agent_id' | 'author_kind' | 'author_name'>,
  transaction: DatabaseTransaction,
): Promise<void> {
  await transaction
    .insertInto('messages')
    .values({ ...message, agent_id: member.agentId, author_kind: 'team', author_name: member.name })
    .execute();
}

/** A stage of the pipeline that a stage is in: by its id, or by the team's name for it. */
export async function findStage(
  sibling: string,
  wanted: string,
  transaction: DatabaseTransaction,
): Promise<{ id: string; status: TicketStatus } | undefined> {
  return transaction
    .selectFrom('stages as current')
    .innerJoin('stages as wanted', 'wanted.pipeline_id', 'current.pipeline_id')
    .where('current.id', '=', sibling)
    .where((eb) => eb.or([eb('wanted.id', '=', wanted), eb('wanted.name', '=', wanted)]))
    .orderBy('wanted.position')
    .select(['wanted.id', 'wanted.status'])
    .executeTakeFirst();
}

/** A contact of the member's portal, with their company. */
export async function findTeamContact(member: TeamMember, email: string, transaction: DatabaseTransaction) {
  return transaction
    .selectFrom('contacts')
    .where('portal_id', '=', member.portalId)
    .where('email', '=', email)
    .select(['id', 'company_id'])
    .executeTakeFirst();
}

/** A company of the member's portal. */
export async function findTeamCompany(member: TeamMember, name: string, transaction: DatabaseTransaction) {
  return transaction
    .selectFrom('companies')
    .where('portal_id', '=', member.portalId)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst();
}

/** Changes whose ticket it is. */
export async function changeTeamTicket(
  member: TeamMember,
  ticketId: string,
  changes: { contact_id?: string; company_id?: string | null },
  transaction: DatabaseTransaction,
): Promise<void> {
  await transaction
    .updateTable('tickets')
    .set(changes)
    .where('portal_id', '=', member.portalId)
    .where('id', '=', ticketId)
    .execute();
}

/** Deletes a ticket and all that hangs on it. */
export async function deleteTeamTicket(
  member: TeamMember,
  ticketId: string,
  transaction: DatabaseTransaction,
): Promise<void> {
  await transaction.deleteFrom('tickets').where('portal_id', '=', member.portalId).where('id', '=', ticketId).execute();
}

/** Where the bytes of a ticket's files are. */
export async function storageKeysOf(ticketId: string, transaction: DatabaseTransaction): Promise<string[]> {
  const rows = await transaction
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .where('messages.ticket_id', '=', ticketId)
    .select('attachments.storage_key')
    .execute();
  return rows.map(({ storage_key }) => storage_key);
}
