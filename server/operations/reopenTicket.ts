import type { ReopenTicketData, ReopenTicketResponses } from '../../src/api/schema.ts';
import { judgeTicket, ticketActions } from '../policies/ticket.ts';
import { presentTicket } from '../presenters/ticket.ts';
import { Problem } from '../problem.ts';
import { rememberRequest } from '../stores/idempotency.ts';
import type { Operation } from './operation.ts';

/** Opens a closed ticket again: once for one Idempotency-Key, also when somebody closed it since. */
export const reopenTicket: Operation<ReopenTicketData, ReopenTicketResponses> = async (call) => {
  const { input, ports, person, now } = call;
  const { ticketId } = input.path;
  const ticket = await ports.desk.findTicket(person, ticketId);
  if (!ticket) throw new Problem('not-found');

  const request = {
    key: input.headers['Idempotency-Key'],
    operation: 'reopenTicket',
    content: { ticketId },
    resourceId: ticketId,
  };
  await ports.db.transaction().execute(async (transaction) => {
    if ((await rememberRequest(person, request, now, transaction)) !== null) return;
    // Another device was faster: it is as the person wants it.
    if (ticket.status === 'open') return;
    if (!ticketActions(ticket, call).includes('reopen')) throw new Problem('action-refused');
    const move = { ticketId, status: 'open', name: person.name, at: now } as const;
    if (!(await ports.desk.setStatus(person, move, transaction))) throw new Problem('action-refused');
  });

  const moved = await ports.desk.findTicket(person, ticketId);
  if (!moved) throw new Problem('not-found');
  return { status: 200, body: presentTicket(moved, judgeTicket(moved, call), call) };
};
