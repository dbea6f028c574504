import type { ListMessagesData, ListMessagesResponses } from '../../src/api/schema.ts';
import { readCursor, writeCursor } from '../cursors.ts';
import { presentMessage, presentStatusChange } from '../presenters/message.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

/** The conversation of a ticket, newest page first. */
export const listMessages: Operation<ListMessagesData, ListMessagesResponses> = async (call) => {
  const { input, ports, person } = call;
  const { limit = 25, cursor } = input.query;
  const before = readCursor(cursor, isPlace)?.[1] ?? null;

  const page = await ports.desk.listMessages(person, input.path.ticketId, { limit, before });
  if (!page) throw new Problem('not-found');

  return {
    status: 200,
    body: {
      items: page.messages.map((message) => presentMessage(message, person)),
      changes: page.changes.flatMap((change) => presentStatusChange(change, call) ?? []),
      unreadFrom: page.unreadFrom,
      earlierCursor: page.earlier === null ? null : writeCursor(['messages', page.earlier]),
    },
  };
};

function isPlace(content: unknown): content is ['messages', number] {
  return (
    Array.isArray(content) && content.length === 2 && content[0] === 'messages' && Number.isSafeInteger(content[1])
  );
}
