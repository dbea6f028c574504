import type { GetFormData, GetFormResponses } from '../../src/api/schema.ts';
import { presentForm } from '../presenters/form.ts';
import { Problem } from '../problem.ts';
import { findForm } from '../stores/portals.ts';
import type { Operation } from './operation.ts';

/** The fields of a support form. */
export const getForm: Operation<GetFormData, GetFormResponses> = async ({ input, ports, person, languages }) => {
  const form = await findForm(person, ports.db, input.path.formId);
  if (!form) throw new Problem('not-found');
  return { status: 200, body: presentForm(form, languages) };
};
