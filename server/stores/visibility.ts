import { sql, type Expression, type SqlBool } from 'kysely';
import type { Requester } from '../accounts/requester.ts';
import type { Database } from '../db/database.ts';
import type { Scope } from '../ticket-query.ts';

/**
 * The one permission of the portal, as a condition on `tickets`. Every query that reads for a customer has it, so that what is
 * not theirs is not there. `organization` means the person's own where the portal does not share.
 *
 * @example db.selectFrom('tickets').where(ticketIsVisible(requester))
 */
export function ticketIsVisible(requester: Requester, scope: Scope = 'any'): Expression<SqlBool> {
  const own = sql<SqlBool>`tickets.contact_id = ${requester.contactId}`;
  if (requester.sharedCompanyId === null || scope === 'mine') {
    return sql<SqlBool>`(tickets.portal_id = ${requester.portalId} and ${own})`;
  }
  const shared = sql<SqlBool>`tickets.company_id = ${requester.sharedCompanyId}`;
  const person = scope === 'organization' ? shared : sql<SqlBool>`(${own} or ${shared})`;
  return sql<SqlBool>`(tickets.portal_id = ${requester.portalId} and ${person})`;
}

/**
 * The messages a person may see, joined to their `tickets` and `threads`: those of visible tickets, of threads whose inbox is
 * connected, and of the newest such thread alone where the portal says so.
 */
export function visibleMessages(requester: Requester, db: Database) {
  return db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('inboxes', 'inboxes.id', 'threads.inbox_id')
    .where(ticketIsVisible(requester))
    .where('inboxes.is_connected', '=', true)
    .$if(!requester.seesAllThreads, (query) =>
      query.where((eb) =>
        eb(
          'threads.id',
          '=',
          eb
            .selectFrom('threads as newest')
            .innerJoin('inboxes as connected', 'connected.id', 'newest.inbox_id')
            .whereRef('newest.ticket_id', '=', 'messages.ticket_id')
            .where('connected.is_connected', '=', true)
            .orderBy('newest.created_at', 'desc')
            .orderBy('newest.id', 'desc')
            .limit(1)
            .select('newest.id'),
        ),
      ),
    );
}
