import type { CreateTicketData, CreateTicketResponses } from '../../src/api/schema.ts';
import { renderMarkdown, storable } from '../content/index.ts';
import { attachUploads, claimUploads } from '../files/index.ts';
import { newId } from '../ids.ts';
import { judgeTicket, ticketActions } from '../policies/ticket.ts';
import { ticketErrors } from '../policies/written.ts';
import { presentTicket } from '../presenters/ticket.ts';
import { Problem, validationFailed } from '../problem.ts';
import { rememberRequest } from '../stores/idempotency.ts';
import { findForm } from '../stores/portals.ts';
import type { Operation } from './operation.ts';

/** Opens a ticket through a form: one ticket for one Idempotency-Key, whatever happens on the way. */
export const createTicket: Operation<CreateTicketData, CreateTicketResponses> = async (call) => {
  const { input, ports, person, now, apiUrl } = call;
  const { formId, uploadIds = [], followUpOf = null } = input.body;
  const subject = storable(input.body.subject).trim();
  const text = storable(input.body.text);
  const properties = Object.fromEntries(
    Object.entries(input.body.properties ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? storable(value) : value,
    ]),
  );
  const form = await findForm(person, ports.db, formId);
  if (!form) throw validationFailed([{ pointer: '/formId', code: 'unknown-value' }]);
  const errors = ticketErrors({ subject, text, properties, files: uploadIds.length }, form.fields);
  if (errors.length > 0) throw validationFailed(errors);
  const former = followUpOf === null ? null : await ports.desk.findTicket(person, followUpOf);
  if (followUpOf !== null && !former) throw validationFailed([{ pointer: '/followUpOf', code: 'unknown-value' }]);

  const id = newId();
  const message = { id: newId(), authorName: person.name, source: text, ...renderMarkdown(text), at: now };
  const ticket = { id, subject, inboxId: form.inbox_id, stageId: form.stage_id, properties, followUpOf, message };
  const request = {
    key: input.headers['Idempotency-Key'],
    operation: 'createTicket',
    content: { body: input.body },
    resourceId: id,
  };
  const ticketId = await ports.db.transaction().execute(async (transaction) => {
    const before = await rememberRequest(person, request, now, transaction);
    if (before !== null) return before;
    if (former && !ticketActions(former, call).includes('follow-up')) throw new Problem('action-refused');
    const claim = await claimUploads(person, transaction, uploadIds);
    if (claim.errors.length > 0) throw validationFailed(claim.errors);
    await ports.desk.openTicket(person, ticket, transaction);
    await attachUploads(person, transaction, message.id, claim.uploads);
    return id;
  });

  const opened = await ports.desk.findTicket(person, ticketId);
  if (!opened) throw new Problem('not-found');
  const body = presentTicket(opened, judgeTicket(opened, call), call);
  return { status: 201, headers: { Location: `${apiUrl}/tickets/${ticketId}` }, body };
};
