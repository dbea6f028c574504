import type { CreateMessageData, CreateMessageResponses } from '../../src/api/schema.ts';
import { renderMarkdown, storable } from '../content/index.ts';
import { attachUploads, claimUploads } from '../files/index.ts';
import { newId } from '../ids.ts';
import { mayReopen, ticketActions } from '../policies/ticket.ts';
import { messageErrors } from '../policies/written.ts';
import { presentMessage } from '../presenters/message.ts';
import { Problem, validationFailed } from '../problem.ts';
import { rememberRequest } from '../stores/idempotency.ts';
import type { Operation } from './operation.ts';

/** Replies to a ticket: one message for one Idempotency-Key, whatever happens on the way. */
export const createMessage: Operation<CreateMessageData, CreateMessageResponses> = async (call) => {
  const { input, ports, person, now } = call;
  const { ticketId } = input.path;
  const text = storable(input.body.text);
  const uploadIds = input.body.uploadIds ?? [];
  const errors = messageErrors(text, uploadIds.length);
  if (errors.length > 0) throw validationFailed(errors);

  const ticket = await ports.desk.findTicket(person, ticketId);
  if (!ticket) throw new Problem('not-found');

  const message = { id: newId(), authorName: person.name, source: text, ...renderMarkdown(text), at: now };
  const request = {
    key: input.headers['Idempotency-Key'],
    operation: 'createMessage',
    content: { ticketId, body: input.body },
    resourceId: message.id,
  };
  const messageId = await ports.db.transaction().execute(async (transaction) => {
    const before = await rememberRequest(person, request, now, transaction);
    if (before !== null) return before;
    if (!ticketActions(ticket, call).includes('reply')) throw new Problem('action-refused');
    const claim = await claimUploads(person, transaction, uploadIds);
    if (claim.errors.length > 0) throw validationFailed(claim.errors);
    const reply = { ticketId, message, mayReopen: mayReopen(ticket, call) };
    if (!(await ports.desk.addReply(person, reply, transaction))) throw new Problem('action-refused');
    await attachUploads(person, transaction, message.id, claim.uploads);
    return message.id;
  });

  const written = await ports.desk.findMessage(person, messageId);
  if (!written) throw new Problem('not-found');
  return { status: 201, body: presentMessage(written, person) };
};
