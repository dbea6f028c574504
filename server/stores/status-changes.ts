import { sql } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import { newId } from '../ids.ts';
import { ticketIsVisible } from './visibility.ts';

/** Somebody who moves a ticket to another stage. */
export type Mover =
  | { readonly kind: 'customer'; readonly contactId: string; readonly name: string }
  | { readonly kind: 'team'; readonly agentId: string | null; readonly name: string };

/** A ticket on its way from one stage to another. */
export interface StatusMove {
  readonly ticketId: string;
  readonly toStageId: string;
  readonly by: Mover;
  readonly at: Date;
}

/**
 * Moves a ticket to a stage and writes down who did; the one place where a ticket's stage changes. The ticket is to be locked by the
 * transaction. False when it is not there, or in that stage already.
 */
export async function recordStatusChange(
  { ticketId, toStageId, by, at }: StatusMove,
  transaction: DatabaseTransaction,
): Promise<boolean> {
  const ticket = await transaction
    .selectFrom('tickets')
    .where('id', '=', ticketId)
    .select('stage_id')
    .executeTakeFirst();
  if (!ticket || ticket.stage_id === toStageId) return false;
  const { status } = await transaction
    .selectFrom('stages')
    .where('id', '=', toStageId)
    .select('status')
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable('tickets')
    .set({
      stage_id: toStageId,
      status,
      // From one closed stage to another it stays closed since then.
      closed_at: status === 'open' ? null : sql<Date>`case when status = 'closed' then closed_at else ${at} end`,
      last_activity_at: sql<Date>`greatest(last_activity_at, ${at}::timestamptz)`,
    })
    .where('id', '=', ticketId)
    .execute();
  await transaction
    .insertInto('status_changes')
    .values((eb) => ({
      id: newId(),
      ticket_id: ticketId,
      after_seq: eb
        .selectFrom('messages')
        .where('ticket_id', '=', ticketId)
        .select(sql<number>`coalesce(max(seq), 0)`.as('seq')),
      from_stage_id: ticket.stage_id,
      to_stage_id: toStageId,
      contact_id: by.kind === 'customer' ? by.contactId : null,
      agent_id: by.kind === 'team' ? by.agentId : null,
      author_kind: by.kind,
      author_name: by.name,
      created_at: at,
    }))
    .execute();
  return true;
}

/** The changes of a visible ticket that stand between two places of its conversation; null for its ends. */
export async function selectStatusChanges(
  requester: Requester,
  db: Database,
  { ticketId, from, before }: { ticketId: string; from: number | null; before: number | null },
) {
  return db
    .selectFrom('status_changes')
    .innerJoin('tickets', 'tickets.id', 'status_changes.ticket_id')
    .innerJoin('stages as from_stage', 'from_stage.id', 'status_changes.from_stage_id')
    .innerJoin('stages as to_stage', 'to_stage.id', 'status_changes.to_stage_id')
    .where(ticketIsVisible(requester))
    .where('status_changes.ticket_id', '=', ticketId)
    .$if(from !== null, (query) => query.where('status_changes.after_seq', '>=', from ?? 0))
    .$if(before !== null, (query) => query.where('status_changes.after_seq', '<', before ?? 0))
    .orderBy('status_changes.seq')
    .select([
      'status_changes.id',
      'status_changes.after_seq',
      'status_changes.contact_id',
      'status_changes.author_kind',
      'status_changes.author_name',
      'status_changes.created_at',
      'from_stage.id as from_id',
      'from_stage.customer_label as from_label',
      'from_stage.status as from_status',
      'to_stage.id as to_id',
      'to_stage.customer_label as to_label',
      'to_stage.status as to_status',
    ])
    .execute();
}
