import type { MarkTicketReadData, MarkTicketReadResponses } from '../../src/api/schema.ts';
import { Problem, validationFailed } from '../problem.ts';
import type { Operation } from './operation.ts';

/** Remembers how far the person has read a ticket. */
export const markTicketRead: Operation<MarkTicketReadData, MarkTicketReadResponses> = async (call) => {
  const { input, ports, person } = call;
  const marked = await ports.desk.markRead(person, input.path.ticketId, input.body.messageId);
  if (marked === null) throw new Problem('not-found');
  if (!marked) throw validationFailed([{ pointer: '/messageId', code: 'unknown-value' }]);
  return { status: 204 };
};
