import type { GetMessageData, GetMessageResponses } from '../../src/api/schema.ts';
import { presentMessage } from '../presenters/message.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

/** One message, with all of it that can be shown. */
export const getMessage: Operation<GetMessageData, GetMessageResponses> = async ({ input, ports, person }) => {
  const { ticketId, messageId } = input.path;
  const message = await ports.desk.findMessage(person, messageId);
  if (message?.ticketId !== ticketId) throw new Problem('not-found');
  return { status: 200, body: presentMessage(message, person, 'all') };
};
