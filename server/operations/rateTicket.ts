import type { RateTicketData, RateTicketResponses } from '../../src/api/schema.ts';
import { storable } from '../content/index.ts';
import { judgeTicket, ticketActions } from '../policies/ticket.ts';
import { presentTicket } from '../presenters/ticket.ts';
import { Problem } from '../problem.ts';
import { rememberRequest } from '../stores/idempotency.ts';
import type { Operation } from './operation.ts';

/** Takes what a customer thinks of how their ticket went. */
export const rateTicket: Operation<RateTicketData, RateTicketResponses> = async (call) => {
  const { input, ports, person, portal, now } = call;
  const { ticketId } = input.path;
  const given = storable(input.body.comment ?? '').trim();
  const comment = portal.rating_comment && given !== '' ? given : null;
  // A thumb is up or down, whatever a client sends.
  const value = portal.rating === 'thumbs' ? (input.body.value > 3 ? 5 : 1) : input.body.value;
  const ticket = await ports.desk.findTicket(person, ticketId);
  if (!ticket) throw new Problem('not-found');

  const request = {
    key: input.headers['Idempotency-Key'],
    operation: 'rateTicket',
    content: { ticketId, body: input.body },
    resourceId: ticketId,
  };
  await ports.db.transaction().execute(async (transaction) => {
    if ((await rememberRequest(person, request, now, transaction)) !== null) return;
    if (!ticketActions(ticket, call).includes('rate')) throw new Problem('action-refused');
    const rating = { ticketId, value, comment, at: now };
    if (!(await ports.desk.rate(person, rating, transaction))) throw new Problem('action-refused');
  });

  const rated = await ports.desk.findTicket(person, ticketId);
  if (!rated) throw new Problem('not-found');
  return { status: 200, body: presentTicket(rated, judgeTicket(rated, call), call) };
};
