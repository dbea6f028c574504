import type { GetTicketData, GetTicketResponses } from '../../src/api/schema.ts';
import { judgeTicket } from '../policies/ticket.ts';
import { presentTicket } from '../presenters/ticket.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

/** One ticket with its properties and the actions it allows. */
export const getTicket: Operation<GetTicketData, GetTicketResponses> = async (call) => {
  const ticket = await call.ports.desk.findTicket(call.person, call.input.path.ticketId);
  if (!ticket) throw new Problem('not-found');
  return { status: 200, body: presentTicket(ticket, judgeTicket(ticket, call), call) };
};
