import type { Requester } from '../accounts/requester.ts';
import type { Database, DatabaseTransaction } from '../db/database.ts';
import { ticketIsVisible } from './visibility.ts';

/** How a visible ticket was rated. */
export async function selectRating(requester: Requester, db: Database, ticketId: string) {
  return db
    .selectFrom('ratings')
    .innerJoin('tickets', 'tickets.id', 'ratings.ticket_id')
    .where(ticketIsVisible(requester))
    .where('ratings.ticket_id', '=', ticketId)
    .select(['ratings.value', 'ratings.comment', 'ratings.given_at', 'ratings.changed_at'])
    .executeTakeFirst();
}

/** Writes a rating down, or another in its place. One given before the ticket was closed last begins anew. */
export async function writeRating(
  requester: Requester,
  rating: { ticketId: string; value: number; comment: string | null; at: Date },
  transaction: DatabaseTransaction,
): Promise<void> {
  const { ticketId, value, comment, at } = rating;
  const row = { value, comment, contact_id: requester.contactId, changed_at: at };
  await transaction
    .insertInto('ratings')
    .values({ ...row, ticket_id: ticketId, given_at: at })
    .onConflict((conflict) =>
      conflict.column('ticket_id').doUpdateSet((eb) => ({
        ...row,
        given_at: eb
          .case()
          .when(
            'ratings.given_at',
            '<',
            eb.selectFrom('tickets').where('tickets.id', '=', ticketId).select('tickets.closed_at').$asScalar(),
          )
          .then(at)
          .else(eb.ref('ratings.given_at'))
          .end(),
      })),
    )
    .execute();
}
