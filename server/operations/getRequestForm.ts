import type { GetRequestFormData, GetRequestFormResponses } from '../../src/api/schema.ts';
import { takesRequests } from '../policies/access.ts';
import { presentForm } from '../presenters/form.ts';
import { Problem } from '../problem.ts';
import { findForm } from '../stores/forms.ts';
import type { PublicOperation } from './operation.ts';

/** The fields of a form that anybody may send. */
export const getRequestForm: PublicOperation<GetRequestFormData, GetRequestFormResponses> = async (call) => {
  const { input, ports, portal, languages } = call;
  const isTaken = takesRequests(ports.desk.capabilities, ports.sendsMail);
  const form = isTaken ? await findForm(ports.db, portal.id, input.path.formId) : undefined;
  if (form?.is_open !== true) throw new Problem('not-found');
  return { status: 200, body: presentForm(form, languages) };
};
