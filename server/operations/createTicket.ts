import type { CreateTicketData, CreateTicketResponses } from '../../src/api/schema.ts';
import { renderMarkdown } from '../content/index.ts';
import { attachUploads, claimUploads } from '../files/index.ts';
import { contextOf, fillForm } from '../forms/fill.ts';
import { newId } from '../ids.ts';
import { judgeTicket, ticketActions } from '../policies/ticket.ts';
import { presentTicket } from '../presenters/ticket.ts';
import { Problem, validationFailed } from '../problem.ts';
import { addOwnProperties } from '../stores/contacts.ts';
import { insertFormConsents } from '../stores/form-consents.ts';
import { findForm } from '../stores/forms.ts';
import { findRequest, rememberRequest } from '../stores/idempotency.ts';
import type { Answer, Call, Operation } from './operation.ts';

/** Opens a ticket through a form: one ticket for one Idempotency-Key, whatever happens on the way. */
export const createTicket: Operation<CreateTicketData, CreateTicketResponses> = async (call) => {
  const { input, ports, portal, person, languages, now } = call;
  const { formId, uploadIds = [], followUpOf = null } = input.body;
  const asked = { key: input.headers['Idempotency-Key'], operation: 'createTicket', content: { body: input.body } };
  // A ticket that is there already stays what it is, whatever its form has become.
  const made = await findRequest(person, ports.db, asked);
  if (made !== null) return answer(call, made);
  const form = await findForm(ports.db, portal.id, formId);
  if (!form) throw validationFailed([{ pointer: '/formId', code: 'unknown-value' }]);
  const filling = { now, isKnown: true, languages, files: uploadIds.length };
  const { subject, text, properties, contact, consents } = fillForm(form, input.body, filling);
  const former = followUpOf === null ? null : await ports.desk.findTicket(person, followUpOf);
  if (followUpOf !== null && !former) throw validationFailed([{ pointer: '/followUpOf', code: 'unknown-value' }]);

  const id = newId();
  const message = { id: newId(), authorName: person.name, source: text, ...renderMarkdown(text), at: now };
  const target = { inboxId: form.inbox_id, stageId: form.stage_id };
  const ticket = { id, subject, ...target, properties, context: contextOf(input.body), followUpOf, message };
  const ticketId = await ports.db.transaction().execute(async (transaction) => {
    const before = await rememberRequest(person, { ...asked, resourceId: id }, now, transaction);
    if (before !== null) return before;
    if (former && !ticketActions(former, call).includes('follow-up')) throw new Problem('action-refused');
    const claim = await claimUploads(person, transaction, uploadIds);
    if (claim.errors.length > 0) throw validationFailed(claim.errors);
    await ports.desk.openTicket(person, ticket, transaction);
    await attachUploads(person, transaction, message.id, claim.uploads);
    await addOwnProperties(person, transaction, contact);
    await insertFormConsents(transaction, { contactId: person.contactId, ticketId: id, at: now }, consents);
    return id;
  });
  return answer(call, ticketId);
};

async function answer(call: Call<CreateTicketData>, ticketId: string): Promise<Answer<CreateTicketResponses>> {
  const { ports, person, apiUrl } = call;
  const opened = await ports.desk.findTicket(person, ticketId);
  if (!opened) throw new Problem('not-found');
  const body = presentTicket(opened, judgeTicket(opened, call), call);
  return { status: 201, headers: { Location: `${apiUrl}/tickets/${ticketId}` }, body };
}
