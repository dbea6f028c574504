import type { Database, DatabaseTransaction } from '../../db/database.ts';
import type { Channel } from '../../db/tables.ts';
import { newId } from '../../ids.ts';
import { insertAttachments } from '../../stores/attachments.ts';
import { tellWriting } from '../../stores/live-events.ts';
import { insertThread } from '../../stores/messages.ts';
import { recordStatusChange } from '../../stores/status-changes.ts';
import {
  changeTeamTicket,
  deleteTeamTicket,
  findStage,
  findTeamCompany,
  findTeamContact,
  insertTeamMessage,
  lockTeamTicket,
  newestThreadOf,
  storageKeysOf,
  type TeamMember,
} from '../../stores/team.ts';
import { recordActivity } from '../../stores/tickets.ts';

export type { TeamMember } from '../../stores/team.ts';

/** What somebody of the team says, rendered once. */
export interface TeamMessage {
  readonly source: string;
  readonly sourceType: 'text/markdown' | 'text/html' | 'text/plain';
  readonly html: string;
  readonly text: string;
  /** How it goes out. */
  readonly channel: Channel;
  readonly at: Date;
  /** Files whose bytes are stored already. */
  readonly files: readonly StoredFile[];
}

/** A file whose bytes are stored. */
export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly storageKey: string;
}

/** Why the team cannot do what it wanted to. */
export class TeamError extends Error {
  readonly reason: 'no-ticket' | 'no-stage' | 'no-contact' | 'no-company';

  constructor(reason: TeamError['reason']) {
    super(reason);
    this.name = 'TeamError';
    this.reason = reason;
  }
}

/** Portal, form and mail carry one conversation; a chat and a call are conversations of their own. */
const WRITTEN: readonly Channel[] = ['portal', 'form', 'email'];

/** Answers the customer; answers the message's id. */
export async function replyAsTeam(
  member: TeamMember,
  db: Database,
  ticketId: string,
  message: TeamMessage,
): Promise<string> {
  const id = newId();
  await withTicket(member, db, ticketId, async (ticket, transaction) => {
    const { channel, at, files } = message;
    const channels = WRITTEN.includes(channel) ? WRITTEN : [channel];
    const threadId =
      (await newestThreadOf(ticketId, channels, transaction)) ??
      (await insertThread({ ticketId, inboxId: ticket.inbox_id, channel, at }, transaction));
    await insertTeamMessage(
      member,
      {
        id,
        ticket_id: ticketId,
        thread_id: threadId,
        contact_id: null,
        channel,
        source: message.source,
        source_type: message.sourceType,
        html: message.html,
        text: message.text,
        created_at: at,
      },
      transaction,
    );
    await insertAttachments(
      transaction,
      files.map(({ name, mediaType, size, storageKey }, position) => ({
        id: newId(),
        message_id: id,
        position,
        name,
        media_type: mediaType,
        size,
        storage_key: storageKey,
      })),
    );
    await recordActivity(ticketId, { text: message.text, at }, transaction);
  });
  return id;
}

/** Writes something on the ticket that no customer ever sees. */
export async function noteAsTeam(
  member: TeamMember,
  db: Database,
  ticketId: string,
  note: { text: string; at: Date },
): Promise<string> {
  const id = newId();
  await withTicket(member, db, ticketId, async (_ticket, transaction) => {
    await transaction
      .insertInto('notes')
      .values({
        id,
        ticket_id: ticketId,
        agent_id: member.agentId,
        author_name: member.name,
        text: note.text,
        created_at: note.at,
      })
      .execute();
  });
  return id;
}

/** Moves the ticket to a stage of its pipeline, by the stage's id or the team's name for it; that may close or open it. */
export async function moveAsTeam(
  member: TeamMember,
  db: Database,
  ticketId: string,
  stage: string,
  at = new Date(),
): Promise<void> {
  await withTicket(member, db, ticketId, async (ticket, transaction) => {
    const found = await findStage(ticket.stage_id, stage, transaction);
    if (!found) throw new TeamError('no-stage');
    const by = { kind: 'team', agentId: member.agentId, name: member.name } as const;
    await recordStatusChange({ ticketId, toStageId: found.id, by, at }, transaction);
  });
}

/** Whose ticket it is to be: a contact's with their company, or another company's while the contact stays. */
export type NewOwner = { readonly email: string } | { readonly company: string };

/** Makes the ticket somebody else's. */
export async function handOverAsTeam(member: TeamMember, db: Database, ticketId: string, to: NewOwner): Promise<void> {
  await withTicket(member, db, ticketId, async (_ticket, transaction) => {
    if ('email' in to) {
      const contact = await findTeamContact(member, to.email, transaction);
      if (!contact) throw new TeamError('no-contact');
      const owner = { contact_id: contact.id, company_id: contact.company_id };
      return changeTeamTicket(member, ticketId, owner, transaction);
    }
    const company = await findTeamCompany(member, to.company, transaction);
    if (!company) throw new TeamError('no-company');
    return changeTeamTicket(member, ticketId, { company_id: company.id }, transaction);
  });
}

/** Deletes the ticket with all that hangs on it; answers the keys of files whose bytes nothing needs any more. */
export async function deleteAsTeam(member: TeamMember, db: Database, ticketId: string): Promise<string[]> {
  return withTicket(member, db, ticketId, async (_ticket, transaction) => {
    const keys = await storageKeysOf(ticketId, transaction);
    await deleteTeamTicket(member, ticketId, transaction);
    return keys;
  });
}

/** Says that the member is writing an answer. It holds for a few seconds: say it again while it is true. */
export async function writeAsTeam(member: TeamMember, db: Database, ticketId: string): Promise<void> {
  await withTicket(member, db, ticketId, ({ contact_id: contactId, company_id: companyId }, transaction) =>
    tellWriting(transaction, { portalId: member.portalId, ticketId, contactId, companyId, name: member.name }),
  );
}

type LockedTicket = NonNullable<Awaited<ReturnType<typeof lockTeamTicket>>>;

/** One transaction on a ticket of the member's portal. */
async function withTicket<T>(
  member: TeamMember,
  db: Database,
  ticketId: string,
  act: (ticket: LockedTicket, transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    const ticket = await lockTeamTicket(member, ticketId, transaction);
    if (!ticket) throw new TeamError('no-ticket');
    return act(ticket, transaction);
  });
}
